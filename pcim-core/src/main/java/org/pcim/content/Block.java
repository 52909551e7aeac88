package org.pcim.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.model.Digest;

/**
 * Bytes with the CID that belongs to them.
 *
 * <p>A block can be made only by hashing its bytes: bytes that nobody verified have no type, and a store cannot lie.
 */
public final class Block {

    /** The largest block of the format: 1 MiB of content, and room for a directory's or a file's node. */
    public static final int MAX_LENGTH = 2 * 1024 * 1024;

    private final Cid cid;
    /** May be longer than the block. */
    private final byte[] content;

    private final int length;

    private Block(Cid cid, byte[] content, int length) {
        this.cid = cid;
        this.content = content;
        this.length = length;
    }

    /**
     * The block of these bytes. The array becomes the block's own and must not be changed any more.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_LENGTH} bytes
     */
    public static Block of(Cid.Codec codec, byte[] content) {
        return of(codec, content, content.length);
    }

    /** The block of the first bytes of an array, which becomes its own. */
    static Block of(Cid.Codec codec, byte[] content, int length) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException("A block has at most 2 MiB, not " + length + " bytes");
        }
        MessageDigest sha256 = Digest.newSha256();
        sha256.update(content, 0, length);
        return new Block(new Cid(codec, Digest.of(sha256.digest())), content, length);
    }

    /**
     * The block with this CID, if these are its bytes. The array becomes the block's own and must not be changed any
     * more.
     *
     * @throws StoreException if they are not
     */
    public static Block verified(Cid cid, byte[] content) {
        if (content.length > MAX_LENGTH) {
            throw new StoreException(
                    "read block",
                    cid.toString(),
                    "the store answered with " + content.length
                            + " bytes, more than a block of the format has; read from another store",
                    true);
        }
        Block block = of(cid.codec(), content);
        if (block.cid.equals(cid)) {
            return block;
        }
        throw otherBytes(cid);
    }

    static StoreException otherBytes(Cid cid) {
        return new StoreException(
                "read block",
                cid.toString(),
                "the store answered with other bytes; restore its copy, or read from another store",
                true);
    }

    /** The CID of the bytes. */
    public Cid cid() {
        return cid;
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** A read-only view of the bytes. */
    public ByteBuffer content() {
        return ByteBuffer.wrap(content, 0, length).slice().asReadOnlyBuffer();
    }

    /** A stream of the bytes. */
    public InputStream stream() {
        return new ByteArrayInputStream(content, 0, length);
    }

    /** Writes the bytes. */
    void writeTo(OutputStream target) throws IOException {
        target.write(content, 0, length);
    }

    /** Whether these are the bytes. */
    boolean hasContent(byte[] bytes) {
        return Arrays.equals(content, 0, length, bytes, 0, bytes.length);
    }

    /** The CID and the length. */
    @Override
    public String toString() {
        return cid + " (" + length + " bytes)";
    }
}
