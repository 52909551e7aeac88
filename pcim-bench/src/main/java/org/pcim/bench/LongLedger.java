package org.pcim.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.ImageId;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.LedgerHarness;
import org.pcim.testkit.LedgerWorld;

/**
 * A ledger that becomes long: patients with so many images each, for all of which so many requesters ask and are approved, in
 * batches.
 */
final class LongLedger implements AutoCloseable {

    static final Duration LIFE = Duration.ofDays(30);

    /**
     * How much is recorded for each patient.
     *
     * @param images registered one by one
     * @param requesters that ask for all of them, and are approved
     */
    record Shape(int images, int requesters) {}

    /** A patient and the images. */
    record Patient(LedgerSigner key, List<ImageId> images) {}

    final LedgerWorld world;
    final List<LedgerSigner> requesters = new ArrayList<>();
    final List<Patient> patients = new ArrayList<>();
    final LedgerSigner radiologist;
    private final Opened opened;
    private final Shape shape;
    private final Random random = new Random(6);
    private final List<Cursor> cursors = new ArrayList<>();
    private long events;

    /**
     * On a ledger without images.
     *
     * @param opening opens it, again after it was closed
     * @param funded gives a key what it needs to pay
     */
    LongLedger(LedgerKey owner, Supplier<AccessLedger> opening, UnaryOperator<LedgerKey> funded, Shape shape) {
        this.shape = shape;
        opened = new Opened(owner, opening, funded);
        world = new LedgerWorld(opened);
        radiologist = world.radiologist();
        for (int i = 0; i < shape.requesters; i++) {
            requesters.add(world.requester());
        }
    }

    AccessLedger ledger() {
        return opened.ledger();
    }

    /** Closes the ledger and opens it again. */
    void reopen() {
        opened.reopen();
    }

    /** How many events of images it has. */
    long events() {
        return events;
    }

    /** Records until so many patients have their images. */
    void growTo(int count) {
        while (patients.size() < count) {
            LedgerSigner patient = world.participant();
            List<ImageId> images = new ArrayList<>();
            for (int i = 0; i < shape.images; i++) {
                images.add(register(patient));
            }
            for (LedgerSigner requester : requesters) {
                share(patient, images, requester);
            }
            patients.add(new Patient(patient, List.copyOf(images)));
        }
    }

    /** An attested image that is not registered yet. */
    CreateContract attested(LedgerSigner patient) {
        return world.createContract(radiologist, world.attestation(radiologist, patient));
    }

    Patient anyPatient() {
        return patients.get(random.nextInt(patients.size()));
    }

    ImageId anyImage() {
        List<ImageId> images = anyPatient().images;
        return images.get(random.nextInt(images.size()));
    }

    LedgerSigner anyRequester() {
        return requesters.get(random.nextInt(requesters.size()));
    }

    /** A place in the middle of all that is recorded. */
    Cursor middle() {
        return cursors.get(cursors.size() / 2);
    }

    private ImageId register(LedgerSigner patient) {
        CreateContract operation = attested(patient);
        record(world.act(patient, operation));
        return operation.attestation().image();
    }

    private void share(LedgerSigner patient, List<ImageId> images, LedgerSigner requester) {
        List<RequestAccess> requests = images.stream()
                .map(image -> new RequestAccess(image, world.notes()))
                .toList();
        record(world.act(requester, new RequestAccesses(requests)));
        List<ApproveRequester> approvals = images.stream()
                .map(image -> new ApproveRequester(image, requester.address(), world.grant(LIFE)))
                .toList();
        record(world.act(patient, new ApproveRequesters(approvals)));
    }

    private void record(List<RecordedEvent> recorded) {
        events += recorded.size();
        cursors.add(recorded.get(0).cursor());
    }

    @Override
    public void close() {
        opened.close();
    }

    /** The ledger as the testkit takes it. */
    private static final class Opened implements LedgerHarness {

        private final LedgerKey owner;
        private final Supplier<AccessLedger> opening;
        private final UnaryOperator<LedgerKey> funded;
        private AccessLedger ledger;

        Opened(LedgerKey owner, Supplier<AccessLedger> opening, UnaryOperator<LedgerKey> funded) {
            this.owner = owner;
            this.opening = opening;
            this.funded = funded;
            this.ledger = opening.get();
        }

        @Override
        public AccessLedger ledger() {
            return ledger;
        }

        @Override
        public LedgerSigner owner() {
            return owner;
        }

        @Override
        public LedgerSigner newParticipant() {
            return funded.apply(LedgerKey.generate());
        }

        @Override
        public Instant now() {
            return ledger.head().time();
        }

        @Override
        public boolean canAdvance() {
            return false;
        }

        @Override
        public void advance(Duration by) {
            throw new UnsupportedOperationException("time passes by itself here");
        }

        @Override
        public AccessLedger reopen() {
            ledger.close();
            ledger = opening.get();
            return ledger;
        }

        @Override
        public void close() {
            ledger.close();
        }
    }
}
