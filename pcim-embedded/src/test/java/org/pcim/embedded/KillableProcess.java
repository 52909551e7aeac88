package org.pcim.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM that works without end, and says what it has done in lines with an end mark, until it is killed. */
public final class KillableProcess implements AutoCloseable {

    private static final String END = " .";

    private final Process process;
    private final BufferedReader output;

    private KillableProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /** Runs a main class, quickly started, with its temporary files in a folder. */
    public static KillableProcess start(Class<?> main, String folder, String... arguments) throws IOException {
        return new KillableProcess(new ProcessBuilder(JavaProcess.command(
                        main,
                        List.of(
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx128m",
                                // Where a killed process leaves the native library of SQLite.
                                "-Djava.io.tmpdir=" + folder),
                        arguments))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /**
     * Says a line, in the process itself, one thread at a time; ends it when nobody listens any more, since whoever started
     * it is gone.
     */
    public static synchronized void tell(String line) {
        System.out.println(line + END);
        if (System.out.checkError()) {
            Runtime.getRuntime().halt(1);
        }
    }

    /** Kills it some time after so many lines; gives what it said, without a line that was cut. */
    public List<String> killAfter(int count, Duration delay) throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (lines.size() >= count) {
                break;
            }
        }
        process.waitFor(delay.toNanos(), TimeUnit.NANOSECONDS);
        // Process.destroyForcibly would also close what there is to read.
        process.toHandle().destroyForcibly();
        process.waitFor();
        output.lines().forEach(lines::add);
        return lines.stream()
                .filter(line -> line.endsWith(END))
                .map(line -> line.substring(0, line.length() - END.length()))
                .toList();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
