package org.pcim.examples.quickstart;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.pcim.embedded.ledger.EmbeddedAccessLedger;
import org.pcim.error.InputException;
import org.pcim.ethereum.EthereumAccessLedger;
import org.pcim.ethereum.NodeInfo;
import org.pcim.ethereum.PcacDeployment;
import org.pcim.examples.ethereum.PayerOptions;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The ledger that was chosen: a contract on Ethereum, or an embedded one. */
final class ChosenLedger {

    @Option(
            names = "--ledger",
            paramLabel = "URL",
            description = "The JSON-RPC of an Ethereum node to keep the ledger on, for example http://127.0.0.1:8545;"
                    + " one for tests, since everything stays on its chain. Without it, the ledger lies in DIR.")
    private @Nullable URI node;

    @Option(
            names = "--contract",
            paramLabel = "ADDRESS",
            description = "A contract that is there already, and whose owner pays. Without it, one is deployed.")
    private @Nullable Address contract;

    @Mixin
    private PayerOptions paid = new PayerOptions();

    /** What it is, for people. */
    String name() {
        return node == null ? "the embedded ledger" : "an Ethereum contract by the node at " + node.getAuthority();
    }

    OpenedLedger open(WorkFolder work, Participants participants, Screen screen) {
        if (node == null) {
            return new OpenedLedger(
                    EmbeddedAccessLedger.create(
                            work.ledger(), participants.owner().address()),
                    work.ledger().toString(),
                    participants.owner().ledgerKey(),
                    participants.institution().ledgerKey());
        }
        NodeInfo info = NodeInfo.of(node);
        LedgerSigner payer = paid.signer(node, info);
        screen.name(payer.address(), "payer");
        screen.say("%-12s %s  owns the ether; it is also owner and hospital".formatted("payer", payer.address()));
        EthereumAccessLedger.Builder opening = EthereumAccessLedger.builder()
                .node(node)
                .chainId(info.chainId())
                .payer(payer)
                .confirmations(0);
        if (contract == null) {
            PcacDeployment deployed = PcacDeployment.builder()
                    .node(node)
                    .chainId(info.chainId())
                    .owner(payer.address())
                    .payer(payer)
                    .deploy();
            screen.say("contract     %s  deployed by %s for %,d gas"
                    .formatted(deployed.contract(), deployed.transaction(), deployed.gasUsed()));
            opening.contract(deployed.contract()).since(deployed.block());
        } else {
            opening.contract(contract);
        }
        EthereumAccessLedger ledger = opening.open();
        if (!ledger.owner().equals(payer.address())) {
            ledger.close();
            throw new InputException(
                    "use contract",
                    String.valueOf(contract),
                    "its owner is " + ledger.owner() + " and does not pay; name its key by --payer KEYFILE");
        }
        return new OpenedLedger(ledger, ledger.id().text(), payer, payer);
    }
}
