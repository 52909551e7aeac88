package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.RegisteredRequestersOnlySet;
import org.pcim.ledger.LedgerEvent.RequestWithdrawn;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.AccessStatus;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerText;
import org.pcim.model.Role;

/** Rules of requesting_access, and of taking a request back. */
public abstract class RequestSuite extends ImageSuite {

    @Test
    void requesterWithAKeyAsks() {
        LedgerSigner requester = world.requester();
        assertEquals(Access.none(image, requester.address()), world.access(image, requester));

        RequestAccess operation = new RequestAccess(image, world.notes());

        assertEquals(
                new AccessRequested(image, patient.address(), requester.address(), operation.notes()),
                world.event(requester, operation));
        assertEquals(
                new Access(image, requester.address(), AccessStatus.PENDING, null, 0, 0),
                world.access(image, requester));
    }

    @Test
    void notesMayBeEmptyReadableOrOfTheLargestSize() {
        world.act(world.requester(), new RequestAccess(image, LedgerText.empty()));
        world.act(world.requester(), new RequestAccess(image, LedgerText.readable("Für das Konsil")));
        world.act(world.requester(), new RequestAccess(image, LedgerText.sealed(world.bytes(LedgerText.MAX_LENGTH))));
    }

    @Test
    void requestsOfOthersDoNotMatter() {
        LedgerSigner denied = world.pending(image);
        LedgerSigner other = world.pending(image);
        world.act(patient, new DenyRequester(image, denied.address(), world.reason()));
        assertEquals(AccessStatus.PENDING, world.status(image, other));
    }

    @Test
    void unknownImageIsRefused() {
        LedgerSigner requester = world.requester();
        ImageId unknown = new ImageId(world.digest());
        world.assertRefused(Refusal.UNKNOWN_IMAGE, requester, ask(unknown));
        world.assertRefused(Refusal.UNKNOWN_IMAGE, requester, new WithdrawRequest(unknown));
    }

    @Test
    void patientDoesNotAskForItsOwnImage() {
        world.act(patient, world.publishKey(patient, 1));
        world.assertRefused(Refusal.OWN_IMAGE, patient, ask(image));
    }

    @Test
    void requesterPublishesItsKeyFirst() {
        LedgerSigner requester = world.participant();
        world.assertRefused(Refusal.NO_KEY, requester, ask(image));
        world.act(requester, world.publishKey(requester, 1));
        world.act(requester, ask(image));
    }

    @Test
    void pendingRequestIsNotRepeated() {
        LedgerSigner requester = world.pending(image);
        world.assertRefused(Refusal.ALREADY_PENDING, requester, ask(image));
    }

    @Test
    void nobodyAsksWhileApproved() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        world.assertRefused(Refusal.ALREADY_APPROVED, requester, ask(image));
    }

    @Test
    void deniedRequesterMayAskAgain() {
        LedgerSigner requester = world.pending(image);
        world.act(patient, new DenyRequester(image, requester.address(), world.reason()));
        world.act(requester, ask(image));
        assertEquals(AccessStatus.PENDING, world.status(image, requester));
    }

    @Test
    void removedRequesterMayAskAgain() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        world.act(patient, new RemoveRequester(image, requester.address(), world.reason()));
        world.act(requester, ask(image));
        assertEquals(AccessStatus.PENDING, world.status(image, requester));
    }

    @Test
    void requesterMayAskAgainAfterWithdrawing() {
        LedgerSigner requester = world.pending(image);
        world.act(requester, new WithdrawRequest(image));
        world.act(requester, ask(image));
        assertEquals(AccessStatus.PENDING, world.status(image, requester));
    }

    @Test
    void requesterWithdrawsItsRequest() {
        LedgerSigner requester = world.pending(image);
        assertEquals(
                new RequestWithdrawn(image, patient.address(), requester.address()),
                world.event(requester, new WithdrawRequest(image)));
        assertEquals(AccessStatus.WITHDRAWN, world.status(image, requester));
    }

    @Test
    void onlyPendingRequestIsWithdrawn() {
        WithdrawRequest withdraw = new WithdrawRequest(image);
        world.assertRefused(Refusal.NOT_PENDING, world.requester(), withdraw);
        world.assertRefused(Refusal.NOT_PENDING, patient, withdraw);
        world.assertRefused(Refusal.NOT_PENDING, world.approved(patient, image, DAY), withdraw);

        LedgerSigner withdrawn = world.pending(image);
        world.act(withdrawn, withdraw);
        world.assertRefused(Refusal.NOT_PENDING, withdrawn, withdraw);

        LedgerSigner denied = world.pending(image);
        world.act(patient, new DenyRequester(image, denied.address(), world.reason()));
        world.assertRefused(Refusal.NOT_PENDING, denied, withdraw);
    }

    @Test
    void patientMayAdmitRegisteredRequestersOnly() {
        assertEquals(
                new RegisteredRequestersOnlySet(patient.address(), true),
                world.event(patient, new SetRegisteredRequestersOnly(true)));
        LedgerSigner requester = world.requester();
        world.assertRefused(Refusal.NOT_REGISTERED_REQUESTER, requester, ask(image));

        world.act(world.institution(), new RegisterMember(Role.REQUESTER, requester.address()));
        world.act(requester, ask(image));
    }

    @Test
    void radiologistIsNoRegisteredRequester() {
        world.act(patient, new SetRegisteredRequestersOnly(true));
        LedgerSigner radiologist = world.radiologist();
        world.act(radiologist, world.publishKey(radiologist, 1));
        world.assertRefused(Refusal.NOT_REGISTERED_REQUESTER, radiologist, ask(image));
    }

    @Test
    void requesterOfRemovedInstitutionIsNotRegistered() {
        world.act(patient, new SetRegisteredRequestersOnly(true));
        LedgerSigner hospital = world.institution();
        LedgerSigner doctor = world.member(hospital, Role.REQUESTER);
        world.act(doctor, world.publishKey(doctor, 1));
        world.act(world.owner(), new RemoveInstitution(hospital.address()));
        world.assertRefused(Refusal.NOT_REGISTERED_REQUESTER, doctor, ask(image));
    }

    @Test
    void patientMayAdmitEverybodyAgain() {
        world.act(patient, new SetRegisteredRequestersOnly(true));
        assertEquals(
                new RegisteredRequestersOnlySet(patient.address(), false),
                world.event(patient, new SetRegisteredRequestersOnly(false)));
        world.pending(image);
    }

    @Test
    void choiceHoldsForThisPatientAlone() {
        world.act(patient, new SetRegisteredRequestersOnly(true));
        world.pending(world.image(world.participant()));
    }

    @Test
    void choiceDoesNotTouchPendingRequests() {
        LedgerSigner requester = world.pending(image);
        world.act(patient, new SetRegisteredRequestersOnly(true));
        world.act(patient, new ApproveRequester(image, requester.address(), world.grant(DAY)));
        assertEquals(AccessStatus.APPROVED, world.status(image, requester));
    }

    private RequestAccess ask(ImageId of) {
        return new RequestAccess(of, world.notes());
    }
}
