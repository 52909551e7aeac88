package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.AuthorizationSuccess;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.AccessStatus;
import org.pcim.model.ImageId;

/** Rules of trace_authorization. */
public abstract class TracingSuite extends ImageSuite {

    @Test
    void requesterTracesItsApproval() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        assertEquals(success(requester, requester), trace(requester, requester));
    }

    @Test
    void patientTracesAnApproval() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        assertEquals(success(requester, patient), trace(patient, requester));
    }

    @Test
    void failureShowsTheStatus() {
        LedgerSigner denied = world.pending(image);
        world.act(patient, new DenyRequester(image, denied.address(), world.reason()));
        LedgerSigner removed = world.approved(patient, image, DAY);
        world.act(patient, new RemoveRequester(image, removed.address(), world.reason()));
        LedgerSigner withdrawn = world.pending(image);
        world.act(withdrawn, new WithdrawRequest(image));

        assertFails(world.pending(image), AccessStatus.PENDING);
        assertFails(denied, AccessStatus.DENIED);
        assertFails(removed, AccessStatus.REMOVED);
        assertFails(withdrawn, AccessStatus.WITHDRAWN);
        assertFails(world.participant(), AccessStatus.NONE);
        assertFails(patient, AccessStatus.NONE);
    }

    @Test
    void tracingChangesNothing() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        var before = world.access(image, requester);
        trace(requester, requester);
        assertEquals(before, world.access(image, requester));
    }

    @Test
    void onlyPatientAndRequesterTrace() {
        LedgerSigner requester = world.approved(patient, image, DAY);
        LedgerSigner other = world.approved(patient, image, DAY);
        TraceAuthorization operation = new TraceAuthorization(image, requester.address());
        world.assertRefused(Refusal.NOT_CONCERNED, other, operation);
        world.assertRefused(Refusal.NOT_CONCERNED, world.participant(), operation);
        world.assertRefused(Refusal.NOT_CONCERNED, world.owner(), operation);
    }

    @Test
    void unknownImageIsRefused() {
        LedgerSigner requester = world.requester();
        world.assertRefused(
                Refusal.UNKNOWN_IMAGE,
                requester,
                new TraceAuthorization(new ImageId(world.digest()), requester.address()));
    }

    private void assertFails(LedgerSigner requester, AccessStatus status) {
        for (LedgerSigner tracer : new LedgerSigner[] {requester, patient}) {
            assertEquals(
                    new AuthorizationFailed(image, patient.address(), requester.address(), tracer.address(), status),
                    trace(tracer, requester));
        }
    }

    private AuthorizationSuccess success(LedgerSigner requester, LedgerSigner tracer) {
        return new AuthorizationSuccess(image, patient.address(), requester.address(), tracer.address());
    }

    private LedgerEvent trace(LedgerSigner tracer, LedgerSigner requester) {
        return world.event(tracer, new TraceAuthorization(image, requester.address()));
    }
}
