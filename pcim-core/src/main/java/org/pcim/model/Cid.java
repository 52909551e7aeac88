package org.pcim.model;

import java.nio.ByteBuffer;
import org.pcim.error.InputException;

/**
 * A content identifier: CIDv1 with SHA-256, of a raw or a dag-pb block.
 *
 * <p>These are the only ones that PCIM's format uses; every other kind (CIDv0, other hash functions, identity) is
 * refused.
 *
 * @param codec how the block is encoded
 * @param digest SHA-256 of the block
 * @see <a href="https://github.com/multiformats/cid">CID specification</a>
 */
public record Cid(Codec codec, Digest digest) {

    /** The length of the binary form, in bytes. */
    public static final int LENGTH = 4 + Digest.LENGTH;

    private static final int VERSION = 1;
    private static final int SHA2_256 = 0x12;
    private static final int TEXT_LENGTH = 59;

    /** How a block is encoded, with its number in the multicodec table. */
    public enum Codec {
        /** Bytes of a file as they are. */
        RAW(0x55),
        /** A protobuf node with links (dag-pb). */
        DAG_PB(0x70);

        private final int code;

        Codec(int code) {
            this.code = code;
        }

        /** The number in the multicodec table. */
        public int code() {
            return code;
        }
    }

    /** Reads the 36 bytes of the binary form from the buffer's position, and moves it behind them. */
    public static Cid read(ByteBuffer buffer) {
        if (buffer.remaining() < LENGTH) {
            throw refused("of " + buffer.remaining() + " bytes", "it is cut off");
        }
        int version = buffer.get();
        int codec = buffer.get();
        int function = buffer.get();
        int length = buffer.get();
        if (version != VERSION || function != SHA2_256 || length != Digest.LENGTH) {
            throw refused("", "it is not a CIDv1 with SHA-256, the only kind that PCIM's format has");
        }
        byte[] digest = new byte[Digest.LENGTH];
        buffer.get(digest);
        for (Codec known : Codec.values()) {
            if (known.code == codec) {
                return new Cid(known, Digest.of(digest));
            }
        }
        throw refused("", "its codec 0x" + Integer.toHexString(codec & 0xff) + " is neither raw nor dag-pb");
    }

    /**
     * Reads the text form: {@code b} and 58 letters of base32.
     *
     * @throws InputException if the text is anything else
     */
    public static Cid parse(String text) {
        if (text.length() != TEXT_LENGTH || text.charAt(0) != 'b') {
            throw refused(text, "PCIM's CIDs are CIDv1 with SHA-256 in base32: b and 58 letters and digits");
        }
        byte[] binary = Base32.decode(text.substring(1));
        if (binary.length != LENGTH) {
            throw refused(text, "it has characters that are not of base32");
        }
        Cid cid = read(ByteBuffer.wrap(binary));
        if (!cid.toString().equals(text)) {
            throw refused(text, "it has stray bits at its end");
        }
        return cid;
    }

    /** The 36 bytes of the binary form. */
    public byte[] toByteArray() {
        return ByteBuffer.allocate(LENGTH)
                .put((byte) VERSION)
                .put((byte) codec.code)
                .put((byte) SHA2_256)
                .put((byte) Digest.LENGTH)
                .put(digest.bytes().asByteBuffer())
                .array();
    }

    /** The text form, in lower-case base32. */
    @Override
    public String toString() {
        return "b" + Base32.encode(toByteArray());
    }

    private static InputException refused(String text, String reason) {
        return new InputException("read CID", text, reason);
    }
}
