package org.pcim.model;

/**
 * The session key of one version of an image, wrapped for one certificate.
 *
 * <p>Only the owner of that certificate's secret key can unwrap it, so it may lie in the open. What is in it is the
 * cipher's business.
 *
 * @param bytes 1 to 4096 bytes
 */
public record KeyCapsule(Bytes bytes) {

    /** The longest capsule that a ledger takes, in bytes. */
    public static final int MAX_LENGTH = 4096;

    /** Refuses an empty or oversized capsule. */
    public KeyCapsule {
        if (bytes.isEmpty() || bytes.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A key capsule has 1 to 4096 bytes, not " + bytes.length());
        }
    }

    /** The capsule with these bytes. */
    public static KeyCapsule of(byte[] bytes) {
        return new KeyCapsule(Bytes.of(bytes));
    }
}
