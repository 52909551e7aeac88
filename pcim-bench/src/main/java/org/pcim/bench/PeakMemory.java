package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a step took of this process's memory, at most.
 *
 * @param step what was done, in one word
 * @param seconds by the clock on the wall
 * @param heapKiB what the heap held at most, garbage included
 * @param residentKiB the resident set: heap, code, threads, buffers; 0 on a system that does not tell
 */
record PeakMemory(String step, double seconds, long heapKiB, long residentKiB) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");
    /** Sets the peak of the resident set to what it is now (proc(5)). */
    private static final String RESET_PEAK = "5";

    static PeakMemory of(String step, Cost.Work work) throws IOException {
        if (Files.isWritable(RESET)) {
            Files.writeString(RESET, RESET_PEAK);
        }
        try (HeapWatch heap = new HeapWatch()) {
            Cost cost = Cost.of(work);
            return new PeakMemory(step, cost.seconds(), heap.most() / 1024, residentPeak());
        }
    }

    /** Reads what {@link #line} wrote. */
    static PeakMemory parse(String line) {
        String[] words = line.split(" ", -1);
        return new PeakMemory(
                words[0], Double.parseDouble(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    /** For another process to read. */
    String line() {
        return step + " " + seconds + " " + heapKiB + " " + residentKiB;
    }

    private static long residentPeak() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
