package org.pcim.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.examples.quickstart.QuickstartRun.assertSameFiles;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.ethereum.PcacDeployment;
import org.pcim.signing.LedgerKey;
import org.pcim.signing.LedgerKeyFile;
import org.pcim.signing.ScryptCost;
import org.pcim.testkit.program.AnvilNode;

/** The access sequence with its ledger on a real Ethereum node. */
class QuickstartOnEthereumIT {

    private static final Pattern GAS = Pattern.compile("(\\w+) +([0-9,]+) +([0-9,]*) +(0x[0-9a-f]{64})");

    @AutoClose
    private static AnvilNode anvil;

    @TempDir
    private Path folder;

    @BeforeAll
    static void startAnvil() {
        anvil = AnvilNode.start();
    }

    @Test
    void deploysAContractAndTellsWhatEachStepTook() {
        Path work = folder.resolve("work");
        QuickstartRun run =
                QuickstartRun.of("--work", work, "--ledger", anvil.url()).succeeds();

        assertSameFiles(work.resolve("phantom"), work.resolve("retrieved/requester1"));
        assertFalse(Files.exists(work.resolve("ledger")));
        for (String function :
                List.of("create_contract", "requesting_access", "approve_IRs", "trace_authorization", "remove_IRs")) {
            assertTook(function, run.out());
        }
    }

    @Test
    void usesAContractThatIsThereByTheKeyOfItsOwner() throws IOException {
        try (LedgerKey owner = LedgerKey.generate()) {
            anvil.fund(owner.address(), BigInteger.TEN.pow(19));
            Path keyFile = folder.resolve("owner.json");
            LedgerKeyFile.write(keyFile, owner, "correct horse".toCharArray(), ScryptCost.demonstration());
            Files.writeString(folder.resolve("owner.json.passphrase"), "correct horse\n");
            PcacDeployment deployed = PcacDeployment.builder()
                    .node(anvil.url())
                    .chainId(anvil.chainId())
                    .owner(owner.address())
                    .payer(owner)
                    .deploy();
            Object[] arguments = {
                "--work",
                folder.resolve("work"),
                "--ledger",
                anvil.url(),
                "--contract",
                deployed.contract(),
                "--payer",
                keyFile
            };
            QuickstartRun.of(arguments).succeeds();
            assertTrue(QuickstartRun.of(arguments).succeeds().out().contains("the hospital is registered already"));
        }
    }

    @Test
    void saysThatTheNodeIsNotThere() {
        QuickstartRun run = QuickstartRun.of("--work", folder.resolve("work"), "--ledger", "http://127.0.0.1:1");

        assertEquals(1, run.exitCode());
        assertTrue(run.err().startsWith("quickstart: Cannot "), run.err());
    }

    /** The gas that is told is the gas that the node says. */
    private static void assertTook(String function, String out) {
        Matcher line = GAS.matcher(out);
        while (line.find()) {
            if (line.group(1).equals(function)) {
                String receipt = anvil.call("eth_getTransactionReceipt", '"' + line.group(4) + '"');
                String gas = "\"gasUsed\":\"0x"
                        + Long.toHexString(Long.parseLong(line.group(2).replace(",", ""))) + '"';
                assertTrue(receipt.contains(gas), receipt);
                assertTrue(receipt.contains("\"status\":\"0x1\""), receipt);
                return;
            }
        }
        throw new AssertionError(function + " is not told:\n" + out);
    }
}
