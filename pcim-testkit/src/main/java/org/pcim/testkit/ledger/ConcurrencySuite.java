package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.ImageId;
import org.pcim.model.Signature;

/** Rules that hold when many act at once: eight threads. */
public abstract class ConcurrencySuite extends LedgerSuite {

    private static final int THREADS = 8;
    private static final int EACH = 25;

    @Test
    void noOperationIsLostAndNoneActsTwice() throws InterruptedException, ExecutionException {
        List<Callable<List<RecordedEvent>>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            LedgerSigner participant = world.participant();
            tasks.add(() -> publish(participant));
        }

        List<RecordedEvent> awaited = new ArrayList<>();
        atOnce(tasks).forEach(awaited::addAll);

        List<RecordedEvent> recorded = world.events(EventFilter.all());
        assertEquals(THREADS * EACH, recorded.size());
        assertEquals(new HashSet<>(awaited), new HashSet<>(recorded));
    }

    @Test
    void sameSignedOperationActsOnce() throws InterruptedException, ExecutionException {
        LedgerSigner somebody = world.participant();
        PreparedOperation prepared = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        Signature signature = somebody.sign(prepared.signable());

        List<List<RecordedEvent>> results = atOnce(IntStream.range(0, THREADS)
                .<Callable<List<RecordedEvent>>>mapToObj(i -> () -> world.submit(prepared, signature))
                .toList());

        List<RecordedEvent> recorded = world.events(EventFilter.all());
        assertEquals(1, recorded.size());
        results.forEach(events -> assertEquals(recorded, events));
    }

    @Test
    void requestIsAnsweredOnce() throws InterruptedException, ExecutionException {
        LedgerSigner patient = world.participant();
        ImageId image = world.image(patient);
        LedgerSigner requester = world.pending(image);

        List<Boolean> done = atOnce(IntStream.range(0, THREADS)
                .<Callable<Boolean>>mapToObj(i -> () -> succeeds(
                        patient,
                        new ApproveRequester(image, requester.address(), world.grant(DAY)),
                        Refusal.NOT_PENDING))
                .toList());

        assertEquals(1, done.stream().filter(it -> it).count());
        assertEquals(1, approvals());
    }

    @Test
    void limitIsNeverPassed() throws InterruptedException, ExecutionException {
        LedgerSigner patient = world.participant();
        ImageId image = world.image(patient);
        world.act(patient, new SetApprovalLimit(3, DAY));
        List<LedgerSigner> requesters = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            requesters.add(world.pending(image));
        }

        List<Boolean> done = atOnce(requesters.stream()
                .<Callable<Boolean>>map(requester -> () -> succeeds(
                        patient,
                        new ApproveRequester(image, requester.address(), world.grant(DAY)),
                        Refusal.LIMIT_REACHED))
                .toList());

        assertEquals(3, done.stream().filter(it -> it).count());
        assertEquals(3, approvals());
    }

    private List<RecordedEvent> publish(LedgerSigner participant) {
        List<RecordedEvent> events = new ArrayList<>();
        for (int sequence = 1; sequence <= EACH; sequence++) {
            PreparedOperation operation =
                    world.ledger().prepare(world.publishKey(participant, sequence), participant.address());
            Signature signature = participant.sign(operation.signable());
            OperationId id = world.ledger().submit(operation, signature);
            assertEquals(id, world.ledger().submit(operation, signature));
            events.addAll(world.submit(operation, signature));
        }
        return events;
    }

    private boolean succeeds(LedgerSigner sender, LedgerOperation operation, Refusal otherwise) {
        try {
            world.act(sender, operation);
            return true;
        } catch (LedgerRefusalException e) {
            assertEquals(otherwise, e.refusal());
            return false;
        }
    }

    private long approvals() {
        return world.events(EventFilter.all()).stream()
                .filter(it -> it.event() instanceof RequestApproved)
                .count();
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            CyclicBarrier start = new CyclicBarrier(tasks.size());
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
