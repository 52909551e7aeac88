package org.pcim.testkit.ledger;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How approval limits go from one period to the next. Within a period the tests keep an hour away from its ends. */
public abstract class PeriodSuite extends LimitedSuite {

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
    void noneMayBeAllowedInAnyPeriod() {
        limit(0, DAY);
        assertLimitReached();
        world.advance(DAY);
        assertLimitReached();
    }

    @Test
    void loweringCountsAtOnceAndFromThenOn() {
        limit(5, DAY);
        approve();
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
}
