package org.pcim.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.pcim.error.PcimException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures PCIM against its peers in one run on one machine, and writes a folder of results. */
@Command(
        name = "pcim-bench",
        mixinStandardHelpOptions = true,
        description = "Measures PCIM against its peers in one run, and writes a folder of results.")
public final class Bench implements Callable<Integer> {

    private static final DateTimeFormatter FOLDER_NAME =
            DateTimeFormatter.ofPattern("'pcim-bench-results-'yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "A new folder for the results; at first pcim-bench-results-DATE-TIME")
    private @Nullable Path out;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Only these of ${COMPLETION-CANDIDATES}; else all but those of scale, which take hours.")
    private Set<PartName> only = EnumSet.noneOf(PartName.class);

    @Option(names = "--disk", paramLabel = "FOLDER", description = "A folder on a disk to work in: ${DEFAULT-VALUE}")
    private Path disk = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(names = "--memory", paramLabel = "FOLDER", description = "A folder in memory: ${DEFAULT-VALUE}")
    private Path memory = Path.of("/dev/shm");

    @Mixin
    private SizeOptions sizeOptions = new SizeOptions();

    @Mixin
    private Prices prices = new Prices();

    private final PrintStream standardOutput;
    private final List<String> arguments;

    private Bench(PrintStream standardOutput, List<String> arguments) {
        this.standardOutput = standardOutput;
        this.arguments = arguments;
    }

    /** Runs the program. */
    public static void main(String[] arguments) {
        System.exit(run(System.out, arguments));
    }

    /** Runs the program, and gives its exit code: 0 if everything was measured, whether it reaches its target or not. */
    static int run(PrintStream standardOutput, String... arguments) {
        return new CommandLine(new Bench(standardOutput, List.of(arguments)))
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
        Instant begun = Instant.now();
        Sizes sizes = sizeOptions.sizes();
        Map<PartName, Part> parts = new EnumMap<>(PartName.class);
        Set<PartName> wanted = only.isEmpty() ? PartName.usual(sizes.quick()) : only;
        wanted.forEach(name -> parts.put(name, name.part(prices)));
        Set<Program.Needed> needed = new LinkedHashSet<>(Machine.NEEDS);
        parts.values().forEach(part -> needed.addAll(part.needs()));
        Program.require(List.copyOf(needed));
        Plots.requireFonts();
        Path folder = out == null ? Path.of(FOLDER_NAME.format(begun)) : out;
        ResultsFolder results = ResultsFolder.create(folder);
        Map<PartName, List<Figure>> figures = new EnumMap<>(PartName.class);
        String command = ("pcim-bench/run " + String.join(" ", arguments)).strip();
        Results run = new Results(begun, command, machine(), sizes, figures);
        for (Map.Entry<PartName, Part> part : parts.entrySet()) {
            Instant before = Instant.now();
            progress(part.getKey() + " (" + (figures.size() + 1) + " of " + parts.size() + "): "
                    + part.getKey().about());
            try (Places places = Places.below(disk, memory)) {
                figures.put(part.getKey(), part.getValue().measure(sizes, places));
                results.write(run);
            }
            progress(part.getKey() + " took "
                    + Duration.between(before, Instant.now()).toSeconds() + " s");
        }
        standardOutput.print(MarkdownReport.of(run));
        standardOutput.flush();
        progress("results are in " + folder);
        return CommandLine.ExitCode.OK;
    }

    private Map<String, String> machine() throws IOException {
        try (Places places = Places.below(disk, memory)) {
            return Machine.describe(places.disk());
        }
    }

    private static void progress(String line) {
        System.err.println("pcim-bench: " + line);
    }
}
