package org.pcim.cipher;

/**
 * A participant's unlocked OpenPGP secret key, as its cipher holds it.
 *
 * <p>Safe for use by many threads. Closing wipes the secrets; whatever uses it afterwards throws
 * {@link IllegalStateException}.
 */
public interface CipherIdentity extends AutoCloseable {

    /** The certificate that belongs to it. */
    RecipientCertificate certificate();

    @Override
    void close();
}
