package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.MessageKey;

/** Opens messages of version 6 PKESKs and a SEIPD packet of version 2. */
final class AeadDecryption implements Decryption {

    private final Set<AeadSuite> accepted;
    private final SessionKeys sessionKeys;
    private final ChunkBuffers buffers;
    private @Nullable MessageKey key;
    private @Nullable AeadInputStream decrypted;

    /** By a session key, which is not closed, in one of these ciphers. */
    AeadDecryption(Set<AeadSuite> accepted, SessionKeys sessionKeys, ChunkBuffers buffers) {
        this.accepted = accepted;
        this.sessionKeys = sessionKeys;
        this.buffers = buffers;
    }

    /** By the own key of a message of an image, which it takes over; what the PKESKs wrap is not used. */
    AeadDecryption(MessageKey key, ChunkBuffers buffers) {
        this.accepted = AeadSuite.OF_IMAGES;
        this.sessionKeys = (List<Pkesk> pkesks) -> {
            throw new IllegalStateException("The message has its own key");
        };
        this.buffers = buffers;
        this.key = key;
    }

    @Override
    public InputStream begin(PacketReader packets) throws IOException {
        MessageHead head = MessageHead.read(packets, Pkesk.OF_IMAGES);
        SeipdHeader header = SeipdHeader.read(head.data(), accepted);
        if (key == null) {
            key = messageKey(sessionKeys.unwrap(head.pkesks()), header);
        }
        decrypted = new AeadInputStream(key, header, buffers, head.data());
        return decrypted;
    }

    private static MessageKey messageKey(SessionKey sessionKey, SeipdHeader header) throws MalformedMessageException {
        if (sessionKey.length() != header.suite().keyLength()) {
            throw new MalformedMessageException("its session key is not one for " + header.suite());
        }
        return sessionKey.messageKey(header);
    }

    /** The key of the message that has begun, for the caller to close. */
    MessageKey messageKey() {
        return MessageKey.of(Objects.requireNonNull(key).toByteArray());
    }

    @Override
    public void close() {
        if (decrypted != null) {
            decrypted.close();
        }
        if (key != null) {
            key.close();
        }
    }
}
