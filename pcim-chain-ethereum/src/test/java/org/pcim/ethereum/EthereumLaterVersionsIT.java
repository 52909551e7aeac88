package org.pcim.ethereum;

import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.LaterVersionsContract;
import org.pcim.testkit.program.AnvilNode;

class EthereumLaterVersionsIT extends LaterVersionsContract {

    @AutoClose
    private static AnvilNode anvil;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startAnvil() {
        anvil = EthereumClientHarness.startAnvil();
    }

    @Override
    protected ClientHarness newHarness() {
        return new EthereumClientHarness(folder, EthereumLedgerHarness.sponsored(anvil));
    }
}
