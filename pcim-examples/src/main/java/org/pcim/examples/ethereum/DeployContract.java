package org.pcim.examples.ethereum;

import java.io.PrintStream;
import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pcim.ethereum.NodeInfo;
import org.pcim.ethereum.PcacDeployment;
import org.pcim.examples.CommandProgram;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import org.pcim.model.LedgerId;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts the access control contract on a chain (docs/operating-ethereum.md). */
@Command(
        name = "deploy-contract",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Puts the access control contract of this release on a chain, and looks whether it is there.")
public final class DeployContract implements Callable<Integer> {

    @Option(
            names = "--node",
            paramLabel = "URL",
            required = true,
            description = "The JSON-RPC of a node of the chain, for example http://127.0.0.1:8545.")
    private URI node = URI.create("http://127.0.0.1:8545");

    @Option(
            names = "--owner",
            paramLabel = "ADDRESS",
            description = "Who may register institutions; a multisig for a consortium. Without it, who pays.")
    private @Nullable Address owner;

    @Option(
            names = "--confirmations",
            paramLabel = "BLOCKS",
            defaultValue = "0",
            description = "How many blocks have to follow. Default: ${DEFAULT-VALUE}")
    private int confirmations;

    @Mixin
    private PayerOptions paid = new PayerOptions();

    private final PrintStream out;

    private DeployContract(PrintStream out) {
        this.out = out;
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /** Runs the program, and gives its exit code: 0, 1 if it failed, 2 if it was called wrongly. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        return CommandProgram.of(new DeployContract(out)).run(out, err, arguments);
    }

    @Override
    public Integer call() {
        NodeInfo info = NodeInfo.of(node);
        LedgerSigner payer = paid.signer(node, info);
        PcacDeployment deployed = PcacDeployment.builder()
                .node(node)
                .chainId(info.chainId())
                .owner(owner == null ? payer.address() : owner)
                .payer(payer)
                .confirmations(confirmations)
                .deploy();
        out.println("ledger       " + LedgerId.ethereum(info.chainId(), deployed.contract()));
        out.println("contract     " + deployed.contract());
        out.println("block        " + deployed.block());
        out.println("transaction  " + deployed.transaction());
        out.println("gas          " + deployed.gasUsed());
        return CommandLine.ExitCode.OK;
    }
}
