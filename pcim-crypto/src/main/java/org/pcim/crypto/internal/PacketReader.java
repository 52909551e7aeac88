package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the packets of a message one after the other, in OpenPGP's own format (RFC 9580, 4.2.1).
 *
 * <p>Stricter than the RFC asks of readers: the legacy format is refused, and partial lengths are taken only where the
 * caller allows them. Nothing is read beyond the packet at hand, and nothing is allocated by a length that a packet
 * claims. Not safe for use by many threads.
 */
public final class PacketReader {

    private static final int MIN_FIRST_PARTIAL = 512;

    private final InputStream in;
    private @Nullable Body body;

    /** Reads from here on; never closes the stream. */
    public PacketReader(InputStream in) {
        this.in = in;
    }

    /** Skips what is left of the packet at hand, and gives the next packet's tag, or -1 after the last one. */
    public int next() throws IOException {
        if (body != null) {
            body.skipToEnd();
            body = null;
        }
        int header = in.read();
        if (header < 0) {
            return -1;
        }
        if ((header & 0xC0) != 0xC0) {
            throw new MalformedMessageException(
                    (header & 0x80) == 0
                            ? "it holds something that is no OpenPGP packet"
                            : "a packet is in the legacy format");
        }
        body = new Body();
        return header & 0x3F;
    }

    /** The body of the packet at hand, which may come in parts. */
    public InputStream bodyInParts() throws IOException {
        Body current = current();
        current.begin(true);
        return current;
    }

    /** The whole body of the packet at hand, which has to be of a definite length up to this many bytes. */
    public byte[] body(int maxLength) throws IOException {
        Body current = current();
        current.begin(false);
        if (current.remaining > maxLength) {
            throw new MalformedMessageException("a packet is longer than " + maxLength + " bytes");
        }
        byte[] bytes = new byte[(int) current.remaining];
        readFully(current, bytes);
        return bytes;
    }

    /** Fills the array, or says that the packet is too short. */
    static void readFully(InputStream in, byte[] target) throws IOException {
        if (in.readNBytes(target, 0, target.length) != target.length) {
            throw new MalformedMessageException("a packet is too short");
        }
    }

    private Body current() {
        if (body == null) {
            throw new IllegalStateException("No packet is at hand");
        }
        return body;
    }

    private int readOctet() throws IOException {
        int octet = in.read();
        if (octet < 0) {
            throw cutOff();
        }
        return octet;
    }

    private static MalformedMessageException cutOff() {
        return new MalformedMessageException("it is cut off");
    }

    private final class Body extends InputStream {

        private long remaining;
        private boolean lengthKnown;
        private boolean morePartsFollow;

        void begin(boolean inParts) throws IOException {
            if (lengthKnown) {
                throw new IllegalStateException("The body is being read already");
            }
            lengthKnown = true;
            readLength();
            if (morePartsFollow && !inParts) {
                throw new MalformedMessageException("a packet that may not come in parts does");
            }
            if (morePartsFollow && remaining < MIN_FIRST_PARTIAL) {
                throw new MalformedMessageException("the first part of a packet is shorter than 512 bytes");
            }
        }

        void skipToEnd() throws IOException {
            if (!lengthKnown) {
                begin(false);
            }
            byte[] sink = new byte[4096];
            while (read(sink, 0, sink.length) >= 0) {
                // Nothing of it is wanted.
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            return hasMore() ? taken(in.read(target, offset, (int) Math.min(length, remaining))) : -1;
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            if (!(in instanceof DecryptedInputStream decrypted)) {
                return super.transferTo(out);
            }
            long written = 0;
            while (hasMore()) {
                written += taken(decrypted.writeTo(out, remaining));
            }
            return written;
        }

        /** An estimate, which counts what follows the packet while its length is not known. */
        @Override
        public int available() throws IOException {
            return (int) Math.min(morePartsFollow ? Integer.MAX_VALUE : remaining, in.available());
        }

        private boolean hasMore() throws IOException {
            while (remaining == 0) {
                if (!morePartsFollow) {
                    return false;
                }
                readLength();
            }
            return true;
        }

        private int taken(int read) throws MalformedMessageException {
            if (read < 0) {
                throw cutOff();
            }
            remaining -= read;
            return read;
        }

        private void readLength() throws IOException {
            int first = readOctet();
            morePartsFollow = false;
            if (first < 192) {
                remaining = first;
            } else if (first < 224) {
                remaining = ((first - 192L) << 8) + readOctet() + 192;
            } else if (first < 255) {
                remaining = 1L << (first & 0x1F);
                morePartsFollow = true;
            } else {
                remaining = ((long) readOctet() << 24) | (readOctet() << 16) | (readOctet() << 8) | readOctet();
            }
        }
    }
}
