package org.pcim.crypto.internal;

/** One block cipher in one mode under one key, to encrypt or to decrypt. Not safe for use by many threads. */
interface Aead {

    /**
     * Encrypts or decrypts, the tag behind the ciphertext; gives the number of bytes written to {@code output}.
     *
     * @throws MalformedMessageException if the tag does not fit; what was written then counts for nothing
     */
    int run(byte[] nonce, byte[] associatedData, byte[] input, int offset, int length, byte[] output)
            throws MalformedMessageException;
}
