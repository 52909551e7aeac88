package org.pcim.ethereum;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.pcim.testkit.AccessLedgerContract;
import org.pcim.testkit.LedgerHarness;
import org.pcim.testkit.program.AnvilNode;

/** Everybody sends and pays for transactions of his own. */
class EthereumAccessLedgerIT extends AccessLedgerContract {

    @AutoClose
    private static AnvilNode anvil;

    @BeforeAll
    static void startAnvil() {
        anvil = AnvilNode.start();
    }

    @Override
    protected LedgerHarness newHarness() {
        return EthereumLedgerHarness.paying(anvil);
    }

    @Override
    protected int sequenceCommands() {
        return 1500;
    }
}
