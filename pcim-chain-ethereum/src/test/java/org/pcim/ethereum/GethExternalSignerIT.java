package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pcim.error.LedgerException;
import org.pcim.testkit.program.ChainNode;
import org.pcim.testkit.program.GethNode;

class GethExternalSignerIT extends ExternalSignerContract {

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

    @Test
    void saysSoIfTheSignerKnowsNoTypedData() {
        ExternalSigner signer = ExternalSigner.of(geth.url(), geth.account());

        assertThrows(LedgerException.class, () -> signer.sign(typedData()));
    }
}
