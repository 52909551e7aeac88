package org.pcim.embedded.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.embedded.JavaProcess;
import org.pcim.error.StoreException;
import org.pcim.testkit.SampleGraph;

/** Another process that deposits into a store: each line it prints is the root of a deposit that was acknowledged. */
final class StoreProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private StoreProcess(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Deposits {@code count} graphs, of which each unpins the one before the last. */
    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        int seed = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        int length = Integer.parseInt(arguments[3]);
        try (EmbeddedImageStore store = EmbeddedImageStore.open(directory)) {
            for (int i = 0; i < count; i++) {
                SampleGraph graph = graph(seed + i, length);
                deposit(graph, store);
                System.out.println(graph.root());
                System.out.flush();
                if (i >= 2) {
                    store.unpin(graph(seed + i - 2, length).root());
                }
            }
        } catch (StoreException e) {
            System.out.println(e.getMessage());
        }
    }

    /** The graphs of neighbouring seeds share files. */
    static SampleGraph graph(int seed, int length) {
        return SampleGraph.ofFiles(seed, length, length, length);
    }

    /** Starts a process with a limit on the length of the files that it writes, in KiB. */
    static StoreProcess startLimited(int kibibytes, Path directory, int seed, int count, int length)
            throws IOException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -f " + 2 * kibibytes + "; exec \"$@\"", "sh"));
        command.addAll(command(directory, seed, count, length));
        return start(command);
    }

    static StoreProcess start(Path directory, int seed, int count, int length) throws IOException {
        return start(command(directory, seed, count, length));
    }

    /** The next line; null at the end. */
    @Nullable String line() throws IOException {
        return output.readLine();
    }

    /** Ends it at once; what it printed can still be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static StoreProcess start(List<String> command) throws IOException {
        return new StoreProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    private static List<String> command(Path directory, int seed, int count, int length) {
        return JavaProcess.command(
                StoreProcess.class,
                List.of("-Xmx64m"),
                directory.toString(),
                Integer.toString(seed),
                Integer.toString(count),
                Integer.toString(length));
    }

    private static void deposit(SampleGraph graph, EmbeddedImageStore store) {
        while (true) {
            try {
                graph.deposit(store);
                return;
            } catch (StoreException e) {
                if (!e.retryable()) {
                    throw e;
                }
            }
        }
    }
}
