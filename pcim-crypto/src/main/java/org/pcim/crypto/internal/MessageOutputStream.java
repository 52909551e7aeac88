package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.util.List;
import org.pcim.cipher.MessageKey;
import org.pcim.model.Bytes;

/**
 * One OpenPGP message while it is written: the PKESKs, then one SEIPD packet around one literal (RFC 9580, 10.3).
 *
 * <p>Closing ends the message and leaves what is written to open. After a failure the message cannot be ended any more:
 * closing then only wipes. Not safe for use by many threads.
 */
public final class MessageOutputStream extends OutputStream {

    /** Binary, no name, no date (RFC 9580, 5.9). */
    private static final byte[] LITERAL_HEADER = {'b', 0, 0, 0, 0, 0};

    private final OutputStream out;
    private final byte[] head;
    private final PartialBodyOutputStream seipd;
    private final EncryptedData encrypted;
    private final PartialBodyOutputStream literal;
    private State state = State.NEW;

    private enum State {
        NEW,
        BEGUN,
        FAILED,
        CLOSED
    }

    private MessageOutputStream(
            List<Bytes> pkesks, OutputStream out, PartialBodyOutputStream seipd, EncryptedData encrypted) {
        this.out = out;
        this.head = joined(pkesks);
        this.seipd = seipd;
        this.encrypted = encrypted;
        this.literal = new PartialBodyOutputStream(PacketTag.LITERAL_DATA, encrypted, LITERAL_HEADER);
    }

    /**
     * Begins a message under this session key with SEIPD version 2 and a fresh salt; nothing is written before the first
     * byte is.
     */
    public static MessageOutputStream of(
            List<Bytes> pkesks, SessionKey sessionKey, SecureRandom random, OutputStream out) {
        SeipdHeader header = SeipdHeader.fresh(random);
        PartialBodyOutputStream seipd = new PartialBodyOutputStream(PacketTag.SEIPD, out, header.encoded());
        try (MessageKey key = sessionKey.messageKey(header)) {
            return new MessageOutputStream(pkesks, out, seipd, new AeadOutputStream(key, header, seipd));
        }
    }

    /** Begins one with SEIPD version 1 and a fresh random prefix, as copies have it. */
    public static MessageOutputStream ofCopy(
            List<Bytes> pkesks, SessionKey sessionKey, SecureRandom random, OutputStream out) {
        PartialBodyOutputStream seipd =
                new PartialBodyOutputStream(PacketTag.SEIPD, out, new byte[] {MdcOutputStream.VERSION});
        return new MessageOutputStream(pkesks, out, seipd, new MdcOutputStream(sessionKey, random, seipd));
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        begin();
        state = State.FAILED;
        literal.write(source, offset, length);
        state = State.BEGUN;
    }

    @Override
    public void close() throws IOException {
        try {
            if (state == State.NEW || state == State.BEGUN) {
                begin();
                state = State.FAILED;
                literal.close();
                encrypted.close();
                seipd.close();
            }
        } finally {
            state = State.CLOSED;
            literal.wipe();
            encrypted.wipe();
        }
    }

    private void begin() throws IOException {
        switch (state) {
            case NEW -> {
                state = State.FAILED;
                out.write(head);
                state = State.BEGUN;
            }
            case BEGUN -> {}
            case FAILED -> throw new IOException("Writing this message has failed before");
            case CLOSED -> throw new IOException("This message is closed");
        }
    }

    private static byte[] joined(List<Bytes> pkesks) {
        int length = pkesks.stream().mapToInt(Bytes::length).sum();
        byte[] joined = new byte[length];
        int end = 0;
        for (Bytes pkesk : pkesks) {
            System.arraycopy(pkesk.toByteArray(), 0, joined, end, pkesk.length());
            end += pkesk.length();
        }
        return joined;
    }
}
