package org.pcim.ethereum.internal.contract;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.ethereum.internal.rpc.LogFilter;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerEvent.AccessEvent;
import org.pcim.ledger.LedgerEvent.ImageEvent;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;

/** In which logs the events that a filter lets through are found. They tell others as well. */
final class WantedLogs {

    private static final Set<ContractEvent> VERSIONS =
            EnumSet.of(ContractEvent.CORRECTION_ADDED, ContractEvent.ROTATION_ADDED);

    private WantedLogs() {}

    /** The logs to ask for, of which none is of two filters; empty if nothing can match. */
    static List<LogFilter> of(EventFilter filter, Address contract) {
        Set<ContractEvent> kinds = EnumSet.allOf(ContractEvent.class);
        if (!filter.kinds().isEmpty()) {
            kinds.retainAll(ContractEvent.of(filter.kinds()));
        }
        if (filter.image() != null || filter.patient() != null) {
            kinds.retainAll(ContractEvent.of(Set.of(ImageEvent.class)));
        }
        Address requester = filter.requester();
        if (requester != null) {
            kinds.retainAll(ContractEvent.of(Set.of(AccessEvent.class)));
        }
        List<LogFilter> wanted = new ArrayList<>();
        boolean renewals = kinds.contains(ContractEvent.REQUEST_RENEWED);
        if (renewals && requester == null) {
            kinds.addAll(VERSIONS);
        }
        if (!kinds.isEmpty()) {
            wanted.add(new LogFilter(contract, topics(kinds, filter, requester)));
        }
        if (renewals && requester != null) {
            // Renewals that came with a version stand in its log, which is not indexed by them.
            wanted.add(new LogFilter(contract, topics(VERSIONS, filter, null)));
        }
        return wanted;
    }

    private static List<List<Digest>> topics(
            Set<ContractEvent> kinds, EventFilter filter, @Nullable Address requester) {
        ImageId image = filter.image();
        List<List<Digest>> topics = new ArrayList<>();
        topics.add(kinds.stream().map(ContractEvent::topic).toList());
        topics.add(image == null ? List.of() : List.of(image.digest()));
        topics.add(topic(filter.patient()));
        topics.add(topic(requester));
        // A log has to have as many topics as are asked for.
        while (topics.get(topics.size() - 1).isEmpty()) {
            topics.remove(topics.size() - 1);
        }
        return topics;
    }

    private static List<Digest> topic(@Nullable Address address) {
        return address == null ? List.of() : List.of(ContractEvent.topic(address));
    }
}
