package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.PatientView;
import org.pcim.PcimClient;
import org.pcim.cipher.RevocationReason;
import org.pcim.error.CancelledException;
import org.pcim.error.PcimException;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Cid;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.store.PinStatus;
import org.pcim.study.Study;
import org.pcim.study.StudyCorrection;

/**
 * What holds when a call of {@link PcimClient} is interrupted, or its store or its ledger fails, at any point: nothing is
 * half-visible, and calling again finishes it.
 *
 * <p>Every call is made with the fault in the first call of the store and the ledger, then in the second, and so on, until
 * it comes through. A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class BrokenOffCallsContract extends ClientContract {

    private final Study study = ClientWorld.study(1_100_000, 100);

    @SuppressWarnings("NullAway.Init")
    private PatientView patient;

    /** For the provider's subclass. */
    protected BrokenOffCallsContract() {}

    /** A call, and what holds after it. */
    private interface Trial {

        /** Makes the call on a client with a fault. */
        void call(PcimClient faulty);

        /** Looks what is left of it when it was broken off. */
        default void assertNothingHalf(Fault fault) {}

        /** Makes the same call again. */
        default void callAgain() {
            call(world().pcim);
        }

        /** Looks whether it is done. */
        void assertDone();

        /** Where it is tried. */
        ClientWorld world();
    }

    /** Makes a trial of its own for each fault. */
    private interface Trials {
        Trial next(int n);
    }

    @BeforeEach
    void open() {
        patient = world.pcim.patient(world.patient);
    }

    @ParameterizedTest
    @EnumSource
    void deposit(Fault.Kind kind) {
        breakOff(kind, n -> new DepositTrial());
    }

    @ParameterizedTest
    @EnumSource
    void createContract(Fault.Kind kind) {
        breakOff(kind, n -> new ContractTrial(world.deposit(study)));
    }

    @ParameterizedTest
    @EnumSource
    void approve(Fault.Kind kind) {
        breakOff(kind, n -> new ApprovalTrial(world.register(ClientWorld.study(10))));
    }

    @ParameterizedTest
    @EnumSource
    void approveAll(Fault.Kind kind) {
        breakOff(
                kind,
                n -> new BatchTrial(
                        List.of(world.register(ClientWorld.study(10)), world.register(ClientWorld.study(20)))));
    }

    @ParameterizedTest
    @EnumSource
    void retrieve(Fault.Kind kind) {
        ImageId image = world.register(study);
        breakOff(kind, n -> new RetrievalTrial(image, folder.resolve("trial-" + n)));
    }

    @ParameterizedTest
    @EnumSource
    void rotate(Fault.Kind kind) {
        breakOff(kind, n -> new RotationTrial(world.register(study)));
    }

    @ParameterizedTest
    @EnumSource
    void addCorrection(Fault.Kind kind) {
        breakOff(kind, n -> new CorrectionTrial(world.register(study)));
    }

    @ParameterizedTest
    @EnumSource
    void revokeKey(Fault.Kind kind) {
        breakOff(kind, n -> new RevocationTrial(world.harness.newProfessional("New <new@hospital.example>")));
    }

    @Test
    void whatAnEarlierCallPublishesMeanwhileIsPublishedOnce() {
        Identity participant = world.harness.newProfessional("New <new@hospital.example>");
        List<Function<PcimClient, PublishedCertificate>> calls = List.of(
                client -> client.requester(participant).publishKey(),
                client -> client.requester(participant).revokeKey(RevocationReason.RETIRED));
        for (Function<PcimClient, PublishedCertificate> call : calls) {
            List<PublishedCertificate> earlier = new ArrayList<>();
            try (PcimClient late = world.client(
                    Meanwhile.on(world.harness.ledger(), "prepare", () -> earlier.add(call.apply(world.pcim))))) {
                PublishedCertificate published = call.apply(late);
                assertEquals(List.of(published), earlier);
            }
        }
        assertEquals(
                2, world.harness.ledger().certificates(participant.address()).size());
    }

    private void breakOff(Fault.Kind kind, Trials trials) {
        int n = 0;
        Fault fault;
        do {
            n++;
            Trial trial = trials.next(n);
            fault = new Fault(kind, n);
            if (comesThrough(fault, trial)) {
                trial.assertDone();
            } else {
                trial.assertNothingHalf(fault);
                trial.callAgain();
                trial.assertDone();
            }
        } while (fault.hit().isPresent());
        assertTrue(n > 1, "there was a fault");
    }

    private boolean comesThrough(Fault fault, Trial trial) {
        try (PcimClient faulty = PcimClient.builder()
                .store(fault.in(world.harness.store()))
                .ledger(fault.in(world.harness.ledger()))
                .cipher(world.harness.cipher())
                .clock(world.harness.clock())
                .parallel(2)
                .build()) {
            trial.call(faulty);
            return true;
        } catch (CancelledException e) {
            assertTrue(Thread.interrupted(), "the interrupt is still set");
            return false;
        } catch (PcimException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("broken off by the test"), e::toString);
            return false;
        } finally {
            // A call may also come through before it notices.
            Thread.interrupted();
        }
    }

    private long count(ImageId image, Class<? extends LedgerEvent> kind) {
        return world.harness
                .ledger()
                .events(EventFilter.all().image(image).kinds(Set.of(kind)), Cursor.START, 1000)
                .events()
                .size();
    }

    private PinStatus status(Cid root) {
        return world.harness.store().status(root);
    }

    private ImageRecord record(ImageId image) {
        return world.harness.ledger().image(image).orElseThrow();
    }

    private void assertOpens(ImageId image, int instances, String name) {
        Path target = folder.resolve(name + "-" + image);
        assertEquals(
                instances,
                patient.retrieve(image, target, Progress.none()).instances().size());
    }

    private abstract class InWorld implements Trial {
        @Override
        public ClientWorld world() {
            return world;
        }
    }

    private final class DepositTrial extends InWorld {
        private @Nullable Receipt receipt;

        @Override
        public void call(PcimClient faulty) {
            receipt = faulty.radiologist(world.radiologist).deposit(study, patient.address(), ImageDescription.none());
        }

        @Override
        public void assertNothingHalf(Fault fault) {
            for (Cid root : fault.committed()) {
                assertEquals(PinStatus.NOT_PINNED, status(root), () -> "after " + fault.hit());
            }
        }

        @Override
        public void assertDone() {
            assertOpens(patient.createContract(Objects.requireNonNull(receipt)).id(), 2, "deposited");
        }
    }

    private final class RevocationTrial extends InWorld {
        private final Identity requester;

        RevocationTrial(Identity requester) {
            this.requester = requester;
            world.pcim.requester(requester).publishKey();
        }

        @Override
        public void call(PcimClient faulty) {
            faulty.requester(requester).revokeKey(RevocationReason.RETIRED);
        }

        @Override
        public void assertDone() {
            List<RecordedCertificate> published = world.harness.ledger().certificates(requester.address());
            assertEquals(2, published.size());
            assertTrue(world.harness
                    .cipher()
                    .revocation(published.get(1).published().certificate())
                    .isPresent());
        }
    }

    private final class ContractTrial extends InWorld {
        private final Receipt receipt;

        ContractTrial(Receipt receipt) {
            this.receipt = receipt;
        }

        @Override
        public void call(PcimClient faulty) {
            faulty.patient(world.patient).createContract(receipt);
        }

        @Override
        public void assertDone() {
            assertEquals(1, count(receipt.image(), LedgerEvent.ContractCreated.class));
        }
    }

    private final class ApprovalTrial extends InWorld {
        private final ImageId image;
        private final AccessRequest asked;
        private final GrantTerms terms = world.days(1);

        ApprovalTrial(ImageId image) {
            this.image = image;
            this.asked = world.pcim.requester(world.doctor).requestAccess(image, "");
        }

        @Override
        public void call(PcimClient faulty) {
            faulty.patient(world.patient).approve(asked, terms);
        }

        @Override
        public void assertDone() {
            assertEquals(1, count(image, LedgerEvent.RequestApproved.class));
            Path target = folder.resolve("approved-" + image);
            assertEquals(
                    1,
                    world.pcim
                            .requester(world.doctor)
                            .retrieve(image, target)
                            .instances()
                            .size());
        }
    }

    private final class BatchTrial extends InWorld {
        private final List<ImageId> images;
        private final List<AccessRequest> asked;
        private final GrantTerms terms = world.days(1);

        BatchTrial(List<ImageId> images) {
            this.images = images;
            this.asked = world.pcim.requester(world.doctor).requestAccessToAllOrNone(images, "");
        }

        @Override
        public void call(PcimClient faulty) {
            assertTrue(faulty.patient(world.patient).approveAll(asked, terms).isComplete());
        }

        @Override
        public void assertNothingHalf(Fault fault) {
            // In one reading, since what was handed to the ledger may be recorded at any time.
            EventFilter approvals = EventFilter.all().kinds(Set.of(LedgerEvent.RequestApproved.class));
            long approved = world.harness.ledger().events(approvals, Cursor.START, 1000).events().stream()
                    .filter(recorded -> images.contains(((LedgerEvent.RequestApproved) recorded.event()).image()))
                    .count();
            assertTrue(approved == 0 || approved == images.size(), () -> "after " + fault.hit());
        }

        @Override
        public void assertDone() {
            images.forEach(image -> assertEquals(1, count(image, LedgerEvent.RequestApproved.class)));
        }
    }

    private final class RetrievalTrial extends InWorld {
        private final ImageId image;
        private final Path target;

        RetrievalTrial(ImageId image, Path parent) {
            this.image = image;
            this.target = parent.resolve("study");
        }

        @Override
        public void call(PcimClient faulty) {
            assertRetrieved(study, faulty.patient(world.patient).retrieve(image, target, Progress.none()));
        }

        @Override
        public void assertNothingHalf(Fault fault) {
            Path parent = target.getParent();
            if (parent != null && Files.exists(parent)) {
                assertEquals(0, ClientWorld.countEntries(parent), () -> "entries after " + fault.hit());
            }
        }

        @Override
        public void assertDone() {
            assertEquals(2, ClientWorld.countFiles(target));
        }
    }

    private final class RotationTrial extends InWorld {
        private final ImageId image;

        RotationTrial(ImageId image) {
            this.image = image;
        }

        @Override
        public void call(PcimClient faulty) {
            faulty.patient(world.patient).rotate(image, Set.of());
        }

        @Override
        public void assertNothingHalf(Fault fault) {
            ImageRecord now = record(image);
            assertOpens(image, 2, "half-rotated-" + now.version());
            for (Cid root : fault.committed()) {
                // What was handed to the ledger may yet be recorded.
                boolean mayBeRecorded =
                        fault.hit().filter(Set.of("submit", "await")::contains).isPresent();
                assertTrue(
                        root.equals(now.root()) || mayBeRecorded || status(root) == PinStatus.NOT_PINNED,
                        () -> "after " + fault.hit());
            }
        }

        @Override
        public void assertDone() {
            assertTrue(record(image).version() > 1);
            assertOpens(image, 2, "rotated");
            assertEquals(PinStatus.PINNED, status(record(image).root()));
        }
    }

    private final class CorrectionTrial extends InWorld {
        private final ImageId image;
        private final Cid first;
        private final Receipt receipt;

        CorrectionTrial(ImageId image) {
            this.image = image;
            this.first = record(image).root();
            patient.approve(world.pcim.requester(world.radiologist).requestAccess(image, ""), world.days(1));
            this.receipt = world.pcim
                    .radiologist(world.radiologist)
                    .correct(
                            image,
                            StudyCorrection.withdrawing(study.instances().get(0).name()),
                            ImageDescription.none(),
                            "",
                            Progress.none());
        }

        @Override
        public void call(PcimClient faulty) {
            faulty.patient(world.patient).addCorrection(receipt);
        }

        @Override
        public void assertDone() {
            assertEquals(1, count(image, LedgerEvent.CorrectionAdded.class));
            assertEquals(2, record(image).version());
            assertEquals(PinStatus.NOT_PINNED, status(first));
            assertOpens(image, 1, "corrected");
        }
    }
}
