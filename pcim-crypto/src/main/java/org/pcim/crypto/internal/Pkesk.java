package org.pcim.crypto.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.pcim.model.Bytes;

/**
 * A version 6 public-key encrypted session key packet (RFC 9580, 5.1.2).
 *
 * @param recipient the fingerprint of the key it is for, in upper-case hexadecimal; empty if it does not say
 * @param algorithm the public-key algorithm (RFC 9580, 9.1)
 * @param wrapped the session key as that algorithm wraps it
 */
public record Pkesk(String recipient, int algorithm, Bytes wrapped) {

    /** The longest body that is read, in bytes. */
    static final int MAX_LENGTH = 4096;

    private static final int VERSION = 6;

    /** Reads a capsule: one such packet, nothing after it. */
    public static Pkesk only(Bytes packet) throws MalformedMessageException {
        try {
            PacketReader packets = new PacketReader(new ByteArrayInputStream(packet.toByteArray()));
            if (packets.next() != PacketTag.PKESK) {
                throw new MalformedMessageException("it is no wrapped session key");
            }
            Pkesk pkesk = ofBody(packets.body(MAX_LENGTH));
            if (packets.next() >= 0) {
                throw new MalformedMessageException("something follows its end");
            }
            return pkesk;
        } catch (MalformedMessageException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("Reading from memory failed", e);
        }
    }

    static Pkesk ofBody(byte[] body) throws MalformedMessageException {
        if (body.length < 3 || body[0] != VERSION) {
            throw new MalformedMessageException("a session key is not wrapped as PKESK version 6");
        }
        int keyLength = body[1] & 0xFF;
        int algorithmAt = 2 + keyLength;
        if (body.length <= algorithmAt + 1) {
            throw new MalformedMessageException("a packet is too short");
        }
        if (keyLength != 0 && keyLength != fingerprintLength(body[2])) {
            throw new MalformedMessageException("a session key is for a key of a version that does not exist");
        }
        String recipient = keyLength == 0 ? "" : HexFormat.of().withUpperCase().formatHex(body, 3, algorithmAt);
        return new Pkesk(
                recipient, body[algorithmAt] & 0xFF, Bytes.of(Arrays.copyOfRange(body, algorithmAt + 1, body.length)));
    }

    /** The length of a key's version and fingerprint, in bytes (RFC 9580, 5.5.4). */
    private static int fingerprintLength(int keyVersion) {
        return switch (keyVersion) {
            case 4 -> 1 + 20;
            case 6 -> 1 + 32;
            default -> 0;
        };
    }
}
