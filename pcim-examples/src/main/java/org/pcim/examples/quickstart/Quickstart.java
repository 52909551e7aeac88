package org.pcim.examples.quickstart;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pcim.examples.CommandProgram;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The program behind {@code ./quickstart}. */
@Command(
        name = "quickstart",
        mixinStandardHelpOptions = true,
        version = "PCIM 0.1.0",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Runs the paper's access sequence: a radiologist deposits images for a"
                    + " patient, two requesters ask, the patient approves one and denies the other, the approved one"
                    + " opens the images, and is removed.",
            "Without --store and --ledger nothing leaves this machine."
        })
public final class Quickstart implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "A folder of DICOM files; every study in it becomes an image. Without it, a CT series of a"
                    + " Shepp-Logan phantom is made.")
    private @Nullable Path folder;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "pcim-quickstart",
            description =
                    "Where everything is kept; emptied first if an earlier run made it. Default: ./${DEFAULT-VALUE}")
    private Path work = Path.of("pcim-quickstart");

    @Option(
            names = "--store",
            paramLabel = "URL",
            description = "The RPC of an IPFS node (Kubo) to keep the images on, for example http://127.0.0.1:5001."
                    + " Without it, they lie in DIR.")
    private @Nullable URI store;

    @Mixin
    private ChosenLedger ledger = new ChosenLedger();

    private final PrintStream out;

    private Quickstart(PrintStream out) {
        this.out = out;
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    /** Runs the program, and gives its exit code: 0, 1 if it failed, 2 if it was called wrongly. */
    static int run(PrintStream out, PrintStream err, String... arguments) {
        return CommandProgram.of(new Quickstart(out))
                .failingWith(ProofFailedException.class)
                .run(out, err, arguments);
    }

    @Override
    public Integer call() {
        try (WorkFolder workFolder = WorkFolder.begin(work, folder)) {
            new Demonstration(workFolder, ChosenStore.of(store), ledger, new Screen(out)).run(folder);
        }
        return CommandLine.ExitCode.OK;
    }
}
