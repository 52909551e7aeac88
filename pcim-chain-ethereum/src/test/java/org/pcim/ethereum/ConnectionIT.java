package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.error.InputException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.model.Address;
import org.pcim.model.LedgerId;
import org.pcim.testkit.program.AnvilNode;

/** What is found out when a ledger is opened. */
class ConnectionIT {

    private static final Address NOWHERE = Address.parse("0x00000000000000000000000000000000000000aa");

    @AutoClose
    private static AnvilNode anvil;

    private EthereumLedgerHarness harness;

    @BeforeAll
    static void startAnvil() {
        anvil = AnvilNode.start();
    }

    @BeforeEach
    void deploy() {
        harness = EthereumLedgerHarness.paying(anvil);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void aLedgerIsItsContractOnItsChain() {
        Address contract = harness.deployed().contract();
        assertEquals(
                LedgerId.ethereum(anvil.chainId(), contract), harness.ledger().id());
        assertEquals(harness.owner().address(), harness.ledger().owner());
        assertEquals(harness.deployed().block(), harness.ledger().head().block());
    }

    @Test
    void anotherChainIsRefused() {
        assertFault(LedgerFault.WRONG_CHAIN, harness.opening().chainId(1));
    }

    @Test
    void anAddressWithoutAContractIsRefused() {
        assertFault(LedgerFault.NO_CONTRACT, harness.opening().contract(NOWHERE));
    }

    @Test
    void anotherContractIsRefused() {
        Address wallet = ContractWallet.deploy(anvil, harness.owner()).address();
        assertFault(LedgerFault.OTHER_CONTRACT, harness.opening().contract(wallet));
    }

    @Test
    void aNodeThatDoesNotAnswerIsNamed() {
        LedgerFaultException fault = assertFault(
                LedgerFault.UNREACHABLE,
                EthereumAccessLedger.builder()
                        .node(URI.create("http://127.0.0.1:9"))
                        .chainId(anvil.chainId())
                        .contract(harness.deployed().contract())
                        .deadline(Duration.ofSeconds(2)));
        assertTrue(fault.retryable(), "it may answer later");
    }

    @Test
    void whatHasToBeNamedIsNamed() {
        assertThrows(InputException.class, () -> EthereumAccessLedger.builder().open());
        assertThrows(
                InputException.class, () -> harness.opening().confirmations(-1).open());
        assertThrows(InputException.class, () -> PcacDeployment.builder().deploy());
    }

    private static LedgerFaultException assertFault(LedgerFault fault, EthereumAccessLedger.Builder opening) {
        LedgerFaultException thrown = assertThrows(LedgerFaultException.class, opening::open);
        assertEquals(fault, thrown.fault());
        return thrown;
    }
}
