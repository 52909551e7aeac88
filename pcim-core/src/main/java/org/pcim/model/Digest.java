package org.pcim.model;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A hash value of 32 bytes: SHA-256 of content, or Keccak-256 of what is signed.
 *
 * @param bytes 32 bytes
 */
public record Digest(Bytes bytes) {

    /** The length in bytes. */
    public static final int LENGTH = 32;

    /** Refuses any other length than 32 bytes. */
    public Digest {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("A digest has 32 bytes, not " + bytes.length());
        }
    }

    /** The digest with these 32 bytes. */
    public static Digest of(byte[] bytes) {
        return new Digest(Bytes.of(bytes));
    }

    /** The digest written as 64 hexadecimal digits, with or without {@code 0x}. */
    public static Digest fromHex(String hex) {
        return new Digest(Bytes.fromHex(hex));
    }

    /** SHA-256 (FIPS 180-4) over the parts, one after the other. */
    public static Digest sha256(byte[]... parts) {
        MessageDigest digest = newSha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return of(digest.digest());
    }

    /** A fresh SHA-256 of the platform, which every Java platform has. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java platform has no SHA-256", e);
        }
    }

    /** A new array with the 32 bytes. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** 64 lower-case hexadecimal digits. */
    public String toHex() {
        return bytes.toHex();
    }

    /** {@code 0x} with 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return "0x" + toHex();
    }
}
