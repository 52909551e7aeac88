package org.pcim.crypto.internal;

import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.OCBBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** AES in OCB (RFC 7253), which the Java platform does not have; some 50 MB a second, enough for texts. */
final class AesOcb implements Aead {

    private final OCBBlockCipher cipher = new OCBBlockCipher(AESEngine.newInstance(), AESEngine.newInstance());
    private final boolean encrypting;
    private final KeyParameter key;

    AesOcb(boolean encrypting, byte[] key) {
        this.encrypting = encrypting;
        this.key = new KeyParameter(key);
    }

    @Override
    public void begin(byte[] nonce, byte[] associatedData) {
        cipher.init(encrypting, new AEADParameters(key, Byte.SIZE * ChunkCipher.TAG_LENGTH, nonce, associatedData));
    }

    @Override
    public int update(byte[] input, int offset, int length, byte[] output) {
        return cipher.processBytes(input, offset, length, output, 0);
    }

    @Override
    public int end(byte[] input, int offset, int length, byte[] output) throws MalformedMessageException {
        try {
            int written = update(input, offset, length, output);
            return written + cipher.doFinal(output, written);
        } catch (InvalidCipherTextException e) {
            throw ChunkCipher.changed();
        }
    }
}
