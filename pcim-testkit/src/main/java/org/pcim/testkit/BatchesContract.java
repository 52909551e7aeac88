package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRefused;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.AccessRequest;
import org.pcim.BatchResult;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.PatientView;
import org.pcim.PcimClient;
import org.pcim.RequesterView;
import org.pcim.cipher.ImageCipher;
import org.pcim.error.InputException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PcimException;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.AccessStatus;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;

/**
 * What {@link org.pcim.PcimClient} guarantees about several approvals or requests at once: what is refused does not stand in
 * the way of the others, unless all or none is asked for.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class BatchesContract extends ClientContract {

    private static final String NOTES = "Follow-up study";

    @SuppressWarnings("NullAway.Init")
    private PatientView patient;

    @SuppressWarnings("NullAway.Init")
    private RequesterView doctor;

    @SuppressWarnings("NullAway.Init")
    private List<ImageId> images;

    /** For the provider's subclass. */
    protected BatchesContract() {}

    @BeforeEach
    void open() {
        patient = world.pcim.patient(world.patient);
        doctor = world.pcim.requester(world.doctor);
        images = new ArrayList<>(List.of(register(), register(), register()));
    }

    @Test
    void severalImagesAreAskedForApprovedAndRetrieved() {
        BatchResult<ImageId, AccessRequest> asked = doctor.requestAccessToAll(images, NOTES);
        assertTrue(asked.isComplete());
        assertEquals(images, asked.done().stream().map(AccessRequest::image).toList());
        List<AccessRequest> pending = patient.pendingRequests();
        assertEquals(images, pending.stream().map(AccessRequest::image).toList());
        pending.forEach(request -> assertEquals(NOTES, request.notes()));

        BatchResult<AccessRequest, RecordedEvent> approved = patient.approveAll(pending, world.days(1));

        assertTrue(approved.isComplete());
        assertEquals(1, operations(approved.done()));
        for (ImageId image : images) {
            assertEquals(
                    1,
                    doctor.retrieve(image, folder.resolve(image.toString()))
                            .instances()
                            .size());
        }
    }

    @Test
    void whatCannotBeAskedForIsLeftOut() {
        Identity other = world.harness.newPatient();
        world.pcim.patient(other).publishKey();
        ImageId closed = register(other);
        world.pcim.patient(other).setRegisteredRequestersOnly(true);
        ImageId unknown = new ImageId(Digest.sha256(new byte[1]));
        doctor.requestAccess(images.get(1), "");

        BatchResult<ImageId, AccessRequest> asked = doctor.requestAccessToAll(
                List.of(unknown, images.get(0), closed, images.get(1), images.get(2), images.get(0)), NOTES);

        assertFalse(asked.isComplete());
        assertEquals(
                List.of(images.get(0), images.get(2)),
                asked.done().stream().map(AccessRequest::image).toList());
        assertEquals(
                Map.of(
                        unknown,
                        Refusal.UNKNOWN_IMAGE,
                        closed,
                        Refusal.NOT_REGISTERED_REQUESTER,
                        images.get(1),
                        Refusal.ALREADY_PENDING),
                refusals(asked.refused()));
    }

    @Test
    void whatCannotBeApprovedIsLeftOut() {
        RequesterView researcher = world.pcim.requester(world.researcher);
        RequesterView radiologist = world.pcim.requester(world.radiologist);
        AccessRequest withdrawn = doctor.requestAccess(images.get(0), "");
        doctor.withdraw(images.get(0));
        AccessRequest withOtherKey = researcher.requestAccess(images.get(0), "");
        world.pcim
                .requester(Identity.of(
                        world.researcher.signer(),
                        world.harness.newProfessional("New").keys()))
                .publishKey();
        AccessRequest good = radiologist.requestAccess(images.get(0), "");
        Identity other = world.harness.newPatient();
        world.pcim.patient(other).publishKey();
        AccessRequest ofAnother = doctor.requestAccess(register(other), "");

        BatchResult<AccessRequest, RecordedEvent> approved =
                patient.approveAll(List.of(withdrawn, withOtherKey, ofAnother, good), world.days(1));

        assertEquals(List.of(good.requester()), approvedRequesters(approved.done()));
        assertEquals(
                List.of(withdrawn, withOtherKey, ofAnother),
                List.copyOf(approved.refused().keySet()));
        assertEquals(Refusal.NOT_PENDING, refusal(approved.refused().get(withdrawn)));
        assertInstanceOf(InputException.class, approved.refused().get(withOtherKey));
        assertEquals(Refusal.NOT_PATIENT, refusal(approved.refused().get(ofAnother)));
    }

    @Test
    void whatTheLedgerAloneKnowsToBeRefusedIsLeftOut() {
        List<AccessRequest> asked = doctor.requestAccessToAll(images, "").done();
        doctor.withdraw(images.get(1));
        AccessLedger lagging = Lying.in(AccessLedger.class, world.harness.ledger(), "access", answer -> {
            Access access = (Access) answer;
            return new Access(access.image(), access.requester(), AccessStatus.PENDING, null, 0, 0);
        });
        try (PcimClient pcim = client(lagging, world.harness.cipher())) {
            BatchResult<AccessRequest, RecordedEvent> approved =
                    pcim.patient(world.patient).approveAll(asked, world.days(1));
            assertEquals(2, approved.done().size());
            assertEquals(Map.of(asked.get(1), Refusal.NOT_PENDING), refusals(approved.refused()));
        }
    }

    @Test
    void limitThatIsReachedLeavesOutTheRest() {
        List<AccessRequest> asked = doctor.requestAccessToAll(images, "").done();
        patient.setApprovalLimit(1, ClientWorld.DAY);
        BatchResult<AccessRequest, RecordedEvent> approved = patient.approveAll(asked, world.days(1));
        assertEquals(1, approved.done().size());
        assertEquals(
                Map.of(asked.get(1), Refusal.LIMIT_REACHED, asked.get(2), Refusal.LIMIT_REACHED),
                refusals(approved.refused()));
    }

    @Test
    void approvingAgainOnTheSameTermsChangesNothing() {
        List<AccessRequest> asked = doctor.requestAccessToAll(images, "").done();
        GrantTerms terms = world.days(1);
        patient.approve(asked.get(0), terms);
        BatchResult<AccessRequest, RecordedEvent> first = patient.approveAll(asked, terms);
        assertEquals(3, first.done().size());
        assertEquals(first, patient.approveAll(asked, terms));
        assertEquals(first.done(), patient.approveAllOrNone(asked, terms));
        assertEquals(
                Refusal.NOT_PENDING,
                refusal(patient.approveAll(asked, world.days(2)).refused().get(asked.get(0))));
    }

    @Test
    void allAreAskedForOrNone() {
        ImageId unknown = new ImageId(Digest.sha256(new byte[1]));
        assertRefused(
                Refusal.UNKNOWN_IMAGE, () -> doctor.requestAccessToAllOrNone(List.of(images.get(0), unknown), NOTES));
        assertTrue(patient.pendingRequests().isEmpty());

        assertEquals(3, doctor.requestAccessToAllOrNone(images, NOTES).size());
        assertEquals(3, patient.pendingRequests().size());
    }

    @Test
    void allAreApprovedOrNone() {
        List<AccessRequest> asked = doctor.requestAccessToAll(images, "").done();
        patient.setApprovalLimit(2, ClientWorld.DAY);
        assertRefused(Refusal.LIMIT_REACHED, () -> patient.approveAllOrNone(asked, world.days(1)));
        assertEquals(3, patient.pendingRequests().size());

        assertEquals(1, operations(patient.approveAllOrNone(asked.subList(0, 2), world.days(1))));
        assertEquals(1, patient.pendingRequests().size());
    }

    @Test
    void whatOneTransactionDoesNotHoldGoesInSeveral() {
        while (images.size() < 8) {
            images.add(register());
        }
        Identity fourth = world.harness.newProfessional("Fourth");
        world.pcim.requester(fourth).publishKey();
        for (Identity requester : List.of(world.doctor, world.researcher, world.radiologist, fourth)) {
            world.pcim.requester(requester).requestAccessToAllOrNone(images, "");
        }
        List<AccessRequest> asked = patient.pendingRequests();
        byte[] largest = new byte[KeyCapsule.MAX_LENGTH];
        new Random(5).nextBytes(largest);
        ImageCipher large =
                Lying.in(ImageCipher.class, world.harness.cipher(), "rewrap", small -> KeyCapsule.of(largest));
        try (PcimClient pcim = client(world.harness.ledger(), large)) {
            PatientView lavish = pcim.patient(world.patient);
            assertThrows(InputException.class, () -> lavish.approveAllOrNone(asked, world.days(1)));
            assertEquals(32, patient.pendingRequests().size());

            BatchResult<AccessRequest, RecordedEvent> approved = lavish.approveAll(asked, world.days(1));

            assertEquals(32, approved.done().size());
            assertEquals(2, operations(approved.done()));
        }
    }

    @Test
    void whatHoldsForAllIsSaidBeforeAnythingIsSent() {
        List<AccessRequest> asked = doctor.requestAccessToAll(images, "").done();
        assertRefused(Refusal.EXPIRY_PAST, () -> patient.approveAll(asked, world.days(0)));
        assertThrows(
                InputException.class, () -> patient.approveAll(List.of(asked.get(0), asked.get(0)), world.days(1)));
        RequesterView keyless = world.pcim.requester(world.harness.newProfessional("Keyless"));
        assertRefused(Refusal.NO_KEY, () -> keyless.requestAccessToAll(images, ""));
        RequesterView researcher = world.pcim.requester(world.researcher);
        assertThrows(InputException.class, () -> researcher.requestAccessToAll(images, "x".repeat(1025)));
        assertEquals(3, patient.pendingRequests().size());
    }

    private PcimClient client(AccessLedger ledger, ImageCipher cipher) {
        return PcimClient.builder()
                .store(world.harness.store())
                .ledger(ledger)
                .cipher(cipher)
                .clock(world.harness.clock())
                .build();
    }

    private ImageId register() {
        return world.register(ClientWorld.study(100));
    }

    private ImageId register(Identity owner) {
        return world.pcim
                .patient(owner)
                .createContract(world.pcim
                        .radiologist(world.radiologist)
                        .deposit(ClientWorld.study(100), owner.address(), ClientWorld.CT_CHEST))
                .id();
    }

    private static long operations(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::operation).distinct().count();
    }

    private static List<Object> approvedRequesters(List<RecordedEvent> events) {
        return events.stream()
                .<Object>map(recorded -> ((RequestApproved) recorded.event()).requester())
                .toList();
    }

    private static <I> Map<I, Refusal> refusals(Map<I, PcimException> refused) {
        return refused.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> refusal(entry.getValue())));
    }

    private static Refusal refusal(@Nullable PcimException reason) {
        return assertInstanceOf(LedgerRefusalException.class, reason).refusal();
    }
}
