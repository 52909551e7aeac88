package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent.ApprovalLimitSet;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerSigner;

/** Rules of approval limits (paper, 4.5) within a period. */
public abstract class LimitSuite extends LimitedSuite {

    @Test
    void patientSetsALimit() {
        assertEquals(
                new ApprovalLimitSet(patient.address(), 3, DAY), world.event(patient, new SetApprovalLimit(3, DAY)));
    }

    @Test
    void approvalsInAPeriodAreLimited() {
        limit(2, DAY);
        approve();
        approve();
        assertLimitReached();
    }

    @Test
    void noneMayBeAllowed() {
        limit(0, DAY);
        assertLimitReached();
    }

    @Test
    void limitHoldsOverAllImagesOfThePatient() {
        limit(1, DAY);
        world.approved(patient, world.image(patient), DAY);
        assertLimitReached();
    }

    @Test
    void limitHoldsForThisPatientAlone() {
        limit(0, DAY);
        LedgerSigner other = world.participant();
        world.approved(other, world.image(other), DAY);
    }

    @Test
    void renewalsDoNotCount() {
        limit(1, DAY);
        LedgerSigner requester = approve();
        world.act(patient, new RenewRequester(image, requester.address(), world.grant(DAY)));
    }

    @Test
    void denialsAndRemovalsDoNotCountAndGiveNothingBack() {
        limit(1, DAY);
        LedgerSigner denied = world.pending(image);
        world.act(patient, new DenyRequester(image, denied.address(), world.reason()));
        LedgerSigner removed = approve();
        world.act(patient, new RemoveRequester(image, removed.address(), world.reason()));
        assertLimitReached();
    }

    @Test
    void refusedApprovalDoesNotCount() {
        limit(1, DAY);
        LedgerSigner nobody = world.requester();
        world.assertRefused(
                Refusal.NOT_PENDING, patient, new ApproveRequester(image, nobody.address(), world.grant(DAY)));
        approve();
    }

    @Test
    void approvalsBeforeTheLimitDoNotCount() {
        approve();
        limit(1, DAY);
        approve();
        assertLimitReached();
    }

    @Test
    void loweringCountsAtOnce() {
        limit(5, DAY);
        approve();
        approve();
        limit(2, DAY);
        assertLimitReached();
        limit(1, DAY);
        assertLimitReached();
    }

    @Test
    void settingTheSameLimitAgainGainsNothing() {
        limit(1, DAY);
        approve();
        limit(1, DAY);
        assertLimitReached();
    }
}
