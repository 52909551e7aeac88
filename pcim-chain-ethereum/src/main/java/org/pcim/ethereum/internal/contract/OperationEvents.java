package org.pcim.ethereum.internal.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EventLog;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.ApprovalLimitSet;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.AuthorizationSuccess;
import org.pcim.ledger.LedgerEvent.ImageEvent;
import org.pcim.ledger.LedgerEvent.KeyPublished;
import org.pcim.ledger.LedgerEvent.MemberRegistered;
import org.pcim.ledger.LedgerEvent.MemberRemoved;
import org.pcim.ledger.LedgerEvent.RegisteredRequestersOnlySet;
import org.pcim.ledger.LedgerEvent.RequestWithdrawn;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * Which operation brought an event: the signed call that was recorded before it in the same transaction, or else the
 * transaction itself.
 *
 * <p>A sender is whom the contract took for it, which for a contract wallet is not who sent the transaction.
 */
final class OperationEvents {

    /** {@code SignedCallRecorded}: its digest and its sender are indexed. */
    static final Digest SIGNED_CALL = ContractEvent.topic("SignedCallRecorded(bytes32,address)");

    private final Owners owners;

    OperationEvents(Owners owners) {
        this.owners = owners;
    }

    /** Of whom the signed calls are asked for that may have brought these events. */
    Set<Address> senders(List<PlacedEvent> events, BlockHeader last) {
        Set<Address> senders = new LinkedHashSet<>();
        events.forEach(it -> senders.add(sender(it, last)));
        return senders;
    }

    /**
     * Tells what was recorded.
     *
     * @param events in order
     * @param logs among them the signed calls that may have brought the events, in order
     * @param times the time of each block, by its hash
     * @param last a block that is not before theirs, and stays
     */
    List<RecordedEvent> recorded(
            List<PlacedEvent> events, List<EventLog> logs, Map<Digest, Instant> times, BlockHeader last) {
        Map<Digest, List<EventLog>> signedCalls = logs.stream()
                .filter(log -> log.topics().size() == 3 && log.topics().get(0).equals(SIGNED_CALL))
                .collect(Collectors.groupingBy(EventLog::transaction));
        List<RecordedEvent> recorded = new ArrayList<>();
        for (PlacedEvent it : events) {
            Address sender = sender(it, last);
            recorded.add(new RecordedEvent(
                    it.cursor(),
                    Objects.requireNonNull(times.get(it.log().blockHash())),
                    operation(
                            it.log(), sender, signedCalls.getOrDefault(it.log().transaction(), List.of())),
                    sender,
                    it.event()));
        }
        return recorded;
    }

    private static OperationId operation(EventLog log, Address sender, List<EventLog> signedCalls) {
        EventLog before = null;
        for (EventLog signedCall : signedCalls) {
            if (signedCall.index() < log.index()) {
                before = signedCall;
            }
        }
        if (before != null && ContractEvent.address(before, 2).equals(sender)) {
            return new OperationId(before.topics().get(1));
        }
        return new OperationId(log.transaction());
    }

    private Address sender(PlacedEvent placed, BlockHeader last) {
        LedgerEvent event = placed.event();
        if (event instanceof AccessRequested it) {
            return it.requester();
        } else if (event instanceof RequestWithdrawn it) {
            return it.requester();
        } else if (event instanceof AuthorizationSuccess it) {
            return it.tracedBy();
        } else if (event instanceof AuthorizationFailed it) {
            return it.tracedBy();
        } else if (event instanceof ImageEvent it) {
            return it.patient();
        } else if (event instanceof KeyPublished it) {
            return it.certificate().owner();
        } else if (event instanceof ApprovalLimitSet it) {
            return it.patient();
        } else if (event instanceof RegisteredRequestersOnlySet it) {
            return it.patient();
        } else if (event instanceof MemberRegistered it) {
            return it.institution();
        } else if (event instanceof MemberRemoved it) {
            return it.institution();
        }
        return owners.at(placed.log(), last);
    }
}
