package org.pcim.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcim.error.InputException;

/** Programs of others. */
final class Program {

    /** What is needed, by the package of Debian that has it, or the name by which it is installed for tests. */
    enum Needed {
        ORTHANC("Orthanc", "orthanc"),
        DICOMWEB("/usr/share/orthanc/plugins/libOrthancDicomWeb.so", "orthanc-dicomweb"),
        GPG("gpg", "gnupg"),
        SQ("sq", "sq"),
        OPENSSL("openssl", "openssl"),
        SHA256SUM("sha256sum", "coreutils"),
        BASH("bash", "bash");

        private final String file;
        private final String debianPackage;

        Needed(String file, String debianPackage) {
            this.file = file;
            this.debianPackage = debianPackage;
        }

        /** Where it is, if it is there. */
        Optional<Path> path() {
            Stream<String> folders = Stream.concat(
                    Arrays.stream(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin", "/usr/local/sbin"));
            return folders.map(folder -> Path.of(folder).resolve(file))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
    }

    private Program() {}

    /**
     * Does nothing if all are there.
     *
     * @throws InputException that names the packages of those that are missing
     */
    static void require(List<Needed> programs) {
        List<String> missing = programs.stream()
                .filter(program -> program.path().isEmpty())
                .map(program -> program.debianPackage)
                .toList();
        if (!missing.isEmpty()) {
            throw new InputException(
                    "begin to measure", "", "programs are missing; apt-get install " + String.join(" ", missing));
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
