package org.pcim.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.pcim.bench.Program.Needed;

/** What it was measured on. */
final class Machine {

    private static final Pattern THOUSANDS = Pattern.compile("(?m)^AES-256-GCM\\s+([0-9.]+)k\\s*$");

    static final List<Needed> NEEDS = List.of(Needed.OPENSSL);

    private Machine() {}

    /** What is known about it, by what each line is about. */
    static Map<String, String> describe(Path folder) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("processor", processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        lines.put("load", load());
        lines.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.put("Java", Runtime.version().toString());
        lines.put("PCIM", System.getProperty("pcim.bench.version", "unknown"));
        lines.put(
                "`openssl speed -evp aes-256-gcm`, blocks of 16 KiB, one thread",
                Figure.format("%.0f MB/s", opensslBytesPerSecond(folder) / 1e6));
        lines.putAll(versions(folder));
        return lines;
    }

    /** How many processes wanted to run within the last minute: times that were measured beside others say little. */
    private static String load() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return load < 0 ? "unknown" : Figure.format("%.1f", load);
    }

    /** Measured anew each time, so that it is disturbed by what disturbs the rest. */
    static double opensslBytesPerSecond(Path folder) throws IOException {
        String table = Program.output(
                folder, "openssl", "speed", "-elapsed", "-seconds", "1", "-bytes", "16384", "-evp", "aes-256-gcm");
        Matcher line = THOUSANDS.matcher(table);
        if (!line.find()) {
            throw new IOException("openssl speed answered something else: " + table);
        }
        return 1000 * Double.parseDouble(line.group(1));
    }

    /** The first lines of what Debian's programs say about themselves, and the names of what is built, if they are there. */
    private static Map<String, String> versions(Path folder) throws IOException {
        Map<String, String> versions = new LinkedHashMap<>();
        for (Needed program : List.of(Needed.GPG, Needed.SQ, Needed.AGE, Needed.OPENSSL, Needed.ORTHANC)) {
            Optional<Path> path = program.path();
            if (path.isPresent()) {
                String flag = program == Needed.OPENSSL ? "version" : "--version";
                String name = String.valueOf(path.get().getFileName());
                Program.output(folder, path.get().toString(), flag)
                        .lines()
                        .findFirst()
                        .ifPresent(line -> versions.put(name, line));
            }
        }
        List<String> built = Arrays.stream(Needed.values())
                .flatMap(program -> program.built().stream())
                .toList();
        if (!built.isEmpty()) {
            versions.put("built", String.join(", ", built));
        }
        return versions;
    }

    private static String processor() throws IOException {
        Path cpus = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(cpus)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(cpus)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }
}
