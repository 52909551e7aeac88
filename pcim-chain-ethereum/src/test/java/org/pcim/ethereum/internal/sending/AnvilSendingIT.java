package org.pcim.ethereum.internal.sending;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.pcim.testkit.program.AnvilNode;
import org.pcim.testkit.program.ChainNode;

class AnvilSendingIT extends BaseFeeSendingContract {

    @AutoClose
    private static AnvilNode anvil;

    @BeforeAll
    static void start() {
        anvil = AnvilNode.start();
    }

    @Override
    ChainNode chain() {
        return anvil;
    }
}
