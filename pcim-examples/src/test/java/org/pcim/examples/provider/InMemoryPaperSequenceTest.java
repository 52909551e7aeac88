package org.pcim.examples.provider;

import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.PaperSequenceContract;

class InMemoryPaperSequenceTest extends PaperSequenceContract {

    @Override
    protected ClientHarness newHarness() {
        return new InMemoryClientHarness();
    }
}
