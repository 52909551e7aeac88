package org.pcim.cipher;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
     * Validates a published certificate: its self-signatures, that it can sign and can be encrypted to, that it has not
     * expired at this time, and that it is not revoked, whatever time that claims. Its share mode says how an image can be
     * shared with its owner.
     */
    RecipientCertificate certificate(Bytes published, Instant at);

    /**
     * How a certificate is revoked: by a signature that its own primary key made, at whatever time, also if the certificate
     * has expired since. If there are several, the first whose reason puts earlier signatures in doubt, or else the first.
     *
     * @return nothing if it is not revoked, if somebody else signed that, if only one of its subkeys is revoked, or if these
     *     bytes are no certificate
     */
    Optional<CertificateRevocation> revocation(Bytes published);

    /**
     * The certificate of this identity, revoked by its primary key: what is published in its place. The identity does not
     * change, and still opens what was encrypted to it. It may have expired.
     */
    Bytes revoke(CipherIdentity me, RevocationReason reason);

    /**
     * Begins a version of a study under a fresh session key, for the patient alone.
     *
     * @throws org.pcim.error.CipherException if images can be shared with the certificate by {@link ShareMode#COPY} only
     */
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

    /**
     * Begins a copy of an image under a fresh session key, for a requester whose certificate has {@link ShareMode#COPY}:
     * messages that any program which made such a certificate opens alone.
     *
     * @throws org.pcim.error.CipherException if the certificate has {@link ShareMode#REWRAP}, and so needs none
     */
    MessageEncryptor encryptCopy(RecipientCertificate requester);

    /**
     * Opens the messages of a copy. Their form tells only at its end whether somebody changed one: what a stream gives is
     * authenticated when it has ended, and not before. Whoever reads an image compares size and SHA-256 with the
     * radiologist's signed statement before anything is handed out.
     *
     * <p>One secret-key operation serves all messages with the same wrapped session key. The identity is not closed with
     * the decryptor, and has to stay open for it.
     *
     * @throws org.pcim.error.CipherException if the identity's certificate has {@link ShareMode#REWRAP}
     */
    MessageDecryptor openCopy(CipherIdentity me);

    /** A detached OpenPGP signature over the data. */
    Bytes sign(byte[] data, CipherIdentity signer);

    /**
     * Accepts a detached OpenPGP signature over the data, or throws.
     *
     * @param at the time at which the signer's key has to have been valid: not the time that the signature claims
     */
    void verify(byte[] data, Bytes signature, RecipientCertificate signer, Instant at);

    /**
     * Encrypts a short text to all readers, whatever their share mode. Nothing in it says who they are; that a reader has
     * {@link ShareMode#COPY} shows.
     */
    Bytes seal(byte[] text, List<RecipientCertificate> readers);

    /**
     * Decrypts what was sealed to this identity.
     *
     * @param maxLength refuses a longer text, in bytes
     */
    byte[] unseal(Bytes sealed, CipherIdentity reader, int maxLength);
}
