package org.pcim.examples.provider;

import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.LaterVersionsContract;

class InMemoryLaterVersionsTest extends LaterVersionsContract {

    @Override
    protected ClientHarness newHarness() {
        return new InMemoryClientHarness();
    }
}
