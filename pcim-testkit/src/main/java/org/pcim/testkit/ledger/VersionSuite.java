package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.error.InputException;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.CorrectionAdded;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.ledger.LedgerEvent.RotationAdded;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Role;
import org.pcim.model.Signature;
import org.pcim.testkit.ChangedAttestation;

/** Rules of an image's later versions: corrections by a radiologist, and rotations by the patient. */
public abstract class VersionSuite extends ImageSuite {

    @SuppressWarnings("NullAway.Init")
    private LedgerSigner institution;

    @SuppressWarnings("NullAway.Init")
    private LedgerSigner radiologist;

    @BeforeEach
    void employ() {
        institution = world.institution();
        radiologist = world.member(institution, Role.RADIOLOGIST);
    }

    @Test
    void patientTakesOverACorrection() {
        Attestation attestation = correction(2);
        AddCorrection operation = world.addCorrection(radiologist, attestation, List.of());

        List<RecordedEvent> events = world.act(patient, operation);

        CorrectionAdded added =
                new CorrectionAdded(attestation, operation.attestationSignature(), operation.patientCapsule());
        assertEquals(List.of(added), happened(events));
        assertEquals(
                new ImageRecord(
                        attestation,
                        operation.attestationSignature(),
                        events.get(0).time(),
                        null),
                record());
        assertEquals(2, record().version());
        assertEquals(Optional.of(operation.patientCapsule()), capsule(patient));
    }

    @Test
    void patientRotates() {
        ImageRecord before = record();
        AddRotation operation = world.addRotation(image, 2);

        List<RecordedEvent> events = world.act(patient, operation);

        NewVersion rotation = operation.rotation();
        RotationAdded added = new RotationAdded(image, patient.address(), rotation, operation.patientCapsule());
        assertEquals(List.of(added), happened(events));
        assertEquals(
                new ImageRecord(
                        before.attestation(),
                        before.attestationSignature(),
                        before.registered(),
                        new ImageRecord.Rotation(
                                2,
                                rotation.root(),
                                rotation.keyCheck(),
                                events.get(0).time())),
                record());
        assertEquals(Optional.of(operation.patientCapsule()), capsule(patient));
    }

    @Test
    void versionsFollowOnEachOther() {
        world.act(patient, world.addRotation(image, 2));
        world.act(patient, world.addCorrection(radiologist, correction(3), List.of()));
        world.act(patient, world.addRotation(image, 4));
        Cid last = world.root();
        world.act(patient, rotation(new NewVersion(5, last, world.digest()), List.of(), List.of()));

        assertEquals(5, record().version());
        assertEquals(last, record().root());
        assertEquals(3, record().attestation().version());
        assertEquals(patient.address(), record().author());
        assertEquals(
                List.of(2, 3, 4, 5),
                world.events(EventFilter.all().image(image)).stream()
                        .map(RecordedEvent::event)
                        .flatMap(VersionSuite::versionOf)
                        .toList());
    }

    @Test
    void requestersInForceGetCapsulesAndKeepTheirExpiry() {
        LedgerSigner one = world.approved(patient, image, DAY);
        LedgerSigner other = world.approved(patient, image, HOUR);
        Access before = world.access(image, one);
        Regrant grant = new Regrant(one.address(), world.capsule(), 7);

        List<RecordedEvent> events = world.act(
                patient, world.addCorrection(radiologist, correction(2), List.of(grant, world.regrant(other))));

        Grant granted = new Grant(2, Objects.requireNonNull(before.expiry()), grant.capsule(), 7);
        assertEquals(3, events.size());
        assertEquals(
                new RequestRenewed(image, patient.address(), one.address(), granted),
                events.get(1).event());
        assertEquals(
                new Access(image, one.address(), AccessStatus.APPROVED, before.expiry(), 2, 7),
                world.access(image, one));
        assertEquals(Optional.of(grant.capsule()), capsule(one));
        assertEquals(
                events.subList(1, 2),
                world.events(EventFilter.all().requester(one.address())).stream()
                        .filter(recorded -> recorded.event() instanceof RequestRenewed)
                        .toList());
    }

    @Test
    void rotationRemovesSomeAndKeepsOthers() {
        LedgerSigner kept = world.approved(patient, image, DAY);
        LedgerSigner removed = world.approved(patient, image, DAY);
        Optional<KeyCapsule> capsule = capsule(removed);
        Regrant grant = world.regrant(kept);

        List<RecordedEvent> events =
                world.act(patient, rotation(world.newVersion(2), List.of(removed.address()), List.of(grant)));

        assertEquals(
                new RequesterRemoved(image, patient.address(), removed.address(), Reason.ROTATION),
                events.get(0).event());
        assertEquals(RotationAdded.class, events.get(1).event().getClass());
        assertEquals(AccessStatus.REMOVED, world.status(image, removed));
        assertEquals(capsule, capsule(removed));
        assertEquals(Optional.of(grant.capsule()), capsule(kept));
        assertEquals(2, world.access(image, kept).version());
        assertEquals(3, events.size());
    }

    @Test
    void approvalWithoutACapsuleStaysOneOfTheVersionBefore() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        Access before = world.access(image, requester);
        Optional<KeyCapsule> capsule = capsule(requester);
        world.act(patient, world.addRotation(image, 2));
        assertEquals(before, world.access(image, requester));
        assertEquals(capsule, capsule(requester));
    }

    @Test
    void decisionsAreAboutTheNewVersion() {
        LedgerSigner pending = world.pending(image);
        world.act(patient, world.addRotation(image, 2));
        world.assertRefused(
                Refusal.NOT_CURRENT_VERSION, patient, new ApproveRequester(image, pending.address(), world.grant(DAY)));
        Grant grant = new Grant(2, world.now().plus(DAY), world.capsule(), 1);
        world.act(patient, new ApproveRequester(image, pending.address(), grant));
        assertEquals(2, world.access(image, pending).version());
    }

    @Test
    void onlyThePatientAddsVersions() {
        LedgerSigner approved = world.approved(patient, image, DAY);
        LedgerSigner otherPatient = world.participant();
        world.image(otherPatient);
        for (LedgerSigner sender : List.of(approved, otherPatient, radiologist, world.owner())) {
            world.assertRefused(
                    Refusal.NOT_PATIENT, sender, world.addCorrection(radiologist, correction(2), List.of()));
            world.assertRefused(Refusal.NOT_PATIENT, sender, world.addRotation(image, 2));
        }
    }

    @Test
    void unknownImageIsRefused() {
        ImageId unknown = new ImageId(world.digest());
        Attestation attestation = world.correction(radiologist, patient, unknown, 2);
        world.assertRefused(Refusal.UNKNOWN_IMAGE, patient, world.addCorrection(radiologist, attestation, List.of()));
        world.assertRefused(Refusal.UNKNOWN_IMAGE, patient, world.addRotation(unknown, 2));
    }

    @Test
    void rootOfALaterVersionIsNoImage() {
        AddRotation rotated = world.addRotation(image, 2);
        world.act(patient, rotated);
        ImageId later = ImageId.ofRoot(rotated.rotation().root());
        assertEquals(Optional.empty(), world.ledger().image(later));
        world.assertRefused(Refusal.UNKNOWN_IMAGE, world.requester(), new RequestAccess(later, world.notes()));
        world.assertRefused(Refusal.UNKNOWN_IMAGE, patient, world.addRotation(later, 3));
    }

    @Test
    void rootOfAnyVersionIsKnown() {
        Cid first = record().root();
        world.act(patient, world.addRotation(image, 2));
        for (Cid known : List.of(first, record().root())) {
            world.assertRefused(
                    Refusal.ROOT_KNOWN,
                    patient,
                    rotation(new NewVersion(3, known, world.digest()), List.of(), List.of()));
            world.assertRefused(
                    Refusal.ROOT_KNOWN,
                    patient,
                    world.addCorrection(radiologist, rooted(correction(3), known), List.of()));
            world.assertRefused(
                    Refusal.ROOT_KNOWN,
                    patient,
                    world.createContract(radiologist, rooted(world.attestation(radiologist, patient), known)));
        }
    }

    @Test
    void versionIsTheNextOne() {
        for (int version : new int[] {0, 1, 3, 2 + ImageRecord.MAX_VERSION, 3 + ImageRecord.MAX_VERSION}) {
            world.assertRefused(Refusal.NOT_CURRENT_VERSION, patient, world.addRotation(image, version));
        }
        world.assertRefused(
                Refusal.NOT_CURRENT_VERSION, patient, world.addCorrection(radiologist, correction(3), List.of()));
        world.assertRefused(
                Refusal.NOT_CURRENT_VERSION,
                patient,
                world.addCorrection(radiologist, correction(3 + ImageRecord.MAX_VERSION), List.of()));
    }

    @Test
    void correctionIsOfTheCurrentRoot() {
        Cid first = record().root();
        Attestation stale = correction(2);
        world.act(patient, world.addRotation(image, 2));
        world.assertRefused(Refusal.NOT_CURRENT_VERSION, patient, world.addCorrection(radiologist, stale, List.of()));
        Attestation elsewhere = ChangedAttestation.of(correction(3))
                .correction(new Attestation.Correction(image, 3, first))
                .toAttestation();
        world.assertRefused(
                Refusal.NOT_CURRENT_VERSION, patient, world.addCorrection(radiologist, elsewhere, List.of()));
    }

    @Test
    void firstVersionIsNoCorrection() {
        Attestation first = world.attestation(radiologist, patient);
        world.assertRefused(Refusal.UNKNOWN_IMAGE, patient, world.addCorrection(radiologist, first, List.of()));
    }

    @Test
    void correctionIsNoFirstVersion() {
        Attestation attestation = correction(2);
        world.assertRefused(Refusal.BAD_ATTESTATION, patient, world.createContract(radiologist, attestation));
    }

    @Test
    void correctionIsAttestedByARegisteredRadiologist() {
        LedgerSigner stranger = world.participant();
        Attestation strange = world.correction(stranger, patient, image, 2);
        world.assertRefused(Refusal.NOT_RADIOLOGIST, patient, world.addCorrection(stranger, strange, List.of()));

        Attestation attestation = correction(2);
        AddCorrection operation = world.addCorrection(radiologist, attestation, List.of());
        world.act(institution, new RemoveMember(Role.RADIOLOGIST, radiologist.address()));
        world.assertRefused(Refusal.NOT_RADIOLOGIST, patient, operation);
    }

    @Test
    void attestationIsSignedByItsRadiologist() {
        LedgerSigner other = world.member(institution, Role.RADIOLOGIST);
        Attestation attestation = correction(2);
        world.assertRefused(Refusal.BAD_ATTESTATION, patient, world.addCorrection(other, attestation, List.of()));
        Signature overAnother = radiologist.sign(world.ledger().attestationData(correction(2)));
        world.assertRefused(
                Refusal.BAD_ATTESTATION,
                patient,
                new AddCorrection(attestation, overAnother, world.capsule(), List.of()));
    }

    @Test
    void correctionIsAttestedForThePatientOfTheImage() {
        Attestation forAnother = world.correction(radiologist, world.participant(), image, 2);
        world.assertRefused(Refusal.BAD_ATTESTATION, patient, world.addCorrection(radiologist, forAnother, List.of()));
    }

    @Test
    void capsuleIsOnlyForRequestersInForce() {
        LedgerSigner removed = world.approved(patient, image, DAY);
        world.act(patient, new RemoveRequester(image, removed.address(), world.reason()));
        LedgerSigner inForce = world.approved(patient, image, DAY);
        for (LedgerSigner requester : List.of(world.requester(), world.pending(image), removed, patient)) {
            List<Regrant> grants = List.of(world.regrant(inForce), world.regrant(requester));
            world.assertRefused(Refusal.NOT_APPROVED, patient, world.addCorrection(radiologist, correction(2), grants));
            world.assertRefused(Refusal.NOT_APPROVED, patient, rotation(world.newVersion(2), List.of(), grants));
        }
    }

    @Test
    void whoIsRemovedGetsNoCapsule() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        world.assertRefused(
                Refusal.NOT_APPROVED,
                patient,
                rotation(world.newVersion(2), List.of(requester.address()), List.of(world.regrant(requester))));
    }

    @Test
    void onlyApprovedRequestersAreRemoved() {
        for (LedgerSigner requester : List.of(world.requester(), world.pending(image))) {
            world.assertRefused(
                    Refusal.NOT_APPROVED,
                    patient,
                    rotation(world.newVersion(2), List.of(requester.address()), List.of()));
        }
    }

    @Test
    void requesterIsNamedOnce() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        List<Regrant> twice = List.of(world.regrant(requester), world.regrant(requester));
        assertThrows(InputException.class, () -> rotation(world.newVersion(2), List.of(), twice));
        assertThrows(InputException.class, () -> world.addCorrection(radiologist, correction(2), twice));
        assertThrows(
                InputException.class,
                () -> rotation(world.newVersion(2), List.of(requester.address(), requester.address()), List.of()));
    }

    @Test
    void twoHundredRequestersGetTheirCapsules() {
        List<LedgerSigner> requesters = IntStream.range(0, Regrant.MAX_COUNT)
                .mapToObj(i -> world.pending(image))
                .toList();
        List<ApproveRequester> approvals = requesters.stream()
                .map(it -> new ApproveRequester(image, it.address(), world.grant(DAY)))
                .toList();
        world.act(patient, new ApproveRequesters(approvals.subList(0, LedgerOperation.MAX_BATCH)));
        world.act(patient, new ApproveRequesters(approvals.subList(LedgerOperation.MAX_BATCH, approvals.size())));
        List<Regrant> grants = requesters.stream().map(world::regrant).toList();
        List<RecordedEvent> events = world.act(patient, rotation(world.newVersion(2), List.of(), grants));
        assertEquals(1 + grants.size(), events.size());
        for (int i = 0; i < grants.size(); i++) {
            assertEquals(Optional.of(grants.get(i).capsule()), capsule(requesters.get(i)));
        }
        List<Regrant> tooMany = new ArrayList<>(grants);
        tooMany.add(world.regrant(world.requester()));
        assertThrows(InputException.class, () -> rotation(world.newVersion(3), List.of(), tooMany));
    }

    private Attestation correction(int version) {
        return world.correction(radiologist, patient, image, version);
    }

    private AddRotation rotation(NewVersion version, List<Address> removed, List<Regrant> grants) {
        return new AddRotation(image, version, world.capsule(), removed, grants);
    }

    private ImageRecord record() {
        return world.ledger().image(image).orElseThrow();
    }

    private Optional<KeyCapsule> capsule(LedgerSigner participant) {
        return world.ledger().capsule(image, participant.address());
    }

    private static Attestation rooted(Attestation it, Cid root) {
        return ChangedAttestation.of(it).root(root).toAttestation();
    }

    private static List<LedgerEvent> happened(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::event).toList();
    }

    private static Stream<Integer> versionOf(LedgerEvent event) {
        if (event instanceof CorrectionAdded it) {
            return Stream.of(it.attestation().version());
        }
        return event instanceof RotationAdded it ? Stream.of(it.rotation().number()) : Stream.empty();
    }
}
