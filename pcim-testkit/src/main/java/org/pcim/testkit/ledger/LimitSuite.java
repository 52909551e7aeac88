package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent.ApprovalLimitSet;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerSigner;

/** Rules of approval limits (paper, 4.5). Within a period the tests keep an hour away from its ends. */
public abstract class LimitSuite extends ImageSuite {

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
    void nextPeriodStartsAnew() {
        limit(1, DAY);
        approve();
        world.advance(DAY.minus(HOUR));
        assertLimitReached();
        world.advance(HOUR);
        approve();
        assertLimitReached();
    }

    @Test
    void periodsAreCountedFromWhenTheLimitWasSet() {
        limit(1, DAY);
        world.advance(DAY.multipliedBy(3).minus(HOUR));
        approve();
        assertLimitReached();
        world.advance(HOUR);
        approve();
    }

    @Test
    void noneMayBeAllowed() {
        limit(0, DAY);
        assertLimitReached();
        world.advance(DAY);
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
        world.advance(DAY);
        approve();
        assertLimitReached();
    }

    @Test
    void raiseCountsFromTheNextPeriod() {
        limit(1, DAY);
        approve();
        limit(2, DAY);
        assertLimitReached();
        world.advance(DAY);
        approve();
        approve();
        assertLimitReached();
    }

    @Test
    void settingTheSameLimitAgainGainsNothing() {
        limit(1, DAY);
        approve();
        limit(1, DAY);
        assertLimitReached();
    }

    @Test
    void otherPeriodCountsFromTheEndOfThisOne() {
        limit(1, DAY);
        approve();
        limit(2, HOUR.multipliedBy(4));
        world.advance(HOUR.multipliedBy(5));
        assertLimitReached();
        world.advance(HOUR.multipliedBy(19));
        approve();
        approve();
        assertLimitReached();
        world.advance(HOUR.multipliedBy(4));
        approve();
    }

    @Test
    void otherPeriodsAreAlignedWithTheEndOfTheOldOne() {
        limit(1, DAY);
        limit(1, HOUR.multipliedBy(10));
        world.advance(DAY.plusHours(9));
        approve();
        assertLimitReached();
        world.advance(HOUR);
        approve();
    }

    @Test
    void zeroPeriodLiftsTheLimitFromTheNextPeriod() {
        limit(0, DAY);
        limit(0, Duration.ZERO);
        assertLimitReached();
        world.advance(DAY);
        approve();
        limit(1, DAY);
        approve();
        assertLimitReached();
    }

    @Test
    void lastChangeBeforeThePeriodsEndCounts() {
        limit(1, DAY);
        approve();
        limit(9, DAY);
        limit(0, DAY);
        world.advance(DAY);
        assertLimitReached();
    }

    private void limit(long max, Duration period) {
        world.act(patient, new SetApprovalLimit(max, period));
    }

    private LedgerSigner approve() {
        return world.approved(patient, image, DAY);
    }

    private void assertLimitReached() {
        LedgerSigner requester = world.pending(image);
        world.assertRefused(
                Refusal.LIMIT_REACHED, patient, new ApproveRequester(image, requester.address(), world.grant(DAY)));
    }
}
