package org.pcim.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PcimException;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent.AccessEvent;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.ImageId;

/**
 * Brings several things of one kind to the ledger, as many in one operation as it holds.
 *
 * @param <I> what the caller asks for
 * @param <O> the operation that would bring it alone
 */
public abstract class BatchRun<I, O extends LedgerOperation> {

    final ClientServices services;
    final LedgerSigner signer;
    private final String action;
    private final List<RecordedEvent> done = new ArrayList<>();
    private final Map<I, PcimException> refused = new LinkedHashMap<>();

    BatchRun(String action, ClientServices services, LedgerSigner signer) {
        this.action = action;
        this.services = services;
        this.signer = signer;
    }

    /** Something that can be sent; its copy, if there is one, is let go unless it is recorded. */
    record Ready<I, O>(I item, O operation, @Nullable UnrecordedRoot copy) {}

    /** Makes the operation for one item; nothing if it {@link #isDone}. */
    abstract Optional<Ready<I, O>> prepare(I item);

    abstract LedgerOperation together(List<O> operations);

    abstract ImageId image(O operation);

    abstract Address requester(O operation);

    /** What was recorded for each item, in the order of recording; also earlier, if it was so already. */
    public final List<RecordedEvent> done() {
        return done;
    }

    /** What was left out, and why. */
    public final Map<I, PcimException> refused() {
        return refused;
    }

    final void isDone(RecordedEvent event) {
        done.add(event);
    }

    /** Brings those that can be; only what concerns all of them is thrown, and what was recorded before stays. */
    public final void leaveOutRefused(Collection<I> items) {
        List<Ready<I, O>> batch = new ArrayList<>();
        try {
            for (I item : items) {
                prepareOrRefuse(item).ifPresent(batch::add);
                if (!fits(batch)) {
                    recordLeavingOut(batch.subList(0, batch.size() - 1));
                }
            }
            recordLeavingOut(batch);
        } finally {
            batch.forEach(BatchRun::letGo);
        }
    }

    /** Brings all of them in one operation, or throws what is in the way of the first that cannot be. */
    public final void allOrNone(Collection<I> items) {
        List<Ready<I, O>> batch = new ArrayList<>();
        try {
            requireFits(items.size() <= LedgerOperation.MAX_BATCH, items.size());
            for (I item : items) {
                prepare(item).ifPresent(batch::add);
                requireFits(fits(batch), items.size());
            }
            if (!batch.isEmpty()) {
                record(batch);
            }
        } finally {
            batch.forEach(BatchRun::letGo);
        }
    }

    private Optional<Ready<I, O>> prepareOrRefuse(I item) {
        try {
            return prepare(item);
        } catch (PcimException e) {
            if (e instanceof CancelledException || (e instanceof LedgerException && e.retryable())) {
                throw e;
            }
            refused.put(item, e);
            return Optional.empty();
        }
    }

    private void recordLeavingOut(List<Ready<I, O>> batch) {
        while (!batch.isEmpty()) {
            try {
                record(batch);
            } catch (LedgerRefusalException e) {
                int first = e.item().orElseThrow(() -> e);
                // A limit that is reached is reached for all that come after.
                int end = e.refusal() == Refusal.LIMIT_REACHED ? batch.size() : first + 1;
                leaveOut(batch.subList(first, end), e);
            }
        }
    }

    private void leaveOut(List<Ready<I, O>> items, LedgerRefusalException why) {
        for (Ready<I, O> ready : items) {
            String subject = ready.operation.subject();
            refused.put(ready.item, new LedgerRefusalException(ready.operation.action(), subject, why.refusal()));
            letGo(ready);
        }
        items.clear();
    }

    /** Records them, and empties the list. */
    private void record(List<Ready<I, O>> batch) {
        List<O> operations = batch.stream().map(Ready::operation).toList();
        List<UnrecordedRoot> copies =
                batch.stream().map(Ready::copy).filter(Objects::nonNull).toList();
        List<RecordedEvent> events = services.verified()
                .perform(together(operations), signer, sending -> UnrecordedRoot.handOnAll(copies, sending));
        List<Ready<I, O>> recorded = List.copyOf(batch);
        batch.clear();
        for (O operation : operations) {
            done.add(eventOf(operation, events));
        }
        recorded.forEach(this::recorded);
    }

    /** Told of each item when it is recorded. */
    void recorded(Ready<I, O> ready) {}

    private RecordedEvent eventOf(O operation, List<RecordedEvent> events) {
        return events.stream()
                .filter(recorded -> recorded.event() instanceof AccessEvent event
                        && event.image().equals(image(operation))
                        && event.requester().equals(requester(operation)))
                .findFirst()
                .orElseThrow(() -> new LedgerException(
                        action,
                        operation.subject(),
                        "the ledger recorded it without the event that belongs to it",
                        false));
    }

    private static <I, O extends LedgerOperation> boolean fits(List<Ready<I, O>> batch) {
        int size = batch.stream()
                .mapToInt(ready -> OperationSize.of(ready.operation))
                .sum();
        return batch.size() <= LedgerOperation.MAX_BATCH && size <= OperationSize.MAX;
    }

    private void requireFits(boolean fits, int count) {
        if (!fits) {
            throw new InputException(
                    action,
                    "",
                    "one operation does not hold all " + count + " at once: it takes " + LedgerOperation.MAX_BATCH
                            + " at most, of " + OperationSize.MAX
                            + " bytes; use several, or leave out what is refused");
        }
    }

    private static void letGo(Ready<?, ?> ready) {
        if (ready.copy != null) {
            ready.copy.close();
        }
    }
}
