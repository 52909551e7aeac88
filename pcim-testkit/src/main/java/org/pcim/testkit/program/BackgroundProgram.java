package org.pcim.testkit.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A server that a test has started.
 *
 * <p>It ends when it is closed, and also when this process ends, however that happens: a shell between them waits for the
 * end of its input. Its output goes to a file.
 */
public final class BackgroundProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 20;

    /** Called with the log, then the command; tells the server's process id. */
    private static final String GUARD = """
            log=$1
            shift
            : >"$log"
            "$@" </dev/null >"$log" 2>&1 &
            server=$!
            echo $server
            cat >/dev/null
            kill $server
            wait $server
            """;

    private final String name;
    private final Path log;
    private final Process guard;
    private final ProcessHandle server;

    private BackgroundProgram(String name, Path log, Process guard, ProcessHandle server) {
        this.name = name;
        this.log = log;
        this.guard = guard;
        this.server = server;
    }

    /**
     * Starts a program.
     *
     * @param log where what it writes goes
     */
    static BackgroundProgram start(TestProgram program, Path log, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", GUARD, "sh", log.toString(), program.path().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(program.environment());
        try {
            Process guard = builder.start();
            String id = guard.inputReader(StandardCharsets.US_ASCII).readLine();
            String name = program.path().getFileName().toString();
            ProcessHandle server = ProcessHandle.of(Long.parseLong(id))
                    .orElseThrow(() -> new IllegalStateException(name + " ended at once: " + read(log)));
            return new BackgroundProgram(name, log, guard, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until it is ready.
     *
     * @throws IllegalStateException if it ends before that, is not ready within a minute, or the thread is interrupted
     */
    void await(BooleanSupplier ready) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!ready.getAsBoolean()) {
            if (!server.isAlive()) {
                throw new IllegalStateException(name + " ended: " + read(log));
            }
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(name + " is not ready after " + PATIENCE + ": " + read(log));
            }
            pause();
        }
    }

    /** Its process id. */
    public long pid() {
        return server.pid();
    }

    /** Ends it at once, as a loss of power would. */
    public void kill() {
        server.destroyForcibly();
        close();
    }

    /** Asks it to end, and waits for that; kills it after a minute. */
    @Override
    public void close() {
        try {
            guard.getOutputStream().close();
            if (!guard.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (IOException e) {
            server.destroy();
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program started", e);
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "it wrote nothing";
        }
    }
}
