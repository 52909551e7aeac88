package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRefused;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.AccessRequest;
import org.pcim.AuthorizationTrace;
import org.pcim.HistoryEntry;
import org.pcim.PatientView;
import org.pcim.RequesterView;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.AuthorizationSuccess;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestDenied;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.model.AccessStatus;
import org.pcim.model.ImageId;
import org.pcim.model.ReasonCode;
import org.pcim.study.Study;

/**
 * The paper's access sequence (its Figure 4) and its four test cases (Figures 6 to 9), through a store, a ledger and a
 * cipher together.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class PaperSequenceContract extends ClientContract {

    private final Study study = ClientWorld.study(3_000, 700_000, 1_500_000, 0);

    @SuppressWarnings("NullAway.Init")
    private PatientView patient;

    @SuppressWarnings("NullAway.Init")
    private RequesterView doctor;

    @SuppressWarnings("NullAway.Init")
    private RequesterView researcher;

    @SuppressWarnings("NullAway.Init")
    private ImageId image;

    /** For the provider's subclass. */
    protected PaperSequenceContract() {}

    @BeforeEach
    void registerAnImage() {
        patient = world.pcim.patient(world.patient);
        doctor = world.pcim.requester(world.doctor);
        researcher = world.pcim.requester(world.researcher);
        image = world.register(study);
    }

    /** Figure 4: two requesters ask, one is approved and opens the image, one is denied, and the first is removed. */
    @Test
    void theAccessSequence() {
        AccessRequest asked = doctor.requestAccess(image, "Second opinion, 30 days");
        AccessRequest alsoAsked = researcher.requestAccess(image, "Training data");
        patient.approve(asked, world.days(30));
        patient.deny(alsoAsked, ReasonCode.PURPOSE_NOT_ACCEPTED, "Not for training");
        assertTrue(patient.trace(image, doctor.address()).authorized());
        assertFalse(patient.trace(image, researcher.address()).authorized());
        assertRetrieved(study, doctor.retrieve(image, folder.resolve("doctor")));
        assertRefused(Refusal.NOT_APPROVED, () -> researcher.retrieve(image, folder.resolve("researcher")));
        patient.remove(image, doctor.address(), ReasonCode.AGREEMENT_ENDED, "Contract expired");
        assertFalse(doctor.trace(image).authorized());
        assertRefused(Refusal.NOT_APPROVED, () -> doctor.retrieve(image, folder.resolve("again")));
        assertFalse(Files.exists(folder.resolve("researcher")));
        assertFalse(Files.exists(folder.resolve("again")));
        assertEquals(
                List.of(
                        ContractCreated.class,
                        AccessRequested.class,
                        AccessRequested.class,
                        RequestApproved.class,
                        RequestDenied.class,
                        AuthorizationSuccess.class,
                        AuthorizationFailed.class,
                        RequesterRemoved.class,
                        AuthorizationFailed.class),
                kinds(patient.history(image)));
    }

    /** Figure 6: a request is recorded with its notes, which only the patient and the requester can read. */
    @Test
    void requestingAccess() {
        doctor.requestAccess(image, "Second opinion, 30 days");
        assertEquals(AccessStatus.PENDING, doctor.access(image).status());
        AccessRequest pending = patient.pendingRequests().get(0);
        assertEquals("Second opinion, 30 days", pending.notes());
        assertEquals(doctor.address(), pending.requester());
        assertEquals(
                world.doctor.keys().certificate().fingerprint(),
                Objects.requireNonNull(pending.certificate()).fingerprint());
        assertEquals(List.of("Dr. Doe <doe@clinic.example>"), pending.userIds());
        assertEquals("Second opinion, 30 days", last(doctor.history(image)).text());
        assertEquals(0, researcher.history(image).size());
        assertRefused(Refusal.ALREADY_PENDING, () -> doctor.requestAccess(image, "Again"));
        assertRefused(Refusal.NOT_APPROVED, () -> doctor.retrieve(image, folder.resolve("doctor")));
    }

    /** Figure 7: only the patient approves, and an approval ends by itself. */
    @Test
    void approving() {
        AccessRequest asked = doctor.requestAccess(image, "Second opinion");
        assertRefused(
                Refusal.NOT_PATIENT,
                () -> world.pcim.patient(world.researcher).deny(asked, ReasonCode.UNSPECIFIED, ""));
        patient.approve(asked, world.days(2));
        assertEquals(
                AccessStatus.APPROVED, patient.access(image, doctor.address()).status());
        assertTrue(patient.pendingRequests().isEmpty());
        assertRetrieved(study, doctor.retrieve(image, folder.resolve("doctor")));
        world.harness.advance(ClientWorld.DAY.multipliedBy(3));
        assertRefused(Refusal.NOT_APPROVED, () -> doctor.retrieve(image, folder.resolve("late")));
        assertFalse(doctor.trace(image).authorized());
        AccessRequest again = doctor.requestAccess(image, "Once more");
        patient.approve(again, world.days(2));
        assertRetrieved(study, doctor.retrieve(image, folder.resolve("once more")));
    }

    /** Figure 8: patient and requester trace an authorization, and the answer is recorded. */
    @Test
    void tracingAnAuthorization() {
        AuthorizationTrace before = patient.trace(image, doctor.address());
        assertFalse(before.authorized());
        assertEquals(
                new AuthorizationFailed(
                        image, patient.address(), doctor.address(), patient.address(), AccessStatus.NONE),
                before.recorded().event());
        patient.approve(doctor.requestAccess(image, ""), world.days(1));
        assertEquals(
                new AuthorizationSuccess(image, patient.address(), doctor.address(), doctor.address()),
                doctor.trace(image).recorded().event());
        assertRefused(
                Refusal.NOT_CONCERNED,
                () -> world.pcim.patient(world.researcher).trace(image, doctor.address()));
    }

    /** Figure 9: a removed requester is no longer authorized, and reads why. */
    @Test
    void removing() {
        assertRefused(Refusal.NOT_APPROVED, () -> patient.remove(image, doctor.address(), "Never approved"));
        patient.approve(doctor.requestAccess(image, ""), world.days(1));
        patient.remove(image, doctor.address(), ReasonCode.AGREEMENT_BROKEN, "Contract expired");
        assertEquals(AccessStatus.REMOVED, doctor.access(image).status());
        HistoryEntry removal = last(doctor.history(image));
        assertEquals("Contract expired", removal.text());
        assertEquals(
                ReasonCode.AGREEMENT_BROKEN,
                ((RequesterRemoved) removal.recorded().event()).reason().code());
        assertRefused(Refusal.NOT_APPROVED, () -> doctor.retrieve(image, folder.resolve("doctor")));
    }

    private static List<Class<?>> kinds(List<HistoryEntry> history) {
        List<Class<?>> kinds = new ArrayList<>();
        history.forEach(entry -> kinds.add(entry.recorded().event().getClass()));
        return kinds;
    }

    private static HistoryEntry last(List<HistoryEntry> history) {
        return history.get(history.size() - 1);
    }
}
