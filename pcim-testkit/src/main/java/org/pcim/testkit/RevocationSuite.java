package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.pcim.AccessRequest;
import org.pcim.Identity;
import org.pcim.OwnImage;
import org.pcim.cipher.RevocationReason;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.error.PcimException;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Address;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.SignerRevocation;
import org.pcim.study.StudyCorrection;

/** What a participant who revokes its key can do no more, and what stays of what it did. */
abstract class RevocationSuite extends PatientSuite {

    private int folders;

    @Test
    void whatARadiologistSignedStaysGenuineAndSaysThatTheKeyIsRevoked() {
        ImageId image = world.register(study);
        assertEquals(Optional.empty(), retrieve(image).revocation());
        world.harness.advance(ClientWorld.DAY);
        PublishedCertificate revoked = revoke(world.radiologist, RevocationReason.COMPROMISED);
        assertEquals(2, revoked.sequence());
        RetrievedStudy retrieved = retrieve(image);
        assertRetrieved(study, retrieved);
        assertWarning(RevocationReason.COMPROMISED, image, retrieved);
        patient.approve(doctor.requestAccess(image, ""), world.days(3));
        assertWarning(RevocationReason.COMPROMISED, image, doctor.retrieve(image, folder.resolve("doctor")));
    }

    @Test
    void aRotationAndANewKeyLeaveTheWarning() {
        ImageId image = world.register(study);
        revoke(world.radiologist, RevocationReason.RETIRED);
        publishNewKey(world.radiologist);
        patient.rotate(image, Set.of());
        assertWarning(RevocationReason.RETIRED, image, retrieve(image));
    }

    @Test
    void aCorrectionUnderANewKeySettlesIt() {
        ImageId image = world.register(study);
        revoke(world.radiologist, RevocationReason.COMPROMISED);
        Identity renewed = publishNewKey(world.radiologist);
        patient.approve(world.pcim.requester(renewed).requestAccess(image, ""), world.days(3));
        StudyCorrection correction =
                StudyCorrection.withdrawing(study.instances().get(1).name());
        patient.addCorrection(
                world.pcim.radiologist(renewed).correct(image, correction, ClientWorld.CT_CHEST, "", Progress.none()));
        assertEquals(Optional.empty(), retrieve(image).revocation());
    }

    @Test
    void aRadiologistAttestsToNothingUntilANewKeyIsPublished() {
        revoke(world.radiologist, RevocationReason.SUPERSEDED);
        assertSaysRevoked(CipherException.class, world.radiologist.address(), () -> world.deposit(study));
        Identity renewed = publishNewKey(world.radiologist);
        assertThrows(InputException.class, () -> world.deposit(study));
        Receipt receipt = world.pcim.radiologist(renewed).deposit(study, patient.address(), ClientWorld.CT_CHEST);
        assertEquals(
                Optional.empty(), retrieve(patient.createContract(receipt).id()).revocation());
    }

    @Test
    void nothingIsEncryptedToAPatientUntilANewKeyIsPublished() {
        ImageId image = world.register(study);
        revoke(world.patient, RevocationReason.COMPROMISED);
        assertSaysRevoked(CipherException.class, patient.address(), () -> world.deposit(study));
        assertSaysRevoked(CipherException.class, patient.address(), () -> doctor.requestAccess(image, ""));
        assertThrows(InputException.class, () -> patient.rotate(image, Set.of()));
        assertFalse(world.pcim.check(world.patient).allGood());
        assertRetrieved(study, retrieve(image));
        Identity renewed = publishNewKey(world.patient);
        assertTrue(world.pcim.check(renewed).allGood());
        Receipt receipt = world.deposit(study);
        assertEquals(1, world.pcim.patient(renewed).createContract(receipt).version());
    }

    @Test
    void aRequesterAsksAndIsApprovedOnlyWithANewKey() {
        ImageId image = world.register(study);
        AccessRequest seen = doctor.requestAccess(image, "");
        revoke(world.doctor, RevocationReason.RETIRED);
        AccessRequest now = patient.pendingRequests().get(0);
        assertNull(now.certificate());
        for (AccessRequest request : List.of(seen, now)) {
            PcimException e = assertThrows(InputException.class, () -> patient.approve(request, world.days(1)));
            assertTrue(String.valueOf(e.getMessage()).contains("its owner has revoked it (RETIRED"), e.getMessage());
        }
        ImageId other = world.register(ClientWorld.study(5));
        assertSaysRevoked(CipherException.class, doctor.address(), () -> doctor.requestAccess(other, ""));
        assertSaysRevoked(CipherException.class, doctor.address(), () -> doctor.requestAccessToAll(Set.of(other), ""));
        Identity renewed = publishNewKey(world.doctor);
        patient.approve(patient.pendingRequests().get(0), world.days(1));
        assertRetrieved(study, world.pcim.requester(renewed).retrieve(image, folder.resolve("doctor")));
    }

    @Test
    void revokingAgainChangesNothingUnlessItSaysWorse() {
        PublishedCertificate retired = revoke(world.radiologist, RevocationReason.RETIRED);
        assertEquals(retired, revoke(world.radiologist, RevocationReason.RETIRED));
        assertEquals(retired, revoke(world.radiologist, RevocationReason.SUPERSEDED));
        PublishedCertificate compromised = revoke(world.radiologist, RevocationReason.COMPROMISED);
        assertEquals(3, compromised.sequence());
        assertEquals(compromised, revoke(world.radiologist, RevocationReason.COMPROMISED));
        assertEquals(compromised, revoke(world.radiologist, RevocationReason.RETIRED));
        assertEquals(3, certificates(world.radiologist).size());
    }

    @Test
    void aRevokedKeyIsNotPublishedAgain() {
        revoke(world.doctor, RevocationReason.SUPERSEDED);
        assertThrows(InputException.class, doctor::publishKey);
        Identity renewed = publishNewKey(world.doctor);
        assertThrows(InputException.class, doctor::publishKey);
        assertEquals(3, world.pcim.requester(renewed).publishKey().sequence());
    }

    @Test
    void onlyAKeyThatIsPublishedIsRevoked() {
        Identity unpublished = newKey(world.doctor);
        assertThrows(InputException.class, () -> revoke(unpublished, RevocationReason.RETIRED));
        assertThrows(InputException.class, () -> revoke(world.harness.newPatient(), RevocationReason.RETIRED));
        assertEquals(1, certificates(world.doctor).size());
    }

    @Test
    void anEarlierKeyCanBeRevokedToo() {
        ImageId image = world.register(study);
        Identity renewed = publishNewKey(world.radiologist);
        revoke(world.radiologist, RevocationReason.COMPROMISED);
        assertWarning(RevocationReason.COMPROMISED, image, retrieve(image));
        assertEquals(4, world.pcim.radiologist(renewed).publishKey().sequence());
        Receipt receipt = world.pcim.radiologist(renewed).deposit(study, patient.address(), ClientWorld.CT_CHEST);
        assertEquals(1, patient.createContract(receipt).version());
    }

    @Test
    void aReceiptIsWorthlessWhenTheKeyThatSignedItIsCompromised() {
        Receipt receipt = world.deposit(study);
        ImageRecord earlier = patient.createContract(world.deposit(study));
        world.harness.advance(ClientWorld.DAY);
        revoke(world.radiologist, RevocationReason.COMPROMISED);
        assertThrows(InputException.class, () -> patient.createContract(receipt));
        assertEquals(
                List.of(earlier),
                patient.images().stream().map(OwnImage::record).toList());
    }

    @Test
    void aReceiptIsAsGoodAsBeforeWhenTheKeyThatSignedItIsRetired() {
        Receipt receipt = world.deposit(study);
        revoke(world.radiologist, RevocationReason.RETIRED);
        world.harness.advance(ClientWorld.DAY);
        ImageId image = patient.createContract(receipt).id();
        assertWarning(RevocationReason.RETIRED, image, retrieve(image));
    }

    @Test
    void registeringAgainWhatIsRegisteredStillChangesNothing() {
        Receipt receipt = world.deposit(study);
        ImageRecord image = patient.createContract(receipt);
        revoke(world.radiologist, RevocationReason.COMPROMISED);
        assertEquals(image, patient.createContract(receipt));
    }

    @Test
    void whatWasRegisteredWhenItsSignerHadDisownedTheKeyIsNotHandedOut() {
        Receipt receipt = world.deposit(study);
        revoke(world.radiologist, RevocationReason.COMPROMISED);
        world.harness.advance(ClientWorld.DAY);
        registerUnseen(receipt);
        CipherException e = assertThrows(CipherException.class, () -> retrieve(receipt.image()));
        assertTrue(String.valueOf(e.getMessage()).contains("COMPROMISED"), e.getMessage());
        assertEquals(0, ClientWorld.countEntries(folder));
    }

    private void registerUnseen(Receipt receipt) {
        AccessLedger ledger = world.harness.ledger();
        PreparedOperation prepared = ledger.prepare(
                new CreateContract(receipt.attestation(), receipt.attestationSignature(), receipt.patientCapsule()),
                patient.address());
        ledger.await(ledger.submit(prepared, world.patient.signer().sign(prepared.signable())), Duration.ofSeconds(30));
    }

    private PublishedCertificate revoke(Identity identity, RevocationReason reason) {
        return world.pcim.requester(identity).revokeKey(reason);
    }

    private Identity newKey(Identity owner) {
        boolean named = !owner.keys().certificate().userIds().isEmpty();
        Identity fresh = named ? world.harness.newProfessional("New <new@example.org>") : world.harness.newPatient();
        return Identity.of(owner.signer(), fresh.keys());
    }

    private Identity publishNewKey(Identity owner) {
        Identity renewed = newKey(owner);
        world.pcim.requester(renewed).publishKey();
        return renewed;
    }

    private List<RecordedCertificate> certificates(Identity owner) {
        return world.harness.ledger().certificates(owner.address());
    }

    private RetrievedStudy retrieve(ImageId image) {
        return patient.retrieve(image, folder.resolve("own" + folders++), Progress.none());
    }

    private void assertWarning(RevocationReason reason, ImageId image, RetrievedStudy retrieved) {
        SignerRevocation warning = retrieved.revocation().orElseThrow();
        assertEquals(reason, warning.revocation().reason());
        assertEquals(
                world.radiologist.keys().certificate().fingerprint(),
                warning.revocation().fingerprint());
        assertEquals(world.harness.ledger().image(image).orElseThrow().registered(), warning.registered());
        Instant published = certificates(world.radiologist).stream()
                .filter(recorded -> world.harness
                        .cipher()
                        .revocation(recorded.published().certificate())
                        .isPresent())
                .findFirst()
                .orElseThrow()
                .time();
        assertEquals(published, warning.published());
    }

    private static void assertSaysRevoked(Class<? extends PcimException> type, Address owner, Executable call) {
        String message = String.valueOf(assertThrows(type, call).getMessage());
        assertTrue(
                message.startsWith("Cannot use certificate of " + owner + ": its owner has revoked it (")
                        && message.endsWith("), and has to publish a new key"),
                message);
    }
}
