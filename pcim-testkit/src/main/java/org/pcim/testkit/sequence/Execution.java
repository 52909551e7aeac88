package org.pcim.testkit.sequence;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PcimException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessEvent;
import org.pcim.ledger.LedgerEvent.ImageEvent;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.ledger.TypedData;
import org.pcim.model.Bytes;
import org.pcim.model.Signature;
import org.pcim.testkit.LedgerHarness;

/** Carries out a sequence on a fresh ledger and on the model beside it, and compares. */
final class Execution {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STEPS_BETWEEN_COMPARISONS = 25;

    /** An operation with how it is signed. */
    private record Signed(PreparedOperation operation, Person sender, Command.Signing signing) {}

    /**
     * What became of an operation.
     *
     * @param refusal the rule that refused it, if one did
     * @param item the first item of a batch that was refused, if it was one
     * @param events what it brought
     */
    private record Outcome(Optional<Refusal> refusal, OptionalInt item, List<LedgerEvent> events) {

        static Outcome recorded(List<LedgerEvent> events) {
            return new Outcome(Optional.empty(), OptionalInt.empty(), events);
        }

        static Outcome refused(LedgerRefusalException by) {
            return new Outcome(Optional.of(by.refusal()), by.item(), List.of());
        }

        static Outcome refused(Refusal refusal) {
            return new Outcome(Optional.of(refusal), OptionalInt.empty(), List.of());
        }

        @Override
        public String toString() {
            String where = item.isPresent() ? " for item " + item.getAsInt() : "";
            return refusal.map(by -> "refused: " + by + where).orElse("recorded: " + events);
        }
    }

    private final LedgerHarness harness;
    private final Scene scene;
    private final LedgerModel model;
    private final Comparison comparison;
    private final Map<Integer, Signed> signed = new HashMap<>();
    /** By the operation's bytes: the transactions of two senders may have one digest. */
    private final Map<Bytes, List<RecordedEvent>> recorded = new HashMap<>();

    /** On a fresh ledger, which stays its caller's to close. */
    Execution(LedgerHarness harness) {
        this.harness = harness;
        this.scene = new Scene(harness);
        this.model = new LedgerModel(harness.ledger().id(), harness.ledger().owner(), scene.signatures());
        this.comparison = new Comparison(harness, scene, model);
    }

    /** Ends at the first difference, if there is one. */
    Optional<Failure> run(List<Command> commands) {
        int done = 0;
        try {
            for (Command command : commands) {
                carryOut(command);
                done++;
                if (done % STEPS_BETWEEN_COMPARISONS == 0 || done == commands.size()) {
                    comparison.compareAll();
                }
            }
            return Optional.empty();
        } catch (Difference | PcimException failed) {
            int reached = Math.min(done + 1, commands.size());
            return Optional.of(new Failure(commands.subList(0, reached), failed));
        }
    }

    private void carryOut(Command command) {
        if (command instanceof Command.Send it) {
            PreparedOperation prepared = prepare(it.operation().apply(scene), it.sender());
            Signed made = new Signed(prepared, it.sender(), it.signing());
            signed.put(it.number(), made);
            submit(made);
        } else if (command instanceof Command.Resend it) {
            Signed earlier = signed.get(it.number());
            if (earlier != null) {
                submit(new Signed(earlier.operation(), earlier.sender(), it.signing()));
            }
        } else if (command instanceof Command.Pass it) {
            if (harness.canAdvance()) {
                harness.advance(it.time());
            }
        } else {
            harness.reopen();
        }
    }

    private Signature signature(Signed it) {
        LedgerSigner sender = scene.signer(it.sender());
        return switch (it.signing()) {
            case SENDER -> sender.sign(it.operation().signable());
            case OTHER_PERSON -> {
                Person other = it.sender() == Person.DOCTOR_1 ? Person.DOCTOR_2 : Person.DOCTOR_1;
                yield scene.signer(other).sign(it.operation().signable());
            }
            case OTHER_OPERATION -> sender.sign(somethingElse(it.sender()));
        };
    }

    private TypedData somethingElse(Person sender) {
        AccessLedger ledger = harness.ledger();
        return ledger.bindingData(
                new KeyBinding(ledger.id(), scene.address(sender), Scene.digest("something else"), 1));
    }

    private PreparedOperation prepare(LedgerOperation operation, Person sender) {
        return harness.ledger().prepare(operation, scene.address(sender));
    }

    private void submit(Signed it) {
        PreparedOperation operation = it.operation();
        Signature signature = signature(it);
        boolean genuine = it.signing() == Command.Signing.SENDER;
        List<RecordedEvent> before = recorded.get(operation.bytes());
        // A transaction is known by its hash, of which its signature is a part.
        if (before != null && (genuine || operation.signable() instanceof TypedData)) {
            Difference.requireEqual("what is recorded already counts as done", before, send(operation, signature));
            return;
        }
        Instant earliest = harness.now();
        Outcome outcome;
        List<RecordedEvent> events = List.of();
        try {
            events = send(operation, signature);
            outcome = Outcome.recorded(events.stream().map(RecordedEvent::event).toList());
        } catch (LedgerRefusalException refused) {
            outcome = Outcome.refused(refused);
        } catch (LedgerFaultException overtaken) {
            submitAnew(it, overtaken);
            return;
        }
        if (events.isEmpty()) {
            requireExpected(outcome, operation, genuine, earliest, harness.now());
        } else {
            Instant time = events.get(0).time();
            requireExpected(outcome, operation, genuine, time, time);
            comparison.compareTimes(events, operation, earliest);
            recorded.put(operation.bytes(), events);
            model.happened(events);
            compareWhatChanged(events);
        }
    }

    /** Where another operation of its sender took its place, an operation is prepared and signed again. */
    private void submitAnew(Signed it, LedgerFaultException overtaken) {
        if (overtaken.fault() != LedgerFault.OVERTAKEN) {
            throw overtaken;
        }
        submit(new Signed(prepare(it.operation().operation(), it.sender()), it.sender(), it.signing()));
    }

    private List<RecordedEvent> send(PreparedOperation operation, Signature signature) {
        return harness.ledger().await(harness.ledger().submit(operation, signature), PATIENCE);
    }

    /** A ledger whose time runs by itself has refused at some time between the two. */
    private void requireExpected(
            Outcome outcome, PreparedOperation operation, boolean genuine, Instant earliest, Instant latest) {
        Outcome expected = expected(operation, genuine, earliest);
        if (!outcome.equals(expected) && !outcome.equals(expected(operation, genuine, latest))) {
            throw new Difference("what became of the operation", expected, outcome);
        }
    }

    private Outcome expected(PreparedOperation operation, boolean genuine, Instant now) {
        if (now.isAfter(operation.deadline())) {
            return Outcome.refused(Refusal.DEADLINE_PASSED);
        }
        if (!genuine) {
            return Outcome.refused(Refusal.BAD_SIGNATURE);
        }
        try {
            return Outcome.recorded(model.decide(operation.operation(), operation.sender(), now));
        } catch (LedgerRefusalException refused) {
            return Outcome.refused(refused);
        }
    }

    private void compareWhatChanged(List<RecordedEvent> events) {
        for (RecordedEvent recordedEvent : events) {
            if (recordedEvent.event() instanceof ImageEvent it) {
                comparison.compareImage(it.image());
                comparison.compareParticipant(it.image(), it.patient());
            }
            if (recordedEvent.event() instanceof AccessEvent it) {
                comparison.compareParticipant(it.image(), it.requester());
            }
        }
    }
}
