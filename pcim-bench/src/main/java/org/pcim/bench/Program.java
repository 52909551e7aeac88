package org.pcim.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pcim.error.InputException;
import org.pcim.testkit.program.TestProgram;

/** Programs of others. */
final class Program {

    /** What is needed. */
    enum Needed {
        ORTHANC("Orthanc", "orthanc", Source.DEBIAN),
        DICOMWEB("/usr/share/orthanc/plugins/libOrthancDicomWeb.so", "orthanc-dicomweb", Source.DEBIAN),
        GPG("gpg", "gnupg", Source.DEBIAN),
        SQ("sq", "sq", Source.DEBIAN),
        AGE("age", "age", Source.DEBIAN),
        RSOP("rsop", "rsop", Source.TESTKIT),
        OPENSSL("openssl", "openssl", Source.DEBIAN),
        SHA256SUM("sha256sum", "coreutils", Source.DEBIAN),
        BASH("bash", "bash", Source.DEBIAN),
        KUBO("ipfs", "kubo", Source.TESTKIT),
        ANVIL("anvil", "anvil", Source.TESTKIT),
        GETH_CLIQUE("geth", "geth-clique", Source.TESTKIT);

        /** A built program is {@code NAME-VERSION/bin/FILE}. */
        private static final int DEPTH = 3;

        private final String file;
        private final String name;
        private final Source source;

        Needed(String file, String name, Source source) {
            this.file = file;
            this.name = name;
            this.source = source;
        }

        /** Where it is, if it is there. */
        Optional<Path> path() {
            if (source == Source.TESTKIT) {
                return TestProgram.find(name, file).map(TestProgram::path);
            }
            Stream<String> folders = Stream.concat(
                    Arrays.stream(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin", "/usr/local/sbin"));
            return folders.map(folder -> Path.of(folder).resolve(file))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }

        /** The folder of a program that is built at a pinned version, if it is there: its name says which. */
        Optional<String> built() {
            if (source != Source.TESTKIT) {
                return Optional.empty();
            }
            return path().map(path -> String.valueOf(path.getName(path.getNameCount() - DEPTH)));
        }
    }

    /** Where programs come from. */
    private enum Source {
        DEBIAN("apt-get install"),
        TESTKIT("pcim-testkit/programs/install");

        private final String command;

        Source(String command) {
            this.command = command;
        }
    }

    private Program() {}

    /**
     * Does nothing if all are there.
     *
     * @throws InputException that says how to get those that are missing
     */
    static void require(List<Needed> programs) {
        Map<Source, List<String>> missing = new EnumMap<>(Source.class);
        for (Needed program : programs) {
            if (program.path().isEmpty()) {
                missing.computeIfAbsent(program.source, source -> new ArrayList<>())
                        .add(program.name);
            }
        }
        if (!missing.isEmpty()) {
            String commands = missing.entrySet().stream()
                    .map(entry -> entry.getKey().command + " " + String.join(" ", entry.getValue()))
                    .collect(Collectors.joining("; "));
            throw new InputException("begin to measure", "", "programs are missing: run " + commands);
        }
    }

    /** What it answers on its standard output. */
    static String output(Path folder, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(
                        ProcessBuilder.Redirect.to(folder.resolve("errors.log").toFile()))
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        requireSuccess(process, folder, command);
        return output;
    }

    /** What a program takes from its start to its end, by the clock of bash. */
    static Cost cost(Path folder, String... command) throws IOException {
        Path times = folder.resolve("times");
        List<String> timed = new ArrayList<>(List.of(
                "bash", "-c", "TIMEFORMAT='%R %U %S'; time \"$@\" >/dev/null 2>\"$0.errors\"", times.toString()));
        timed.addAll(Arrays.asList(command));
        Process process = new ProcessBuilder(timed)
                .directory(folder.toFile())
                .redirectError(times.toFile())
                .start();
        process.getOutputStream().close();
        if (waitFor(process) != 0) {
            throw failed(command, Files.readString(folder.resolve("times.errors")));
        }
        String[] words = Files.readString(times).strip().split(" ", -1);
        return new Cost(Double.parseDouble(words[0]), Double.parseDouble(words[1]) + Double.parseDouble(words[2]));
    }

    private static void requireSuccess(Process process, Path folder, String... command) throws IOException {
        if (waitFor(process) != 0) {
            throw failed(command, Files.readString(folder.resolve("errors.log")));
        }
    }

    /** Ends a process, and waits until it has ended. */
    static void stop(Process process) throws IOException {
        process.destroy();
        waitFor(process);
    }

    private static int waitFor(Process process) throws IOException {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static IOException failed(String[] command, String errors) {
        return new IOException(String.join(" ", command) + " failed: " + errors.strip());
    }
}
