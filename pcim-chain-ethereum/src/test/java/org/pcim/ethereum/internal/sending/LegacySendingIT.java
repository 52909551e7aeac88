package org.pcim.ethereum.internal.sending;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.pcim.testkit.program.AnvilNode;
import org.pcim.testkit.program.ChainNode;

/** On a chain without a base fee. */
class LegacySendingIT extends SendingContract {

    @AutoClose
    private static AnvilNode anvil;

    @BeforeAll
    static void start() {
        anvil = AnvilNode.start("--hardfork", "berlin");
    }

    @Override
    ChainNode chain() {
        return anvil;
    }
}
