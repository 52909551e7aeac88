package org.pcim.ethereum.internal.rpc;

import java.util.List;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * Which logs are asked for.
 *
 * @param contract who logged them
 * @param topics for each place the values of which one has to stand there; an empty list takes any
 */
public record LogFilter(Address contract, List<List<Digest>> topics) {

    /** Copies the lists. */
    public LogFilter {
        topics = topics.stream().map(List::copyOf).toList();
    }
}
