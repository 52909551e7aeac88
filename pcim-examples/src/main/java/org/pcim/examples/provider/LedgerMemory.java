package org.pcim.examples.provider;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcim.error.Refusal;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;

/** The operations that several {@link InMemoryAccessLedger}s share, and what they have made. Safe for use by many threads. */
public final class LedgerMemory {

    private static final int ID_LENGTH = 16;

    private final LedgerId id;
    private final Address owner;
    private final LedgerSignatures signatures;
    private final LedgerRules rules;
    private final List<LedgerHead> heads = new ArrayList<>();
    private final List<RecordedEvent> events = new ArrayList<>();
    private final Map<Digest, List<RecordedEvent>> recorded = new HashMap<>();
    private LedgerState state = new LedgerState();

    /** A ledger with a fresh id, made at this time. */
    public LedgerMemory(Address owner, Instant created) {
        byte[] random = new byte[ID_LENGTH];
        new SecureRandom().nextBytes(random);
        this.id = LedgerId.embedded(Bytes.of(random));
        this.owner = owner;
        this.signatures = new LedgerSignatures(id);
        this.rules = new LedgerRules(owner, signatures);
        Digest hash = Digest.sha256(id.text().getBytes(StandardCharsets.US_ASCII), owner.toByteArray());
        heads.add(new LedgerHead(0, created.truncatedTo(ChronoUnit.SECONDS), hash));
    }

    LedgerId id() {
        return id;
    }

    Address owner() {
        return owner;
    }

    LedgerSignatures signatures() {
        return signatures;
    }

    /** What is not changed any more: the next operation makes another one. */
    synchronized LedgerState state() {
        return state;
    }

    synchronized LedgerHead head() {
        return heads.get(heads.size() - 1);
    }

    synchronized Optional<LedgerHead> head(long number) {
        return number < 0 || number >= heads.size() ? Optional.empty() : Optional.of(heads.get((int) number));
    }

    /** The ledger's time: the clock's in whole seconds, and never before that of the newest operation. */
    Instant now(Instant clock) {
        Instant seconds = clock.truncatedTo(ChronoUnit.SECONDS);
        Instant newest = head().time();
        return seconds.isAfter(newest) ? seconds : newest;
    }

    /** Carries an operation out on a copy of the state, which counts if no rule refuses it. */
    synchronized void record(PreparedOperation operation, Signature signature, Instant clock) {
        Digest digest = operation.signable().digest();
        if (recorded.containsKey(digest)) {
            return;
        }
        LedgerCall call = new LedgerCall(operation.operation(), operation.sender(), now(clock));
        call.require(!call.now().isAfter(operation.deadline()), Refusal.DEADLINE_PASSED);
        call.require(signatures.verify(call.sender(), digest, signature), Refusal.BAD_SIGNATURE);
        LedgerState changed = new LedgerState(state);
        List<LedgerEvent> brought = rules.apply(changed, call);
        state = changed;
        append(digest, call, brought);
        notifyAll();
    }

    /** The events of an operation, as soon as it is recorded; empty if it is not by then. */
    synchronized Optional<List<RecordedEvent>> await(Digest digest, long nanos) throws InterruptedException {
        long start = System.nanoTime();
        long left = nanos;
        while (!recorded.containsKey(digest) && left > 0) {
            wait(left / 1_000_000, (int) (left % 1_000_000));
            left = nanos - (System.nanoTime() - start);
        }
        return Optional.ofNullable(recorded.get(digest));
    }

    synchronized EventPage events(EventFilter filter, Cursor after, int max) {
        List<RecordedEvent> found = events.stream()
                .filter(event -> event.cursor().compareTo(after) > 0 && filter.matches(event.event()))
                .limit(max + 1L)
                .toList();
        if (found.size() > max) {
            return new EventPage(found.subList(0, max), found.get(max - 1).cursor(), false);
        }
        Cursor newest = events.isEmpty() ? after : events.get(events.size() - 1).cursor();
        return new EventPage(found, newest.compareTo(after) > 0 ? newest : after, true);
    }

    private void append(Digest digest, LedgerCall call, List<LedgerEvent> brought) {
        LedgerHead before = head();
        long number = before.block() + 1;
        byte[] place = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(number)
                .putLong(call.now().getEpochSecond())
                .array();
        heads.add(new LedgerHead(
                number, call.now(), Digest.sha256(before.hash().toByteArray(), place, digest.toByteArray())));
        List<RecordedEvent> added = new ArrayList<>();
        for (LedgerEvent event : brought) {
            Cursor cursor = new Cursor(number, added.size());
            added.add(new RecordedEvent(cursor, call.now(), new OperationId(digest), call.sender(), event));
        }
        events.addAll(added);
        recorded.put(digest, List.copyOf(added));
    }
}
