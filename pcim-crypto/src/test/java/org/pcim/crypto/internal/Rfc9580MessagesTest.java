package org.pcim.crypto.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.pcim.crypto.Rfc9580Samples.PLAINTEXT;
import static org.pcim.crypto.Rfc9580Samples.packets;
import static org.pcim.crypto.internal.MessageForge.PKESK;
import static org.pcim.crypto.internal.MessageForge.join;
import static org.pcim.crypto.internal.MessageForge.packet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.EAXBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.junit.jupiter.api.Test;
import org.pcim.crypto.Rfc9580Samples;
import org.pcim.error.CipherException;

/**
 * The messages of RFC 9580, A.9 to A.11. They are encrypted with a passphrase, which PCIM does not take; so what is
 * checked is the packet behind it, with the session key that the RFC names.
 */
class Rfc9580MessagesTest {

    private static final int SKESK = 3;

    /** A.10 and A.11: key derivation, chunk nonces, final tag and padding, each way of reading. */
    @Test
    void theMessagesInOcbAndGcmAreRead() throws IOException {
        assertEquals(PLAINTEXT, read(Rfc9580Samples.MESSAGE_IN_OCB, Rfc9580Samples.SESSION_KEY_OF_OCB));
        assertEquals(PLAINTEXT, read(Rfc9580Samples.MESSAGE_IN_GCM, Rfc9580Samples.SESSION_KEY_OF_GCM));
    }

    /** A.10 and A.11: encrypting the same packets under the same salt gives the RFC's bytes. */
    @Test
    void theMessagesInOcbAndGcmAreWrittenAlike() throws IOException {
        assertWrittenAlike(Rfc9580Samples.MESSAGE_IN_OCB, Rfc9580Samples.SESSION_KEY_OF_OCB);
        assertWrittenAlike(Rfc9580Samples.MESSAGE_IN_GCM, Rfc9580Samples.SESSION_KEY_OF_GCM);
    }

    /** A.9: only the key derivation is ours; the mode, which is optional, is Bouncy Castle's, and we refuse it. */
    @Test
    void theMessageInEaxHasTheDerivedKeyAndIsRefused() throws Exception {
        byte[] body = seipd(Rfc9580Samples.MESSAGE_IN_EAX);
        byte[] data = join(new byte[] {(byte) 0xD2}, Arrays.copyOf(body, 4));
        byte[] salt = Arrays.copyOfRange(body, 4, 36);
        byte[] derived = Hkdf.sha256(hex(Rfc9580Samples.SESSION_KEY_OF_EAX), salt, data, 16 + 8);
        byte[] content = eax(derived, 0, data, Arrays.copyOfRange(body, 36, body.length - 16));
        assertEquals(PLAINTEXT, new String(content, 8, PLAINTEXT.length(), StandardCharsets.UTF_8));
        byte[] total = ByteBuffer.allocate(13).put(data).putLong(content.length).array();
        assertEquals(0, eax(derived, 1, total, Arrays.copyOfRange(body, body.length - 16, body.length)).length);
        CipherException e = assertThrows(
                CipherException.class, () -> read(Rfc9580Samples.MESSAGE_IN_EAX, Rfc9580Samples.SESSION_KEY_OF_EAX));
        assertEquals(
                "Cannot decrypt message: it is not encrypted with AES-256 in GCM or AES-128 in GCM or AES-256 in OCB or AES-128 in OCB",
                e.getMessage());
    }

    /** A.9 to A.11 as they stand. */
    @Test
    void messagesForAPassphraseAreRefused() {
        for (String sample : new String[] {
            Rfc9580Samples.MESSAGE_IN_EAX, Rfc9580Samples.MESSAGE_IN_OCB, Rfc9580Samples.MESSAGE_IN_GCM
        }) {
            CipherException e = assertThrows(
                    CipherException.class,
                    () -> read(packets(sample).toByteArray(), hex(Rfc9580Samples.SESSION_KEY_OF_OCB)));
            assertEquals("Cannot decrypt message: a packet of type 3 has no place in it", e.getMessage());
        }
    }

    private static void assertWrittenAlike(String sample, String sessionKey) throws IOException {
        byte[] expected = seipd(sample);
        SeipdHeader header = SeipdHeader.read(new ByteArrayInputStream(expected), AeadSuite.OF_TEXTS);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        written.writeBytes(header.encoded());
        try (SessionKey key = SessionKey.takeOver(hex(sessionKey));
                InputStream decrypting =
                        new AeadInputStream(key.messageKey(header), header, new ChunkBuffers(), encrypted(expected));
                AeadOutputStream encrypting = new AeadOutputStream(key.messageKey(header), header, written)) {
            encrypting.write(decrypting.readAllBytes());
        }
        assertArrayEquals(expected, written.toByteArray());
    }

    private static InputStream encrypted(byte[] body) {
        return new ByteArrayInputStream(body, 36, body.length - 36);
    }

    private static String read(String sample, String sessionKey) throws IOException {
        return read(join(PKESK, packet(PacketTag.SEIPD, seipd(sample))), hex(sessionKey));
    }

    private static String read(byte[] message, byte[] sessionKey) throws IOException {
        try (SessionKey key = SessionKey.takeOver(sessionKey);
                InputStream reading =
                        new MessageInputStream(new ByteArrayInputStream(message), AeadSuite.OF_TEXTS, pkesks -> key)) {
            return new String(reading.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The body of the sample's second packet. */
    private static byte[] seipd(String sample) throws IOException {
        PacketReader packets =
                new PacketReader(new ByteArrayInputStream(packets(sample).toByteArray()));
        assertEquals(SKESK, packets.next());
        assertEquals(PacketTag.SEIPD, packets.next());
        return packets.body(1000);
    }

    private static byte[] eax(byte[] derived, long chunk, byte[] data, byte[] ciphertext)
            throws InvalidCipherTextException {
        byte[] nonce =
                ByteBuffer.allocate(16).put(derived, 16, 8).putLong(chunk).array();
        EAXBlockCipher eax = new EAXBlockCipher(AESEngine.newInstance());
        eax.init(false, new AEADParameters(new KeyParameter(derived, 0, 16), 128, nonce, data));
        byte[] plaintext = new byte[eax.getOutputSize(ciphertext.length)];
        int length = eax.processBytes(ciphertext, 0, ciphertext.length, plaintext, 0);
        return Arrays.copyOf(plaintext, length + eax.doFinal(plaintext, length));
    }

    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
