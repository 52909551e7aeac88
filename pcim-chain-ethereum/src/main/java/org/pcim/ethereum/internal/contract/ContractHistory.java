package org.pcim.ethereum.internal.contract;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.EventLog;
import org.pcim.ethereum.internal.rpc.LogFilter;
import org.pcim.ethereum.internal.rpc.TransactionReceipt;
import org.pcim.ethereum.internal.rpc.UnknownBlockException;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/**
 * What the contract has logged, as far as it stays: behind a number of blocks.
 *
 * <p>Safe for use by many threads.
 */
public final class ContractHistory {

    /** As many events as a block is taken to have before one was read; more only cost more questions. */
    private static final int USUAL_EVENTS = 100;

    private static final long WIDEST = 10_000_000;
    private static final int GROWTH = 4;

    private final EthereumNodes nodes;
    private final LedgerId ledger;
    private final Address contract;
    private final long since;
    private final int confirmations;
    private final OperationEvents operations;

    /**
     * Of the contract of this ledger.
     *
     * @param since a block that is not after the one that made the contract
     * @param confirmations how many blocks have to come after one until what it logged counts
     */
    public ContractHistory(EthereumNodes nodes, LedgerId ledger, Address contract, long since, int confirmations) {
        this.nodes = nodes;
        this.ledger = ledger;
        this.contract = contract;
        this.since = since;
        this.confirmations = confirmations;
        this.operations = new OperationEvents(new Owners(nodes, contract, since));
    }

    /** As {@link org.pcim.ledger.AccessLedger#events}. */
    public EventPage page(EventFilter filter, Cursor after, int max) {
        List<LogFilter> wanted = WantedLogs.of(filter, contract);
        return nodes.atHead(head -> {
            long lastNumber = head.number() - confirmations;
            Cursor end = new Cursor(Math.max(lastNumber, 0), Integer.MAX_VALUE);
            Cursor next = end.compareTo(after) > 0 ? end : after;
            if (wanted.isEmpty() || lastNumber < Math.max(since, after.block())) {
                return new EventPage(List.of(), next, true);
            }
            BlockHeader last = nodes.ancestor(head, lastNumber);
            List<PlacedEvent> found = find(wanted, filter, after, max, last);
            List<RecordedEvent> events = recorded(found.subList(0, Math.min(max, found.size())), last);
            return found.size() > max
                    ? new EventPage(events, events.get(max - 1).cursor(), false)
                    : new EventPage(events, next, true);
        });
    }

    /** What an operation brought by a transaction that stays. */
    public List<RecordedEvent> of(Digest operation, TransactionReceipt receipt) {
        BlockHeader block = nodes.block(receipt.blockHash())
                .orElseThrow(() -> new UnknownBlockException(receipt.blockHash().toString()));
        return of(operation, receipt.logs(), block);
    }

    /** What a signed call brought that was recorded in this block, which stays, whoever sent it. */
    public List<RecordedEvent> of(Digest operation, BlockHeader block) {
        return of(operation, nodes.logs(new LogFilter(contract, List.of()), block.hash()), block);
    }

    /** The transaction by which a signed call was recorded in this block. */
    Optional<Digest> transaction(Digest operation, BlockHeader block) {
        LogFilter filter = new LogFilter(contract, List.of(List.of(OperationEvents.SIGNED_CALL), List.of(operation)));
        return nodes.logs(filter, block.hash()).stream()
                .map(EventLog::transaction)
                .findFirst();
    }

    private List<RecordedEvent> of(Digest operation, List<EventLog> logs, BlockHeader block) {
        List<EventLog> own =
                logs.stream().filter(log -> log.contract().equals(contract)).toList();
        List<PlacedEvent> events = own.stream()
                .flatMap(log -> PlacedEvent.of(log, ledger).stream())
                .toList();
        return operations.recorded(events, own, Map.of(block.hash(), block.time()), block).stream()
                .filter(event -> event.operation().digest().equals(operation))
                .toList();
    }

    /** The first events that match, one more than {@code max} if there are so many. */
    private List<PlacedEvent> find(
            List<LogFilter> wanted, EventFilter filter, Cursor after, int max, BlockHeader last) {
        List<PlacedEvent> found = new ArrayList<>();
        long from = Math.max(since, after.block());
        long width = 1L + max / USUAL_EVENTS;
        while (from <= last.number() && found.size() <= max) {
            long to = Math.min(last.number(), from + width - 1);
            int before = found.size();
            for (LogFilter logs : wanted) {
                for (EventLog log : nodes.logs(logs, from, to, last)) {
                    PlacedEvent.of(log, ledger).stream()
                            .filter(it -> it.cursor().compareTo(after) > 0 && filter.matches(it.event()))
                            .forEach(found::add);
                }
            }
            width = next(width, found.size() - before, max + 1 - found.size());
            from = to + 1;
        }
        found.sort(Comparator.comparing(PlacedEvent::cursor));
        return found.subList(0, Math.min(found.size(), max + 1));
    }

    /**
     * How many blocks are asked for next: as many as would have what is missing, if they are as full as the last ones, and
     * only a little more than before, since they may be fuller. What is read beyond the page is read again with the next one.
     */
    private static long next(long width, int found, int missing) {
        long most = Math.min(width + width / GROWTH + 1, WIDEST);
        return found == 0 ? most : Math.max(1, Math.min(most, (width * missing + found - 1) / found));
    }

    private List<RecordedEvent> recorded(List<PlacedEvent> events, BlockHeader last) {
        if (events.isEmpty()) {
            return List.of();
        }
        Map<Digest, Instant> times = new HashMap<>();
        for (PlacedEvent it : events) {
            times.computeIfAbsent(it.log().blockHash(), this::time);
        }
        return operations.recorded(events, signedCalls(events, last), times, last);
    }

    private List<EventLog> signedCalls(List<PlacedEvent> events, BlockHeader last) {
        List<Digest> senders = operations.senders(events, last).stream()
                .map(ContractEvent::topic)
                .toList();
        LogFilter filter = new LogFilter(contract, List.of(List.of(OperationEvents.SIGNED_CALL), List.of(), senders));
        long to = events.get(events.size() - 1).cursor().block();
        return nodes.logs(filter, events.get(0).cursor().block(), to, last);
    }

    private Instant time(Digest block) {
        return nodes.block(block)
                .orElseThrow(() -> new UnknownBlockException(block.toString()))
                .time();
    }
}
