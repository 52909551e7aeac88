package org.pcim.crypto.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcim.error.CipherException;

/**
 * One OpenPGP message while it is read and decrypted.
 *
 * <p>Gives only bytes whose authentication tag was checked. It ends only if the message is complete: the final tag fits,
 * the literal is the only thing inside, and nothing but padding follows. Anything else is a {@link CipherException}, now
 * and at every later read. Closing wipes and leaves what is read from open. Not safe for use by many threads.
 */
public final class MessageInputStream extends InputStream {

    private static final int HEADER_BUFFER = 1 << 13;

    private final PacketReader packets;
    private final SessionKeys sessionKeys;
    private @Nullable AeadInputStream decrypted;
    private @Nullable PacketReader inside;
    private @Nullable InputStream literal;
    private @Nullable CipherException failure;
    private boolean ended;
    private boolean closed;

    /** Finds the session key of a message, which is the caller's to close. */
    @FunctionalInterface
    public interface SessionKeys {
        /** The session key that these packets wrap; they are 1 to 64. */
        SessionKey unwrap(List<Pkesk> pkesks);
    }

    /** Nothing is read before the first byte is asked for. */
    public MessageInputStream(InputStream message, SessionKeys sessionKeys) {
        this.packets = new PacketReader(new BufferedInputStream(message, HEADER_BUFFER));
        this.sessionKeys = sessionKeys;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("This message is closed");
        }
        if (failure != null) {
            throw failure;
        }
        if (length == 0) {
            return 0;
        }
        if (ended) {
            return -1;
        }
        try {
            InputStream content = literal == null ? begin() : literal;
            int read = content.read(target, offset, length);
            if (read < 0) {
                checkEnd();
                ended = true;
            }
            return read;
        } catch (MalformedMessageException e) {
            failure = new CipherException("decrypt", "message", String.valueOf(e.getMessage()), e);
            throw failure;
        } catch (CipherException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        if (decrypted != null) {
            decrypted.close();
        }
    }

    private InputStream begin() throws IOException {
        MessageHead head = MessageHead.read(packets);
        MessageKey key = sessionKeys.unwrap(head.pkesks()).messageKey(head.header());
        decrypted = new AeadInputStream(key, head.header(), head.data());
        inside = new PacketReader(decrypted);
        int tag = nextBehindPadding(inside);
        if (tag != PacketTag.LITERAL_DATA) {
            throw new MalformedMessageException(
                    tag == PacketTag.COMPRESSED_DATA ? "its content is compressed" : "its content is no literal");
        }
        InputStream body = inside.bodyInParts();
        byte[] header = new byte[6];
        PacketReader.readFully(body, header);
        if (header[0] != 'b' || header[1] != 0) {
            throw new MalformedMessageException("its content is not binary, or has a name");
        }
        literal = body;
        return body;
    }

    private void checkEnd() throws IOException {
        if (nextBehindPadding(Objects.requireNonNull(inside)) >= 0) {
            throw new MalformedMessageException("something follows its content");
        }
        if (nextBehindPadding(packets) >= 0) {
            throw new MalformedMessageException("something follows its end");
        }
    }

    private static int nextBehindPadding(PacketReader packets) throws IOException {
        int tag = packets.next();
        while (tag == PacketTag.PADDING) {
            tag = packets.next();
        }
        return tag;
    }
}
