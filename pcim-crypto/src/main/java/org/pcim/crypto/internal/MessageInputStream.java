package org.pcim.crypto.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.MessageKey;
import org.pcim.error.CipherException;

/**
 * One OpenPGP message while it is read and decrypted.
 *
 * <p>It ends only if the message is complete and unchanged, the literal is the only thing inside, and nothing but padding
 * follows. Anything else is a {@link CipherException}, now and at every later read. Of a message with SEIPD version 2 it
 * gives only bytes whose authentication tag was checked; of one with version 1 nothing is authentic before the end. Closing
 * wipes and leaves what is read from open. Not safe for use by many threads.
 */
public final class MessageInputStream extends InputStream {

    private static final int HEADER_BUFFER = 1 << 13;

    private final PacketReader packets;
    private final Decryption decryption;
    private @Nullable PacketReader inside;
    private @Nullable InputStream literal;
    private @Nullable CipherException failure;
    private boolean ended;
    private boolean closed;

    /** One with SEIPD version 2, in one of these ciphers. Nothing is read before the first byte is asked for. */
    public MessageInputStream(InputStream message, Set<AeadSuite> accepted, SessionKeys sessionKeys) {
        this(message, new AeadDecryption(accepted, sessionKeys, new ChunkBuffers()));
    }

    /** One of an image. Nothing is read before the first byte is asked for. */
    public static MessageInputStream ofImage(InputStream message, SessionKeys sessionKeys, ChunkBuffers buffers) {
        return new MessageInputStream(message, new AeadDecryption(AeadSuite.OF_IMAGES, sessionKeys, buffers));
    }

    private MessageInputStream(InputStream message, Decryption decryption) {
        this.packets = new PacketReader(new BufferedInputStream(message, HEADER_BUFFER));
        this.decryption = decryption;
    }

    /** One with SEIPD version 1. Nothing is read before the first byte is asked for. */
    public static MessageInputStream ofCopy(InputStream message, SessionKeys sessionKeys) {
        return new MessageInputStream(message, new MdcDecryption(sessionKeys));
    }

    /** One of an image that is opened by its own key, which is copied; what its packets in front wrap is not used. */
    public static MessageInputStream withKey(InputStream message, MessageKey key, ChunkBuffers buffers) {
        int length = AeadSuite.AES_256_GCM.messageKeyLength();
        if (key.length() != length) {
            throw new CipherException(
                    "decrypt",
                    "message",
                    "its key has " + key.length() + " bytes, and the keys of OpenPGP messages with AES-256-GCM have "
                            + length);
        }
        return new MessageInputStream(message, new AeadDecryption(MessageKey.of(key.toByteArray()), buffers));
    }

    /** The key of a message of an image, which is read as far as its first chunk, to see that the key fits. */
    public static MessageKey keyOf(InputStream message, SessionKeys sessionKeys, ChunkBuffers buffers)
            throws IOException {
        AeadDecryption decryption = new AeadDecryption(AeadSuite.OF_IMAGES, sessionKeys, buffers);
        try (MessageInputStream begun = new MessageInputStream(message, decryption)) {
            begun.begin();
            return decryption.messageKey();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        InputStream content = begin();
        if (ended) {
            return -1;
        }
        try {
            int read = content.read(target, offset, length);
            if (read < 0) {
                checkEnd();
            }
            return read;
        } catch (MalformedMessageException e) {
            throw failed(e);
        }
    }

    /** Writes what is left, a decrypted chunk at a time, and spares the copy that reading makes. */
    @Override
    public long transferTo(OutputStream out) throws IOException {
        InputStream content = begin();
        if (ended) {
            return 0;
        }
        try {
            long written = content.transferTo(out);
            checkEnd();
            return written;
        } catch (MalformedMessageException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        decryption.close();
    }

    private InputStream begin() throws IOException {
        if (closed) {
            throw new IOException("This message is closed");
        }
        if (failure != null) {
            throw failure;
        }
        if (literal == null) {
            try {
                literal = readHead();
            } catch (MalformedMessageException e) {
                throw failed(e);
            } catch (CipherException e) {
                failure = e;
                throw e;
            }
        }
        return literal;
    }

    private CipherException failed(MalformedMessageException e) {
        failure = new CipherException("decrypt", "message", String.valueOf(e.getMessage()), e);
        return failure;
    }

    private InputStream readHead() throws IOException {
        inside = new PacketReader(decryption.begin(packets));
        int tag = nextBehindPadding(inside);
        if (tag != PacketTag.LITERAL_DATA) {
            throw new MalformedMessageException(
                    switch (tag) {
                        case PacketTag.COMPRESSED_DATA -> "its content is compressed";
                        case PacketTag.ONE_PASS_SIGNATURE, PacketTag.SIGNATURE ->
                            "its content is signed, which is done apart from it";
                        default -> "its content is no literal";
                    });
        }
        InputStream body = inside.bodyInParts();
        byte[] header = new byte[6];
        PacketReader.readFully(body, header);
        if (header[0] != 'b' || header[1] != 0) {
            throw new MalformedMessageException("its content is not binary, or has a name");
        }
        return body;
    }

    private void checkEnd() throws IOException {
        if (nextBehindPadding(Objects.requireNonNull(inside)) >= 0) {
            throw new MalformedMessageException("something follows its content");
        }
        if (nextBehindPadding(packets) >= 0) {
            throw new MalformedMessageException("something follows its end");
        }
        ended = true;
    }

    private static int nextBehindPadding(PacketReader packets) throws IOException {
        int tag = packets.next();
        while (tag == PacketTag.PADDING) {
            tag = packets.next();
        }
        return tag;
    }
}
