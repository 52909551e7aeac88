package org.pcim.crypto.internal;

/** One block cipher in one mode under one key, to encrypt or to decrypt. Not safe for use by many threads. */
interface Aead {

    /** Begins to encrypt or decrypt, under this nonce. */
    void begin(byte[] nonce, byte[] associatedData);

    /**
     * Encrypts more; gives the number of bytes written to {@code output}, which may be some less than the input's: they come
     * later. What is decrypted counts for nothing before the end, so it is not asked for in pieces.
     */
    int update(byte[] input, int offset, int length, byte[] output);

    /**
     * Encrypts or decrypts the rest, the tag behind the ciphertext; gives the number of bytes written to {@code output}.
     *
     * @throws MalformedMessageException if the tag does not fit; what was written then counts for nothing
     */
    int end(byte[] input, int offset, int length, byte[] output) throws MalformedMessageException;
}
