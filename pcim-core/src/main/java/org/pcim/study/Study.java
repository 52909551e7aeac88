package org.pcim.study;

import java.util.List;

/**
 * What one deposit holds: at least one instance, in a fixed order.
 *
 * @param instances 1 to n instances with distinct names that {@link InstanceNames} accepts
 * @param identifyingValues what identifies the patient in them; none if nobody looked
 */
public record Study(List<Instance> instances, IdentifyingValues identifyingValues) {

    /** Copies the list, and refuses an empty one and names that could not be retrieved. */
    public Study {
        instances = List.copyOf(instances);
        InstanceNames.requireValid(instances.stream().map(Instance::name).toList());
    }

    /** The sum of the instances' sizes, in bytes. */
    public long size() {
        return instances.stream().mapToLong(Instance::size).sum();
    }

    /** The number of instances. Values that identify the patient are not shown. */
    @Override
    public String toString() {
        return "study of " + instances.size() + " instances";
    }
}
