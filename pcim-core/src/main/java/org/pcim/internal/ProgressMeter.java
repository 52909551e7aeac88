package org.pcim.internal;

import org.pcim.model.Progress;

/** Adds up what many threads have done, and tells it in order. */
final class ProgressMeter {

    private final Progress progress;
    private final long total;
    private long done;

    ProgressMeter(Progress progress, long total) {
        this.progress = progress;
        this.total = total;
    }

    synchronized void add(long bytes) {
        done += bytes;
        progress.progressed(done, total);
    }
}
