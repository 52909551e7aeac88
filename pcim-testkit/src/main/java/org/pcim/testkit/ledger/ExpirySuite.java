package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Signature;

/** What time alone changes: approvals, attestations and signed operations that are past their last moment. */
public abstract class ExpirySuite extends ImageSuite {

    @SuppressWarnings("NullAway.Init")
    private LedgerSigner radiologist;

    @BeforeEach
    void registerRadiologist() {
        radiologist = world.radiologist();
    }

    @Test
    void approvalIsInForceUntilItsExpiry() {
        LedgerSigner requester = world.approved(patient, image, HOUR);
        world.advance(HOUR.minusMinutes(1));
        assertTrue(world.access(image, requester).inForce(world.now()));
        world.advance(Duration.ofMinutes(1));
        assertFalse(world.access(image, requester).inForce(world.now()));
        assertEquals(AccessStatus.APPROVED, world.status(image, requester));
    }

    @Test
    void renewalMayShorten() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        world.act(patient, new RenewRequester(image, requester.address(), world.grant(HOUR)));
        world.advance(HOUR);
        assertFalse(world.access(image, requester).inForce(world.now()));
    }

    @Test
    void expiredApprovalIsNotRenewed() {
        LedgerSigner requester = world.approved(patient, image, HOUR);
        world.advance(HOUR);
        world.assertRefused(
                Refusal.NOT_APPROVED, patient, new RenewRequester(image, requester.address(), world.grant(DAY)));
    }

    @Test
    void expiredApprovalMayBeRemoved() {
        LedgerSigner requester = world.approved(patient, image, HOUR);
        world.advance(HOUR);
        world.act(patient, remove(requester));
        assertEquals(AccessStatus.REMOVED, world.status(image, requester));
    }

    @Test
    void expiredApprovalIsNotRemovedOnceItsRequesterAsksAgain() {
        LedgerSigner requester = world.approved(patient, image, HOUR);
        world.advance(HOUR);
        world.act(requester, new RequestAccess(image, world.notes()));
        world.assertRefused(Refusal.NOT_APPROVED, patient, remove(requester));
    }

    @Test
    void requesterMayAskAgainWhenItsApprovalHasExpired() {
        LedgerSigner requester = world.approved(patient, image, HOUR);
        Access expired = world.access(image, requester);
        world.advance(HOUR);
        world.act(requester, new RequestAccess(image, world.notes()));

        Access again = world.access(image, requester);
        assertEquals(AccessStatus.PENDING, again.status());
        assertEquals(expired.expiry(), again.expiry());
        world.act(patient, new ApproveRequester(image, requester.address(), world.grant(HOUR)));
    }

    @Test
    void expiredApprovalFailsAsApproved() {
        LedgerSigner requester = world.approved(patient, image, HOUR);
        world.advance(HOUR);
        assertEquals(
                new AuthorizationFailed(
                        image, patient.address(), requester.address(), patient.address(), AccessStatus.APPROVED),
                world.event(patient, new TraceAuthorization(image, requester.address())));
    }

    @Test
    void rotationRemovesWhoseApprovalHasExpired() {
        LedgerSigner requester = world.approved(patient, image, HOUR);
        world.advance(HOUR);
        world.act(patient, rotation(List.of(requester.address()), List.of()));
        assertEquals(AccessStatus.REMOVED, world.status(image, requester));
    }

    @Test
    void expiredApprovalGetsNoCapsule() {
        LedgerSigner requester = world.approved(patient, image, HOUR);
        world.advance(HOUR);
        List<Regrant> grants = List.of(world.regrant(requester));
        Attestation correction = world.correction(radiologist, patient, image, 2);
        world.assertRefused(Refusal.NOT_APPROVED, patient, world.addCorrection(radiologist, correction, grants));
        world.assertRefused(Refusal.NOT_APPROVED, patient, rotation(List.of(), grants));
    }

    @Test
    void attestationIsRegisteredUntilItsLastDay() {
        CreateContract operation = newContract();
        world.advance(Attestation.LIFETIME.minus(HOUR));
        world.act(patient, operation);
    }

    @Test
    void attestationIsOutdatedAfterItsLastDay() {
        CreateContract operation = newContract();
        world.advance(Attestation.LIFETIME.plusSeconds(1));
        world.assertRefused(Refusal.OUTDATED_ATTESTATION, patient, operation);
    }

    @Test
    void outdatedCorrectionIsRefused() {
        Attestation correction = world.correction(radiologist, patient, image, 2);
        AddCorrection operation = world.addCorrection(radiologist, correction, List.of());
        world.advance(Attestation.LIFETIME.plusSeconds(1));
        world.assertRefused(Refusal.OUTDATED_ATTESTATION, patient, operation);
    }

    @Test
    void recordedOperationIsDoneAlsoAfterItsDeadline() {
        LedgerSigner somebody = world.participant();
        PreparedOperation prepared = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        Signature signature = somebody.sign(prepared.signable());
        List<RecordedEvent> first = world.submit(prepared, signature);
        world.advance(Duration.between(world.now(), prepared.deadline()).plus(HOUR));
        assertEquals(first, world.submit(prepared, signature));
    }

    @Test
    void operationIsRefusedAfterItsDeadline() {
        LedgerSigner somebody = world.participant();
        PreparedOperation prepared = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        Signature signature = somebody.sign(prepared.signable());
        world.advance(Duration.between(world.now(), prepared.deadline()).plusSeconds(1));
        world.assertRefused(Refusal.DEADLINE_PASSED, prepared, signature);
    }

    private CreateContract newContract() {
        return world.createContract(radiologist, world.attestation(radiologist, patient));
    }

    private RemoveRequester remove(LedgerSigner requester) {
        return new RemoveRequester(image, requester.address(), world.reason());
    }

    private AddRotation rotation(List<Address> removed, List<Regrant> grants) {
        return new AddRotation(image, world.newVersion(2), world.capsule(), removed, grants);
    }
}
