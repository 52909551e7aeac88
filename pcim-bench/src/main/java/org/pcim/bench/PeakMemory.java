package org.pcim.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a step took of this process's memory, at most.
 *
 * @param step what was done, in one word
 * @param seconds by the clock on the wall
 * @param heapKiB the sum of what each part of the heap held at most, garbage included
 * @param residentKiB the resident set: heap, code, threads, buffers; 0 on a system that does not tell
 */
record PeakMemory(String step, double seconds, long heapKiB, long residentKiB) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");
    /** Sets the peak of the resident set to what it is now (proc(5)). */
    private static final String RESET_PEAK = "5";

    static PeakMemory of(String step, Cost.Work work) throws IOException {
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        if (Files.isWritable(RESET)) {
            Files.writeString(RESET, RESET_PEAK);
        }
        Cost cost = Cost.of(work);
        long used =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return new PeakMemory(step, cost.seconds(), used / 1024, residentPeak());
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

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
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
