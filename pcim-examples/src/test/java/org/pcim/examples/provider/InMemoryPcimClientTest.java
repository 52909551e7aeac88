package org.pcim.examples.provider;

import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.PcimClientContract;

class InMemoryPcimClientTest extends PcimClientContract {

    @Override
    protected ClientHarness newHarness() {
        return new InMemoryClientHarness();
    }
}
