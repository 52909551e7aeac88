package org.pcim.testkit.program;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * A real program that a test runs: built by {@code pcim-testkit/programs/install} at the version pinned there, or a
 * package of Debian.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class TestProgram {

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final Path executable;
    private final Map<String, String> environment;

    private TestProgram(Path executable, Map<String, String> environment) {
        this.executable = executable;
        this.environment = Map.copyOf(environment);
    }

    /**
     * An executable of a program that {@code install} builds.
     *
     * @throws IllegalStateException if it is missing, with the command that builds it
     */
    public static TestProgram built(String name, String executable) {
        return find(name, executable)
                .orElseThrow(() -> new IllegalStateException(
                        name + " " + version(name) + " is missing: run pcim-testkit/programs/install " + name));
    }

    /** An executable of a program that {@code install} builds, if it is there. */
    public static Optional<TestProgram> find(String name, String executable) {
        Path path = cache().resolve(name + "-" + version(name)).resolve("bin").resolve(executable);
        return Files.isExecutable(path) ? Optional.of(new TestProgram(path, Map.of())) : Optional.empty();
    }

    /**
     * An executable on the {@code PATH} that a package of Debian brings.
     *
     * @throws IllegalStateException if it is missing, with the command that installs it
     */
    public static TestProgram ofDebian(String debianPackage, String executable) {
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(executable))
                .filter(Files::isExecutable)
                .findFirst()
                .map(path -> new TestProgram(path, Map.of()))
                .orElseThrow(() ->
                        new IllegalStateException(executable + " is missing: run apt-get install " + debianPackage));
    }

    /** Where the executable lies. */
    public Path path() {
        return executable;
    }

    /** The same program with a variable in its environment. */
    public TestProgram with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new TestProgram(executable, more);
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Runs it without input; it must end within five minutes. */
    public ProgramRun run(String... arguments) {
        return run(InputStream.nullInputStream(), arguments);
    }

    /**
     * Runs it with this standard input; it must end within five minutes.
     *
     * @throws IllegalStateException if it does not, or the thread is interrupted; the program is killed
     */
    public ProgramRun run(InputStream input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(List.of(arguments));
        try (RunFiles files = new RunFiles()) {
            Files.copy(input, files.input());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(files.input().toFile())
                    .redirectOutput(files.output().toFile())
                    .redirectError(files.errors().toFile());
            builder.environment().putAll(environment);
            int exitCode = await(builder.start(), command);
            return new ProgramRun(
                    command, exitCode, Files.readAllBytes(files.output()), Files.readAllBytes(files.errors()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int await(Process process, List<String> command) {
        try {
            if (process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IllegalStateException("still running after " + DEADLINE + ": " + command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + command, e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String version(String name) {
        return Objects.requireNonNull(versions().getProperty(name), name);
    }

    private static Properties versions() {
        Properties versions = new Properties();
        try (InputStream file = Objects.requireNonNull(TestProgram.class.getResourceAsStream("versions.properties"))) {
            versions.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return versions;
    }

    /** The folder that {@code install} fills; the same rule stands there. */
    private static Path cache() {
        String programs = System.getenv("PCIM_PROGRAMS");
        if (programs != null && !programs.isEmpty()) {
            return Path.of(programs);
        }
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder = cache == null || cache.isEmpty()
                ? Path.of(Objects.requireNonNull(System.getenv("HOME"), "HOME is not set"), ".cache")
                : Path.of(cache);
        return folder.resolve("pcim").resolve("programs");
    }
}
