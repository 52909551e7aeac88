package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pcim.ethereum.internal.FaultyNode;
import org.pcim.signing.EcdsaSignatures;
import org.pcim.testkit.program.AnvilNode;
import org.pcim.testkit.program.ChainNode;

class AnvilExternalSignerIT extends ExternalSignerContract {

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

    @Test
    void signsTypedData() {
        ExternalSigner signer = ExternalSigner.of(anvil.url(), anvil.account());

        assertTrue(EcdsaSignatures.verify(anvil.account(), typedData().digest(), signer.sign(typedData())));
    }

    @Test
    void signsTypedDataUnderTheNameThatWeb3SignerHasForIt() {
        try (FaultyNode web3Signer = FaultyNode.before(anvil.url())) {
            web3Signer.always("eth_signTypedData_v4", FaultyNode.error(-32601, "Method not found"));
            web3Signer.always(
                    "eth_signTypedData",
                    request -> request.answer(200, request.forward("eth_signTypedData", "eth_signTypedData_v4")));
            ExternalSigner signer = ExternalSigner.of(web3Signer.url(), anvil.account());

            signer.sign(typedData());

            assertEquals(1, web3Signer.asked("eth_signTypedData"));
        }
    }
}
