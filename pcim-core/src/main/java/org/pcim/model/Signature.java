package org.pcim.model;

/**
 * A signature as a ledger takes it: 65 bytes r, s, v of ECDSA over secp256k1 (v is 27 or 28), or what a contract wallet
 * accepts (ERC-1271).
 *
 * @param bytes 1 to 4096 bytes
 */
public record Signature(Bytes bytes) {

    /** The longest signature that a ledger takes, in bytes. */
    public static final int MAX_LENGTH = 4096;

    /** Refuses an empty or oversized signature. */
    public Signature {
        if (bytes.isEmpty() || bytes.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A signature has 1 to 4096 bytes, not " + bytes.length());
        }
    }

    /** The signature with these bytes. */
    public static Signature of(byte[] bytes) {
        return new Signature(Bytes.of(bytes));
    }

    /** A new array with the bytes. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
