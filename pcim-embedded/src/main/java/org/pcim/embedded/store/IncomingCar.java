package org.pcim.embedded.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.pcim.content.CarEntry;
import org.pcim.content.CarWriter;
import org.pcim.embedded.internal.OwnerOnly;
import org.pcim.model.Cid;

/**
 * A CAR while it is written, under a name that no index knows.
 *
 * <p>It is locked as long as its writer lives, so that what a killed process left can be told from what is being written.
 * Creating it, moving it in and removing leftovers are done in a write transaction of the index, which excludes one
 * another in all processes. An interrupt does not break it: it is a RandomAccessFile, where a channel would be closed
 * under all threads that write. Not safe for use by many threads.
 */
final class IncomingCar implements AutoCloseable {

    /** Opening and closing a file that this process has locked would drop its lock (POSIX), so leftovers are others'. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private static final int BUFFER_LENGTH = 64 * 1024;

    private final Path path;
    private final RandomAccessFile file;
    private final int headerLength;
    private final byte[] buffer = new byte[BUFFER_LENGTH];
    private int buffered;
    private long flushed;
    private boolean movedIn;

    private IncomingCar(Path path, RandomAccessFile file, int headerLength) {
        this.path = path;
        this.file = file;
        this.headerLength = headerLength;
    }

    /** Begins a CAR with these roots, or with as many others that are not known yet. */
    static IncomingCar create(Path folder, List<Cid> roots) throws IOException {
        byte[] header = CarWriter.header(roots);
        Path path = folder.resolve(UUID.randomUUID() + ".car");
        OWN.add(path);
        try {
            Files.createFile(path, OwnerOnly.file(folder));
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            IncomingCar car = new IncomingCar(path, file, header.length);
            // Held by the file, which is closed when the CAR is.
            file.getChannel().tryLock();
            car.write(ByteBuffer.wrap(header));
            return car;
        } catch (IOException e) {
            Files.deleteIfExists(path);
            OWN.remove(path);
            throw e;
        }
    }

    /** Adds bytes under the CID that they are said to have. */
    CarEntry append(Cid cid, ByteBuffer content) throws IOException {
        int length = content.remaining();
        write(ByteBuffer.wrap(CarWriter.prefix(cid, length)));
        CarEntry entry = new CarEntry(cid, length(), length);
        write(content);
        return entry;
    }

    /** The bytes of a block that was added. */
    byte[] read(CarEntry entry) throws IOException {
        flush();
        byte[] content = new byte[entry.length()];
        file.seek(entry.offset());
        file.readFully(content);
        file.seek(flushed);
        return content;
    }

    /** The number of bytes so far. */
    long length() {
        return flushed + buffered;
    }

    /** Puts the roots in place; the CAR is durable when this returns, though not its name. */
    void finish(List<Cid> roots) throws IOException {
        byte[] header = CarWriter.header(roots);
        if (header.length != headerLength) {
            throw new IllegalArgumentException("Another number of roots was announced");
        }
        flush();
        file.seek(0);
        file.write(header);
        file.seek(flushed);
        file.getFD().sync();
    }

    /** Gives the CAR its name, durably. Nothing can be added any more. */
    void moveTo(Path folder, String name) throws IOException {
        file.close();
        Files.move(path, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        movedIn = true;
        StoreDirectory.sync(folder);
    }

    /** Deletes the file, unless it was moved in. Closing twice does nothing. */
    @Override
    public void close() throws IOException {
        try {
            file.close();
            if (!movedIn) {
                Files.deleteIfExists(path);
            }
        } finally {
            OWN.remove(path);
        }
    }

    /** Deletes what processes left that do not live any more. */
    static void removeLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path path : files) {
                if (!OWN.contains(path) && isAbandoned(path)) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    private static boolean isAbandoned(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            return false;
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (buffered == buffer.length) {
                flush();
            }
            int part = Math.min(bytes.remaining(), buffer.length - buffered);
            bytes.get(buffer, buffered, part);
            buffered += part;
        }
    }

    private void flush() throws IOException {
        file.write(buffer, 0, buffered);
        flushed += buffered;
        buffered = 0;
    }
}
