package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestDenied;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerText;
import org.pcim.model.ReasonCode;

/** Rules of approve_IRs, renewal, denial and remove_IRs. */
public abstract class DecisionSuite extends ImageSuite {

    @Test
    void patientApprovesAPendingRequest() {
        LedgerSigner requester = world.pending(image);
        Grant grant = new Grant(1, world.now().plus(DAY), world.capsule(), 17);

        assertEquals(
                new RequestApproved(image, patient.address(), requester.address(), grant),
                world.event(patient, approve(requester, grant)));
        assertEquals(
                new Access(image, requester.address(), AccessStatus.APPROVED, grant.expiry(), 1, 17),
                world.access(image, requester));
        assertEquals(Optional.of(grant.capsule()), capsule(requester));
    }

    @Test
    void capsuleMayHave4096Bytes() {
        LedgerSigner requester = world.pending(image);
        Grant grant = new Grant(1, world.now().plus(DAY), new KeyCapsule(world.bytes(4096)), 1);
        world.act(patient, approve(requester, grant));
        assertEquals(Optional.of(grant.capsule()), capsule(requester));
    }

    @Test
    void onlyThePatientDecides() {
        LedgerSigner pending = world.pending(image);
        LedgerSigner approved = world.approved(patient, image, DAY);
        LedgerSigner otherPatient = world.participant();
        world.image(otherPatient);
        for (LedgerSigner sender : List.of(pending, approved, otherPatient, world.owner())) {
            world.assertRefused(Refusal.NOT_PATIENT, sender, approve(pending, world.grant(DAY)));
            world.assertRefused(Refusal.NOT_PATIENT, sender, deny(pending));
            world.assertRefused(Refusal.NOT_PATIENT, sender, renew(approved, world.grant(DAY)));
            world.assertRefused(Refusal.NOT_PATIENT, sender, remove(approved));
        }
    }

    @Test
    void unknownImageIsRefused() {
        ImageId unknown = new ImageId(world.digest());
        Address requester = world.pending(image).address();
        List<LedgerOperation> decisions = List.of(
                new ApproveRequester(unknown, requester, world.grant(DAY)),
                new RenewRequester(unknown, requester, world.grant(DAY)),
                new DenyRequester(unknown, requester, world.reason()),
                new RemoveRequester(unknown, requester, world.reason()));
        for (LedgerOperation decision : decisions) {
            world.assertRefused(Refusal.UNKNOWN_IMAGE, patient, decision);
        }
    }

    @Test
    void onlyPendingRequestIsApprovedOrDenied() {
        LedgerSigner withdrawn = world.pending(image);
        world.act(withdrawn, new WithdrawRequest(image));
        LedgerSigner denied = world.pending(image);
        world.act(patient, deny(denied));
        LedgerSigner removed = world.approved(patient, image, DAY);
        world.act(patient, remove(removed));
        LedgerSigner elsewhere = world.pending(world.image(patient));

        for (LedgerSigner requester : List.of(
                world.requester(), withdrawn, denied, removed, elsewhere, world.approved(patient, image, DAY))) {
            world.assertRefused(Refusal.NOT_PENDING, patient, approve(requester, world.grant(DAY)));
            world.assertRefused(Refusal.NOT_PENDING, patient, deny(requester));
        }
    }

    @Test
    void decisionIsAboutTheCurrentVersion() {
        LedgerSigner pending = world.pending(image);
        LedgerSigner approved = world.approved(patient, image, DAY);
        for (int version : new int[] {0, 2, 2 + ImageRecord.MAX_VERSION, Integer.MAX_VALUE}) {
            Grant grant = new Grant(version, world.now().plus(DAY), world.capsule(), 1);
            world.assertRefused(Refusal.NOT_CURRENT_VERSION, patient, approve(pending, grant));
            world.assertRefused(Refusal.NOT_CURRENT_VERSION, patient, renew(approved, grant));
        }
    }

    @Test
    void expiryIsInTheFuture() {
        LedgerSigner pending = world.pending(image);
        LedgerSigner approved = world.approved(patient, image, DAY);
        for (Duration past : List.of(Duration.ZERO, DAY)) {
            Instant expiry = world.now().minus(past);
            Grant grant = new Grant(1, expiry, world.capsule(), 1);
            world.assertRefused(Refusal.EXPIRY_PAST, patient, approve(pending, grant));
            world.assertRefused(Refusal.EXPIRY_PAST, patient, renew(approved, grant));
        }
    }

    @Test
    void patientRenewsAnApprovalInForce() {
        LedgerSigner requester = world.approved(patient, image, HOUR);
        Grant grant = new Grant(1, world.now().plus(DAY), world.capsule(), 2);

        assertEquals(
                new RequestRenewed(image, patient.address(), requester.address(), grant),
                world.event(patient, renew(requester, grant)));
        assertEquals(
                new Access(image, requester.address(), AccessStatus.APPROVED, grant.expiry(), 1, 2),
                world.access(image, requester));
        assertEquals(Optional.of(grant.capsule()), capsule(requester));
    }

    @Test
    void onlyApprovalInForceIsRenewed() {
        LedgerSigner denied = world.pending(image);
        world.act(patient, deny(denied));
        LedgerSigner removed = world.approved(patient, image, DAY);
        world.act(patient, remove(removed));

        for (LedgerSigner requester : List.of(world.requester(), world.pending(image), denied, removed)) {
            world.assertRefused(Refusal.NOT_APPROVED, patient, renew(requester, world.grant(DAY)));
        }
    }

    @Test
    void patientDeniesAPendingRequest() {
        LedgerSigner requester = world.pending(image);
        Reason reason = world.reason();

        assertEquals(
                new RequestDenied(image, patient.address(), requester.address(), reason),
                world.event(patient, new DenyRequester(image, requester.address(), reason)));
        assertEquals(
                new Access(image, requester.address(), AccessStatus.DENIED, null, 0, 0),
                world.access(image, requester));
        assertEquals(Optional.empty(), capsule(requester));
    }

    @Test
    void everyReasonIsRecorded() {
        for (ReasonCode code : ReasonCode.values()) {
            LedgerSigner requester = world.pending(image);
            Reason reason = new Reason(code, LedgerText.readable(code.name()));
            assertEquals(
                    new RequestDenied(image, patient.address(), requester.address(), reason),
                    world.event(patient, new DenyRequester(image, requester.address(), reason)));
        }
    }

    @Test
    void patientRemovesAnApprovedRequester() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        Optional<KeyCapsule> capsule = capsule(requester);
        Reason reason = world.reason();

        assertEquals(
                new RequesterRemoved(image, patient.address(), requester.address(), reason),
                world.event(patient, new RemoveRequester(image, requester.address(), reason)));
        assertEquals(AccessStatus.REMOVED, world.status(image, requester));
        assertFalse(world.access(image, requester).inForce(world.now()));
        assertEquals(capsule, capsule(requester), "the capsule cannot be taken back");
    }

    @Test
    void onlyApprovedRequesterIsRemoved() {
        LedgerSigner denied = world.pending(image);
        world.act(patient, deny(denied));
        LedgerSigner removed = world.approved(patient, image, DAY);
        world.act(patient, remove(removed));

        for (LedgerSigner requester : List.of(world.requester(), world.pending(image), denied, removed, patient)) {
            world.assertRefused(Refusal.NOT_APPROVED, patient, remove(requester));
        }
    }

    @Test
    void removedRequesterIsApprovedOnlyByThePatientsNewAct() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        world.act(patient, remove(requester));
        world.act(requester, new RequestAccess(image, world.notes()));
        assertFalse(world.access(image, requester).inForce(world.now()));

        world.act(patient, approve(requester, world.grant(DAY)));
        assertTrue(world.access(image, requester).inForce(world.now()));
    }

    @Test
    void decisionHoldsForItsImageAlone() {
        ImageId other = world.image(patient);
        LedgerSigner requester = world.approved(patient, image, DAY);
        assertEquals(AccessStatus.NONE, world.status(other, requester));
        assertEquals(Optional.empty(), world.ledger().capsule(other, requester.address()));
    }

    private ApproveRequester approve(LedgerSigner requester, Grant grant) {
        return new ApproveRequester(image, requester.address(), grant);
    }

    private RenewRequester renew(LedgerSigner requester, Grant grant) {
        return new RenewRequester(image, requester.address(), grant);
    }

    private DenyRequester deny(LedgerSigner requester) {
        return new DenyRequester(image, requester.address(), world.reason());
    }

    private RemoveRequester remove(LedgerSigner requester) {
        return new RemoveRequester(image, requester.address(), world.reason());
    }

    private Optional<KeyCapsule> capsule(LedgerSigner requester) {
        return world.ledger().capsule(image, requester.address());
    }
}
