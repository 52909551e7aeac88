package org.pcim.study;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;

/**
 * What a radiologist changes in a study that was deposited.
 *
 * @param changed instances that are added, or take the place of those with the same names; null for none
 * @param withdrawn names of instances that are taken out
 */
public record StudyCorrection(@Nullable Study changed, Set<String> withdrawn) {

    /** Copies the set, and refuses a correction that changes nothing. */
    public StudyCorrection {
        withdrawn = Set.copyOf(withdrawn);
        if (changed == null && withdrawn.isEmpty()) {
            throw new InputException("correct study", "", "the correction changes nothing");
        }
    }

    /** Adds or replaces these instances. */
    public static StudyCorrection of(Study changed) {
        return new StudyCorrection(changed, Set.of());
    }

    /** Takes out the instances with these names. */
    public static StudyCorrection withdrawing(String... names) {
        return new StudyCorrection(null, Set.of(names));
    }
}
