package org.pcim.model;

/**
 * Told how far long work has come.
 *
 * <p>Called from any thread that works, never from two at once, with numbers that never fall. It must return quickly.
 */
@FunctionalInterface
public interface Progress {

    /** So many bytes of so many are done. */
    void progressed(long doneBytes, long totalBytes);

    /** Tells nobody. */
    static Progress none() {
        return (done, total) -> {};
    }
}
