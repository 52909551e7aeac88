package org.pcim.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pcim.error.PcimException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures PCIM against its peers in one run on one machine, and writes a table in Markdown. */
@Command(
        name = "pcim-bench",
        mixinStandardHelpOptions = true,
        description = "Measures PCIM against its peers in one run, and writes a table in Markdown.")
public final class Bench implements Callable<Integer> {

    private enum PartName {
        CIPHER,
        STUDY,
        STORE,
        IPFS,
        SHARING,
        MEMORY
    }

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where the table goes; to standard output if not given.")
    private @Nullable Path out;

    @Option(names = "--only", split = ",", paramLabel = "PART", description = "Only these of ${COMPLETION-CANDIDATES}.")
    private List<PartName> only = List.of(PartName.values());

    @Option(names = "--disk", paramLabel = "FOLDER", description = "A folder on a disk to work in: ${DEFAULT-VALUE}")
    private Path disk = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--memory", paramLabel = "FOLDER", description = "A folder in memory: ${DEFAULT-VALUE}")
    private Path memory = Path.of("/dev/shm");

    @Option(names = "--warm-up", description = "Rounds that do not count, in front: ${DEFAULT-VALUE}")
    private int warmUp = 15;

    @Option(names = "--rounds", description = "Rounds of which the medians are shown: ${DEFAULT-VALUE}")
    private int rounds = 5;

    @Option(names = "--message", paramLabel = "MIB", description = "Length of the message: ${DEFAULT-VALUE}")
    private int messageMiB = 1024;

    @Option(names = "--instances", description = "Slices of the study: ${DEFAULT-VALUE}")
    private int instances = 1142;

    @Option(names = "--matrix", description = "Rows and columns of a slice: ${DEFAULT-VALUE}")
    private int matrix = 208;

    @Option(names = "--stream", paramLabel = "MIB", description = "What goes through a small heap: ${DEFAULT-VALUE}")
    private int streamMiB = 4096;

    @Option(names = "--shared", paramLabel = "MIB", description = "Length of the larger shared image: ${DEFAULT-VALUE}")
    private int sharedMiB = 256;

    private final PrintStream standardOutput;

    private Bench(PrintStream standardOutput) {
        this.standardOutput = standardOutput;
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** Runs the program, and gives its exit code: 0 if everything was measured, whether it reaches its target or not. */
    static int run(PrintStream standardOutput, String... arguments) {
        return new CommandLine(new Bench(standardOutput))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    if (e instanceof PcimException || e instanceof IOException) {
                        command.getErr().println("pcim-bench: " + e.getMessage());
                        command.getErr().flush();
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw e;
                })
                .execute(arguments);
    }

    @Override
    public Integer call() throws IOException {
        Map<PartName, Part> parts = parts();
        Set<Program.Needed> needed = new LinkedHashSet<>(Machine.NEEDS);
        parts.values().forEach(part -> needed.addAll(part.needs()));
        Program.require(List.copyOf(needed));
        Sizes sizes = new Sizes(warmUp, rounds, messageMiB, instances, matrix, streamMiB, sharedMiB);
        List<Figure> figures = new ArrayList<>();
        List<String> machine;
        try (Places places = Places.below(disk, memory)) {
            machine = Machine.describe(places.disk());
            for (Map.Entry<PartName, Part> part : parts.entrySet()) {
                System.err.println("measuring " + part.getKey() + " ...");
                figures.addAll(part.getValue().measure(sizes, places));
            }
        }
        write(new Report(LocalDate.now(ZoneOffset.UTC), machine, sizes, figures).markdown());
        return CommandLine.ExitCode.OK;
    }

    private Map<PartName, Part> parts() {
        Map<PartName, Part> parts = new EnumMap<>(PartName.class);
        for (PartName name : only) {
            parts.put(
                    name,
                    switch (name) {
                        case CIPHER -> new CipherPart();
                        case STUDY -> new StudyPart();
                        case STORE -> new StorePart();
                        case IPFS -> new IpfsPart();
                        case SHARING -> new SharingPart();
                        case MEMORY -> new MemoryPart();
                    });
        }
        return parts;
    }

    private void write(String report) throws IOException {
        if (out == null) {
            standardOutput.print(report);
            standardOutput.flush();
        } else {
            Files.writeString(out, report);
        }
    }
}
