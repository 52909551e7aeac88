package org.pcim.content;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.error.PcimException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/**
 * Reads a CARv1 block by block, whoever wrote it.
 *
 * <p>A CAR proves nothing but that each block has its CID: which blocks belong to a graph, and whether all of them are
 * there, is the caller's to check. No length in it makes the reader take more memory than a header of 64 KiB or a block of
 * {@link Block#MAX_LENGTH}. Every call throws {@link StoreException} where the CAR is malformed, cut off, or holds anything
 * but blocks of the format. Not safe for use by many threads.
 *
 * @see <a href="https://ipld.io/specs/transport/car/carv1/">CARv1 specification</a>
 */
public final class CarReader {

    private static final String READ = "read CAR";
    private static final long END = -1;
    private static final int BUFFER = 16 * 1024;
    private static final int MAX_VARINT_LENGTH = 9;

    private final InputStream source;
    private final String name;
    private final List<Cid> roots;
    private long position;

    /**
     * Reads the header. The stream stays the caller's; more of it than the blocks that were asked for may have been read.
     *
     * @param name what errors call the CAR: a file, a node
     */
    public CarReader(InputStream source, String name) {
        this.source = new BufferedInputStream(source, BUFFER);
        this.name = name;
        this.roots = read(this::readHeader);
    }

    /** The roots that the header names. They are a claim. */
    public List<Cid> roots() {
        return roots;
    }

    /** The next block, verified; empty at the end. */
    public Optional<Block> next() {
        return Optional.ofNullable(read(() -> {
            CarEntry entry = readEntry();
            return entry == null ? null : Block.verified(entry.cid(), readBytes(entry.length()));
        }));
    }

    /** Where the next block lies, whose bytes are skipped and not verified; empty at the end. */
    public Optional<CarEntry> skip() {
        return Optional.ofNullable(read(() -> {
            CarEntry entry = readEntry();
            if (entry != null && entry.length() > 0) {
                // A file can be skipped beyond its end, so the last byte is read.
                source.skipNBytes(entry.length() - 1);
                position += entry.length() - 1;
                readBytes(1);
            }
            return entry;
        }));
    }

    private List<Cid> readHeader() throws IOException {
        long length = readVarint();
        if (length < 1 || length > CarHeader.MAX_LENGTH) {
            throw refused(name, "it is no CAR, or has a header of more than 64 KiB");
        }
        return CarHeader.decode(readBytes((int) length), name);
    }

    private @Nullable CarEntry readEntry() throws IOException {
        long length = readVarint();
        if (length == END) {
            return null;
        }
        if (length < Cid.LENGTH || length > Cid.LENGTH + Block.MAX_LENGTH) {
            throw refused(name, "a block of " + length + " bytes with its CID is none of the format");
        }
        Cid cid;
        try {
            cid = Cid.read(ByteBuffer.wrap(readBytes(Cid.LENGTH)));
        } catch (InputException e) {
            throw new StoreException(READ, name, "a block in it has a CID that is not of the format", false, e);
        }
        return new CarEntry(cid, position, (int) length - Cid.LENGTH);
    }

    /** An unsigned varint of multiformats, in its shortest form; {@link #END} where the CAR ends. */
    private long readVarint() throws IOException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_LENGTH; i++) {
            int next = source.read();
            if (next < 0) {
                if (i == 0) {
                    return END;
                }
                throw new EOFException();
            }
            position++;
            value |= (next & 0x7fL) << (7 * i);
            if (next < 0x80) {
                if (next == 0 && i > 0) {
                    break;
                }
                return value;
            }
        }
        throw refused(name, "a length in it is malformed");
    }

    private byte[] readBytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        if (source.readNBytes(bytes, 0, length) < length) {
            throw new EOFException();
        }
        position += length;
        return bytes;
    }

    private <T extends @Nullable Object> T read(Read<T> step) {
        try {
            return step.read();
        } catch (EOFException e) {
            throw new StoreException(READ, name, "it is cut off", true, e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private PcimException failed(IOException e) {
        if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
            return new CancelledException(READ, name);
        }
        return new StoreException(READ, name, "it cannot be read (" + e.getMessage() + ")", true, e);
    }

    static StoreException refused(String name, String reason) {
        return new StoreException(READ, name, reason, false);
    }

    @FunctionalInterface
    private interface Read<T extends @Nullable Object> {
        T read() throws IOException;
    }
}
