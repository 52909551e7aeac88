package org.pcim.examples.provider;

import org.pcim.testkit.AccessLedgerContract;
import org.pcim.testkit.LedgerHarness;

class InMemoryAccessLedgerTest extends AccessLedgerContract {

    @Override
    protected LedgerHarness newHarness() {
        return new InMemoryLedgerHarness();
    }
}
