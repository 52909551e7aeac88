package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.SecureRandom;
import java.util.Set;

/**
 * What stands at the beginning of a version 2 SEIPD packet: cipher, mode, chunk size, salt (RFC 9580, 5.13.2).
 *
 * <p>Immutable.
 */
public final class SeipdHeader {

    static final int VERSION = 2;
    static final int SALT_LENGTH = 32;

    /** Chunks of 256 KiB: written, and the largest that are read. */
    static final int MAX_CHUNK_OCTET = 12;

    private final AeadSuite suite;
    private final int chunkOctet;
    private final byte[] salt;

    private SeipdHeader(AeadSuite suite, int chunkOctet, byte[] salt) {
        this.suite = suite;
        this.chunkOctet = chunkOctet;
        this.salt = salt;
    }

    /** That of a new message: AES-256 in GCM, chunks of 256 KiB, a fresh salt. */
    static SeipdHeader fresh(SecureRandom random) {
        byte[] salt = new byte[SALT_LENGTH];
        random.nextBytes(salt);
        return new SeipdHeader(AeadSuite.AES_256_GCM, MAX_CHUNK_OCTET, salt);
    }

    /** Reads it from the beginning of the packet's body, if it names one of these ciphers. */
    static SeipdHeader read(InputStream body, Set<AeadSuite> accepted) throws IOException {
        byte[] fixed = new byte[4];
        PacketReader.readFully(body, fixed);
        if (fixed[0] != VERSION) {
            throw new MalformedMessageException("it is not encrypted as SEIPD version 2");
        }
        AeadSuite suite = AeadSuite.read(fixed[1], fixed[2], accepted);
        if (fixed[3] < 0 || fixed[3] > MAX_CHUNK_OCTET) {
            throw new MalformedMessageException("its chunks are larger than 256 KiB");
        }
        byte[] salt = new byte[SALT_LENGTH];
        PacketReader.readFully(body, salt);
        return new SeipdHeader(suite, fixed[3], salt);
    }

    AeadSuite suite() {
        return suite;
    }

    byte[] salt() {
        return salt;
    }

    /** The number of plaintext bytes in each chunk but the last. */
    int chunkSize() {
        return 1 << (chunkOctet + 6);
    }

    /** What every chunk is bound to: packet type, version, algorithms, chunk size. */
    byte[] associatedData() {
        return new byte[] {
            (byte) (0xC0 | PacketTag.SEIPD), VERSION, (byte) suite.cipher(), (byte) suite.mode(), (byte) chunkOctet
        };
    }

    byte[] encoded() {
        byte[] encoded = new byte[4 + SALT_LENGTH];
        System.arraycopy(associatedData(), 1, encoded, 0, 4);
        System.arraycopy(salt, 0, encoded, 4, SALT_LENGTH);
        return encoded;
    }
}
