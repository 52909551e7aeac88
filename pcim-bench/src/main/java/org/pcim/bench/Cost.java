package org.pcim.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What something took.
 *
 * @param seconds by the clock on the wall
 * @param cpuSeconds of all processors, in user and system mode
 */
record Cost(double seconds, double cpuSeconds) {

    /** What is measured. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    private static final double NANOS = 1e9;

    /** What the work takes in this process. */
    static Cost of(Work work) throws IOException {
        long cpu = processCpu();
        long begun = System.nanoTime();
        work.run();
        return new Cost((System.nanoTime() - begun) / NANOS, (processCpu() - cpu) / NANOS);
    }

    /** The same, and processor time of another process that worked along. */
    Cost with(double otherCpuSeconds) {
        return new Cost(seconds, cpuSeconds + otherCpuSeconds);
    }

    private static long processCpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
