package org.pcim.internal;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;

/** The file of a checkpoint, which one process has at a time: a lock beside it, which is left when it is closed. */
public final class CheckpointFile implements AutoCloseable {

    private static final String OPEN = "open checkpoint";
    private static final int MAX_LENGTH = 16 * 1024;

    private final Path file;
    private final FileChannel lock;

    private CheckpointFile(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
    }

    /** Takes the file for this process; it need not exist. */
    public static CheckpointFile open(Path file) {
        Path beside = file.resolveSibling("." + file.getFileName() + ".lock");
        FileChannel lock = null;
        boolean locked = false;
        try {
            lock = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            locked = lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            throw taken(file);
        } catch (ClosedByInterruptException e) {
            throw new CancelledException(OPEN, file.toString());
        } catch (IOException e) {
            throw failed(OPEN, file, e);
        } finally {
            if (lock != null && !locked) {
                close(file, lock);
            }
        }
        if (!locked) {
            throw taken(file);
        }
        return new CheckpointFile(file, lock);
    }

    /** What was written last. */
    public Optional<Checkpoint> read() {
        try {
            return OwnerFile.read(file, MAX_LENGTH).map(this::parse);
        } catch (IOException e) {
            throw failed("read checkpoint", file, e);
        }
    }

    private Checkpoint parse(byte[] json) {
        try {
            return Checkpoint.fromJson(json);
        } catch (InputException e) {
            throw new InputException(
                    "read checkpoint",
                    file.toString(),
                    "the file is broken; restore it, or delete it to begin with the first event again",
                    e);
        }
    }

    /** Puts it in place of the one before, durably. */
    public void write(Checkpoint checkpoint) {
        try {
            OwnerFile.replace(file, checkpoint.toJson());
        } catch (IOException e) {
            throw failed("write checkpoint", file, e);
        }
    }

    @Override
    public void close() {
        close(file, lock);
    }

    private static void close(Path file, FileChannel lock) {
        try {
            lock.close();
        } catch (IOException e) {
            throw failed("close checkpoint", file, e);
        }
    }

    private static InputException taken(Path file) {
        return new InputException(
                OPEN, file.toString(), "somebody follows events with it already; use another file for each follower");
    }

    private static InputException failed(String action, Path file, IOException cause) {
        return new InputException(action, file.toString(), "the file system refuses it: " + cause.getMessage(), cause);
    }
}
