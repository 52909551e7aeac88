package org.pcim.ledger;

import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;

/**
 * An OpenPGP certificate as its owner published it, bound to the owner's ledger key in both directions.
 *
 * @param owner whose it is
 * @param sequence above that of every certificate the owner published before; the first is 1
 * @param certificate the certificate's packets, 1 to 16384 bytes
 * @param ownerBinding the ledger key's signature over the {@link KeyBinding}: "this certificate is mine"
 * @param certificateBinding the certificate's OpenPGP signature over the digest of the same, so that nobody can publish
 *     another's certificate as his own; {@link #NO_BINDING} if the certificate is revoked
 */
public record PublishedCertificate(
        Address owner, long sequence, Bytes certificate, Signature ownerBinding, Bytes certificateBinding) {

    /** The largest certificate that a ledger takes, in bytes. */
    public static final int MAX_LENGTH = 16 * 1024;

    /**
     * One octet of zero, where the certificate is revoked. A binding by a key that its owner has disowned would prove nothing,
     * and none is needed: the revocation is signed by the certificate itself, and whoever publishes another's as his own
     * disowns nothing but his own.
     */
    public static final Bytes NO_BINDING = Bytes.of(new byte[1]);

    /** SHA-256 of the certificate. */
    public Digest hash() {
        return Digest.sha256(certificate.toByteArray());
    }

    /** What both bindings sign, on this ledger. */
    public KeyBinding binding(LedgerId ledger) {
        return new KeyBinding(ledger, owner, hash(), sequence);
    }
}
