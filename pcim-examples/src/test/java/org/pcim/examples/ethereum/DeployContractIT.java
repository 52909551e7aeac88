package org.pcim.examples.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pcim.ethereum.EthereumAccessLedger;
import org.pcim.model.Address;
import org.pcim.testkit.program.AnvilNode;

class DeployContractIT {

    private static final String OWNER = "0x00000000000000000000000000000000000000aa";

    @Test
    void deploysAContractThatIsOpenedByWhatItTells() {
        try (AnvilNode anvil = AnvilNode.start()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PrintStream told = new PrintStream(out, true, StandardCharsets.UTF_8);
            assertEquals(0, DeployContract.run(told, told, "--node", anvil.url().toString(), "--owner", OWNER));

            String contract =
                    out.toString(StandardCharsets.UTF_8).replaceAll("(?s).*contract     (0x[0-9a-f]{40}).*", "$1");
            try (EthereumAccessLedger ledger = EthereumAccessLedger.builder()
                    .node(anvil.url())
                    .chainId(anvil.chainId())
                    .contract(Address.parse(contract))
                    .open()) {
                assertEquals(Address.parse(OWNER), ledger.owner());
            }
        }
    }
}
