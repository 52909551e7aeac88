package org.pcim.crypto.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.pcim.model.Bytes;

/**
 * A public-key encrypted session key packet (RFC 9580, 5.1).
 *
 * @param version {@link #OF_IMAGES} or {@link #OF_COPIES}
 * @param recipient the fingerprint of the key it is for, in version 3 the key id, in upper-case hexadecimal; empty if it
 *     does not say
 * @param algorithm the public-key algorithm (RFC 9580, 9.1)
 * @param wrapped the session key as that algorithm wraps it
 */
public record Pkesk(int version, String recipient, int algorithm, Bytes wrapped) {

    /** The version in front of images and texts with SEIPD version 2. */
    public static final int OF_IMAGES = 6;

    /** The version in front of copies and texts with SEIPD version 1. */
    public static final int OF_COPIES = 3;

    /** The longest body that is read, in bytes. */
    static final int MAX_LENGTH = 4096;

    private static final int KEY_ID_LENGTH = 8;
    private static final String NO_KEY_ID = "0".repeat(2 * KEY_ID_LENGTH);

    /** Reads a capsule: one such packet of version 6, nothing after it. */
    public static Pkesk only(Bytes packet) throws MalformedMessageException {
        try {
            PacketReader packets = new PacketReader(new ByteArrayInputStream(packet.toByteArray()));
            if (packets.next() != PacketTag.PKESK) {
                throw new MalformedMessageException("it is no wrapped session key");
            }
            Pkesk pkesk = ofBody(packets.body(MAX_LENGTH), OF_IMAGES);
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

    /** Whether a message begins with one of version 3. */
    public static boolean leadsCopy(Bytes message) {
        PacketReader packets = new PacketReader(new ByteArrayInputStream(message.toByteArray()));
        try {
            return packets.next() == PacketTag.PKESK && packets.bodyInParts().read() == OF_COPIES;
        } catch (IOException e) {
            return false;
        }
    }

    static Pkesk ofBody(byte[] body, int version) throws MalformedMessageException {
        if (body.length < 3 || body[0] != version) {
            throw new MalformedMessageException("a session key is not wrapped as PKESK version " + version);
        }
        return version == OF_COPIES ? version3(body) : version6(body);
    }

    private static Pkesk version3(byte[] body) throws MalformedMessageException {
        int algorithmAt = 1 + KEY_ID_LENGTH;
        requireLength(body, algorithmAt);
        String keyId = HexFormat.of().withUpperCase().formatHex(body, 1, algorithmAt);
        return of(OF_COPIES, keyId.equals(NO_KEY_ID) ? "" : keyId, body, algorithmAt);
    }

    private static Pkesk version6(byte[] body) throws MalformedMessageException {
        int keyLength = body[1] & 0xFF;
        int algorithmAt = 2 + keyLength;
        requireLength(body, algorithmAt);
        if (keyLength != 0 && keyLength != fingerprintLength(body[2])) {
            throw new MalformedMessageException("a session key is for a key of a version that does not exist");
        }
        String recipient = keyLength == 0 ? "" : HexFormat.of().withUpperCase().formatHex(body, 3, algorithmAt);
        return of(OF_IMAGES, recipient, body, algorithmAt);
    }

    /** The length of a key's version and fingerprint, in bytes (RFC 9580, 5.5.4). */
    private static int fingerprintLength(int keyVersion) {
        return switch (keyVersion) {
            case 4 -> 1 + 20;
            case 6 -> 1 + 32;
            default -> 0;
        };
    }

    private static void requireLength(byte[] body, int algorithmAt) throws MalformedMessageException {
        if (body.length <= algorithmAt + 1) {
            throw new MalformedMessageException("a packet is too short");
        }
    }

    private static Pkesk of(int version, String recipient, byte[] body, int algorithmAt) {
        return new Pkesk(
                version,
                recipient,
                body[algorithmAt] & 0xFF,
                Bytes.of(Arrays.copyOfRange(body, algorithmAt + 1, body.length)));
    }
}
