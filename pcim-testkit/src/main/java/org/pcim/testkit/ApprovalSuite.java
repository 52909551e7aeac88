package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pcim.testkit.ClientWorld.assertRefused;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.ImageReference;
import org.pcim.model.LedgerId;
import org.pcim.model.LedgerText;
import org.pcim.model.ReasonCode;

/** What the patient is asked and approves. */
abstract class ApprovalSuite extends PatientSuite {

    @Test
    void anApprovalIsForTheCertificateThatTheRequestShows() {
        ImageId image = world.register(study);
        AccessRequest asked = doctor.requestAccess(image, "");
        Identity newKeys = Identity.of(
                world.doctor.signer(), world.harness.newProfessional("New").keys());
        world.pcim.requester(newKeys).publishKey();
        assertThrows(InputException.class, () -> patient.approve(asked, world.days(1)));
        patient.approve(patient.pendingRequests().get(0), world.days(1));
        assertRetrieved(study, world.pcim.requester(newKeys).retrieve(image, folder.resolve("new")));
        assertThrows(CipherException.class, () -> doctor.retrieve(image, folder.resolve("old")));
    }

    @Test
    void aRenewalIsForTheNewestCertificate() {
        ImageId image = world.register(study);
        patient.approve(doctor.requestAccess(image, ""), world.days(1));
        Identity newKeys = Identity.of(
                world.doctor.signer(), world.harness.newProfessional("New").keys());
        world.pcim.requester(newKeys).publishKey();
        patient.renew(image, doctor.address(), world.days(9));
        assertRetrieved(study, world.pcim.requester(newKeys).retrieve(image, folder.resolve("new")));
    }

    @Test
    void approvingAgainOnTheSameTermsChangesNothing() {
        ImageId image = world.register(study);
        AccessRequest asked = doctor.requestAccess(image, "");
        GrantTerms terms = world.days(1);
        assertEquals(patient.approve(asked, terms), patient.approve(asked, terms));
        assertEquals(3, patient.history(image).size());
        assertRefused(Refusal.NOT_PENDING, () -> patient.approve(asked, world.days(2)));
    }

    @Test
    void aCertificateThatCannotBeUsedHidesNoOtherRequest() {
        ImageId image = world.register(study);
        LedgerSigner stranger = world.harness.newSigner();
        Bytes garbage = Bytes.of(new byte[] {1, 2, 3});
        KeyBinding binding = new KeyBinding(
                world.harness.ledger().id(), stranger.address(), Digest.sha256(garbage.toByteArray()), 1);
        perform(
                stranger,
                new PublishKey(new PublishedCertificate(
                        stranger.address(),
                        1,
                        garbage,
                        stranger.sign(world.harness.ledger().bindingData(binding)),
                        garbage)));
        perform(stranger, new RequestAccess(image, LedgerText.readable("Let me in")));
        doctor.requestAccess(image, "");
        AccessRequest unusable = patient.pendingRequests().get(0);
        assertEquals(2, patient.pendingRequests().size());
        assertNull(unusable.certificate());
        assertEquals("Let me in", unusable.notes());
        assertThrows(InputException.class, () -> patient.approve(unusable, world.days(1)));
        patient.deny(unusable, ReasonCode.UNKNOWN_REQUESTER, "Who are you?");
        assertEquals(doctor.address(), patient.pendingRequests().get(0).requester());
    }

    @Test
    void notesCopiedFromElsewhereAreNotShown() {
        ImageId image = world.register(study);
        ImageId other = world.register(ClientWorld.study(5));
        doctor.requestAccess(image, "For me");
        LedgerText copied =
                ((AccessRequested) patient.history(image).get(1).recorded().event()).notes();
        perform(world.researcher.signer(), new RequestAccess(other, copied));
        assertNull(patient.pendingRequests().stream()
                .filter(request -> request.image().equals(other))
                .findFirst()
                .orElseThrow()
                .notes());
    }

    @Test
    void textsThatAreTooLongAreRefused() {
        ImageId image = world.register(study);
        assertThrows(InputException.class, () -> doctor.requestAccess(image, "é".repeat(513)));
        doctor.requestAccess(image, "é".repeat(512));
    }

    @Test
    void aReferenceForAnotherLedgerIsRefused() {
        ImageId image = world.register(study);
        ImageReference reference =
                ImageReference.parse(world.pcim.reference(image).toString());
        doctor.requestAccess(reference, "");
        ImageReference elsewhere = new ImageReference(new LedgerId("embedded:00112233445566778899aabbccddeeff"), image);
        assertThrows(InputException.class, () -> doctor.requestAccess(elsewhere, ""));
    }

    private void perform(LedgerSigner sender, LedgerOperation operation) {
        AccessLedger ledger = world.harness.ledger();
        PreparedOperation prepared = ledger.prepare(operation, sender.address());
        ledger.await(ledger.submit(prepared, sender.sign(prepared.signable())), Duration.ofMinutes(1));
    }
}
