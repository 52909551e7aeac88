package org.pcim.crypto;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.operator.PGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;
import org.pcim.crypto.internal.Pkesk;
import org.pcim.crypto.internal.SessionKey;
import org.pcim.model.Bytes;

/**
 * Wraps the session keys of messages with SEIPD version 1, as copies are (RFC 9580, 5.1.1): in a PKESK of version 3, without
 * a key id, together with the number of the cipher.
 */
final class CopyKeyWrapping {

    private static final int CHECKSUM_LENGTH = 2;

    /** X25519 leaves the cipher's number in the clear (RFC 9580, 5.1.6): behind the other key, and a length. */
    private static final int X25519_CIPHER_AT = 32 + 1;

    private CopyKeyWrapping() {}

    static Bytes wrap(SessionKey sessionKey, OpenPgpCertificate recipient) {
        PGPPublicKey key = recipient.encryptionKey();
        PGPDataEncryptorBuilder message =
                new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).setWithIntegrityPacket(true);
        return sessionKey.lend(bytes -> BouncyCastle.call(
                "wrap a session key for", recipient.fingerprint(), "its encryption key cannot be used", () -> {
                    ByteArrayOutputStream packet = new ByteArrayOutputStream();
                    new BcPublicKeyKeyEncryptionMethodGenerator(key)
                            .setUseWildcardRecipient(true)
                            .generate(message, bytes)
                            .encode(new BCPGOutputStream(packet, PacketFormat.CURRENT));
                    return Bytes.of(packet.toByteArray());
                }));
    }

    /** The 32 bytes of the session key; throws anything if the packet is not for this key, or wraps another cipher's. */
    static byte[] unwrap(Pkesk pkesk, PGPKeyPair key) throws PGPException {
        byte[] wrapped = pkesk.wrapped().toByteArray();
        byte[] unwrapped = new BcPublicKeyDataDecryptorFactory(key)
                .recoverSessionData(pkesk.algorithm(), new byte[][] {wrapped}, pkesk.version());
        if (pkesk.algorithm() == PublicKeyAlgorithmTags.X25519) {
            requireAes256(wrapped[X25519_CIPHER_AT]);
            return unwrapped;
        }
        requireAes256(unwrapped[0]);
        byte[] sessionKey = Arrays.copyOfRange(unwrapped, 1, unwrapped.length - CHECKSUM_LENGTH);
        int sum = 0;
        for (byte octet : sessionKey) {
            sum += octet & 0xFF;
        }
        if (ByteBuffer.wrap(unwrapped).getShort(1 + sessionKey.length) != (short) sum) {
            throw new PGPException("The checksum does not fit");
        }
        Arrays.fill(unwrapped, (byte) 0);
        return sessionKey;
    }

    private static void requireAes256(byte cipher) throws PGPException {
        if (cipher != SymmetricKeyAlgorithmTags.AES_256) {
            throw new PGPException("Not a key of AES-256");
        }
    }
}
