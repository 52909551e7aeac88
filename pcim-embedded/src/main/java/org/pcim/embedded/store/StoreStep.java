package org.pcim.embedded.store;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pcim.error.CancelledException;
import org.pcim.error.PcimException;
import org.pcim.error.StoreException;

/** A step of the store's work on its files, whose failure is reported as the store's. */
@FunctionalInterface
interface StoreStep<T extends @Nullable Object> {

    /** So little room makes a write fail, in bytes: less than the largest block and its node. */
    long LITTLE_ROOM = 4L * 1024 * 1024;

    T take() throws IOException;

    /** Takes the step; {@code place} is a folder on the file system that it works on. */
    static <T extends @Nullable Object> T attempt(String action, String subject, Path place, StoreStep<T> step) {
        try {
            return step.take();
        } catch (IOException e) {
            throw failed(action, subject, place, e);
        }
    }

    /** The store's exception for a failure of its file system. */
    static PcimException failed(String action, String subject, Path place, IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return new CancelledException(action, subject);
        }
        if (isFull(place, e)) {
            return new StoreException(
                    action, subject, "the disk is full; make room below " + place + " and call again", true, e);
        }
        return new StoreException(action, subject, "the file system failed (" + e + ")", false, e);
    }

    /** Throws {@link CancelledException} if the thread is interrupted. */
    static void checkInterrupt(String action, String subject) {
        if (Thread.interrupted()) {
            throw new CancelledException(action, subject);
        }
    }

    private static boolean isFull(Path place, IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("no space left") || message.contains("quota exceeded")) {
            return true;
        }
        try {
            return Files.getFileStore(place).getUsableSpace() < LITTLE_ROOM;
        } catch (IOException unknown) {
            return false;
        }
    }
}
