package org.pcim.ethereum.internal.sending;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.pcim.testkit.program.ChainNode;
import org.pcim.testkit.program.GethNode;

class GethSendingIT extends BaseFeeSendingContract {

    @AutoClose
    private static GethNode geth;

    @BeforeAll
    static void start() {
        geth = GethNode.start();
    }

    @Override
    ChainNode chain() {
        return geth;
    }
}
