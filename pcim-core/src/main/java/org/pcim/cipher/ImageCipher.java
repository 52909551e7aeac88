package org.pcim.cipher;

import java.time.Instant;
import java.util.List;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/**
 * The encryption of images and of what participants tell each other about them.
 *
 * <p>It holds no identity. Safe for use by many threads. Every call throws {@link org.pcim.error.CipherException} if it
 * cannot do what it says; a certificate or an identity of another cipher is refused with
 * {@link IllegalArgumentException}.
 */
public interface ImageCipher {

    /**
     * Validates a published certificate: its self-signatures, that it can sign and can be encrypted to, that it is neither
     * revoked nor expired at this time.
     */
    RecipientCertificate certificate(Bytes published, Instant at);

    /** Begins a version of a study under a fresh session key, for the patient alone. */
    StudyEncryptor encrypt(RecipientCertificate patient);

    /**
     * Unwraps a capsule of one's own.
     *
     * @param expected the key check that the ledger has
     */
    StudyDecryptor open(KeyCapsule own, CipherIdentity me, KeyCheck binding, Digest expected);

    /**
     * Wraps the session key of a capsule of one's own for somebody else. No byte of an image is touched.
     *
     * @param expected the key check that the ledger has
     */
    KeyCapsule rewrap(
            KeyCapsule own, CipherIdentity me, KeyCheck binding, Digest expected, RecipientCertificate recipient);

    /** Begins a copy of a study for a requester whose {@link RecipientCertificate#shareMode()} is {@code COPY}. */
    MessageEncryptor encryptCopy(RecipientCertificate requester);

    /** Opens the messages of copies that were made for this identity. */
    MessageDecryptor openCopy(CipherIdentity me);

    /** A detached OpenPGP signature over the data. */
    Bytes sign(byte[] data, CipherIdentity signer);

    /**
     * Accepts a detached OpenPGP signature over the data, or throws.
     *
     * @param at the time at which the signer's key has to have been valid: not the time that the signature claims
     */
    void verify(byte[] data, Bytes signature, RecipientCertificate signer, Instant at);

    /** Encrypts a short text to all readers. Nothing in it says who they are. */
    Bytes seal(byte[] text, List<RecipientCertificate> readers);

    /**
     * Decrypts what was sealed to this identity.
     *
     * @param maxLength refuses a longer text, in bytes
     */
    byte[] unseal(Bytes sealed, CipherIdentity reader, int maxLength);
}
