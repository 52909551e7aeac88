package org.pcim.ethereum;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.KeptCapsulesContract;
import org.pcim.testkit.program.AnvilNode;

class EthereumKeptCapsulesIT extends KeptCapsulesContract {

    /** One for each test, since its time is moved. */
    @AutoClose
    private final AnvilNode anvil = AnvilNode.start(new String[0]);

    @TempDir
    private Path folder;

    @Override
    protected ClientHarness newHarness() {
        return new EthereumClientHarness(folder, EthereumLedgerHarness.sponsored(anvil));
    }
}
