package org.pcim.model;

/**
 * An image on the ledger, for good: the SHA-256 in the root CID of its first version.
 *
 * <p>An image is one study; later versions of it have other roots and the same id.
 *
 * @param digest the 32 bytes
 */
public record ImageId(Digest digest) {

    /** The image whose first version has this root. */
    public static ImageId ofRoot(Cid root) {
        return new ImageId(root.digest());
    }

    /** {@code 0x} with 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return digest.toString();
    }
}
