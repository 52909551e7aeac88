package org.pcim.crypto.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.crypto.internal.MessageForge.join;
import static org.pcim.crypto.internal.MessageForge.literal;
import static org.pcim.crypto.internal.MessageForge.packet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** Each of the reading rules for copies, with a message that breaks it and nothing else, put together byte by byte. */
class CopyRulesTest {

    private static final byte[] SESSION_KEY = new byte[32];

    /** Version 3, no key id, X25519; nobody's. */
    private static final byte[] PKESK = packet(1, join(new byte[] {3}, new byte[8], new byte[] {25}, new byte[74]));

    @Test
    void aMessageByTheRulesIsRead() throws IOException {
        assertEquals("content", read(join(PKESK, packet(18, seipd(literal("content"))))));
        assertEquals("", read(join(PKESK, packet(18, seipd(literal(""))))));
        String large = "content".repeat(10_000);
        assertEquals(large, read(join(PKESK, PKESK, packet(18, seipd(literal(large))))));
    }

    @Test
    void whatIsWrittenIsWhatTheRfcSays() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        byte[] content = "content".getBytes(StandardCharsets.UTF_8);
        try (SessionKey key = SessionKey.takeOver(SESSION_KEY.clone());
                OutputStream writing =
                        MessageOutputStream.ofCopy(List.of(Bytes.of(PKESK)), key, new SecureRandom(), message)) {
            writing.write(content);
        }
        byte[] body = Arrays.copyOfRange(message.toByteArray(), PKESK.length + 2, message.size());
        assertEquals(1, body[0]);
        byte[] decrypted = cfb(Cipher.DECRYPT_MODE, Arrays.copyOfRange(body, 1, body.length));
        byte[] inside = join(new byte[] {(byte) 0xCB, 13, 'b', 0, 0, 0, 0, 0}, content);
        byte[] prefix = Arrays.copyOf(decrypted, 18);
        assertEquals(prefix[14], prefix[16]);
        assertEquals(prefix[15], prefix[17]);
        assertEquals(Bytes.of(withMdc(prefix, inside)), Bytes.of(decrypted));
    }

    @Test
    void aWrappedSessionKeyHasToBeOfVersion3() {
        assertRefused("no wrapped session key", packet(18, seipd(literal("content"))));
        assertRefused("PKESK version 3", join(MessageForge.PKESK, packet(18, seipd(literal("content")))));
        assertRefused("PKESK version 3", join(PKESK, MessageForge.PKESK, packet(18, seipd(literal("content")))));
        assertRefused("too short", join(packet(1, new byte[] {3, 0, 0, 0}), packet(18, seipd(literal("content")))));
    }

    @Test
    void otherVersionsOfTheDataAreRefused() {
        assertRefused("SEIPD version 1", join(PKESK, packet(18, MessageForge.seipd(literal("content")))));
        byte[] body = seipd(literal("content"));
        byte[] bare = packet(9, Arrays.copyOfRange(body, 1, body.length));
        assertRefused("a packet of type 9", join(PKESK, bare));
    }

    @Test
    void theModificationDetectionCodeHasToFit() {
        byte[] prefix = new byte[18];
        byte[] whole = withMdc(prefix, literal("content that is longer than the code"));
        assertRefused("was changed", message(Arrays.copyOf(whole, whole.length - 22)));
        assertRefused("was changed", message(Arrays.copyOf(whole, whole.length - 1)));
        byte[] otherHead = whole.clone();
        otherHead[whole.length - 21] ^= 1;
        assertRefused("was changed", message(otherHead));
        byte[] otherHash = whole.clone();
        otherHash[whole.length - 1] ^= 1;
        assertRefused("was changed", message(otherHash));
        assertRefused("cut off", message(new byte[39]));
        assertRefused("cut off", message(new byte[0]));
    }

    /** The hash covers the prefix, so only whoever has the session key can do this; other programs refuse it as well. */
    @Test
    void thePrefixHasToEndWithARepetition() {
        byte[] prefix = new byte[18];
        prefix[17] = 1;
        assertRefused("was changed", message(withMdc(prefix, literal("content"))));
    }

    @Test
    void onlyOneLiteralMayStandInside() {
        byte[] named = packet(11, new byte[] {'b', 1, 'a', 0, 0, 0, 0});
        byte[] text = packet(11, new byte[] {'t', 0, 0, 0, 0, 0});
        for (byte[] inside : List.of(named, text)) {
            assertRefused("not binary, or has a name", join(PKESK, packet(18, seipd(inside))));
        }
        assertRefused("compressed", join(PKESK, packet(18, seipd(packet(8, new byte[] {0})))));
        assertRefused("no literal", join(PKESK, packet(18, seipd(packet(18, new byte[40])))));
        assertRefused("follows its content", join(PKESK, packet(18, seipd(join(literal("content"), literal("more"))))));
        assertRefused("cut off", join(PKESK, packet(18, seipd(Arrays.copyOf(literal("content"), 10)))));
    }

    @Test
    void nothingMayFollow() {
        byte[] message = join(PKESK, packet(18, seipd(literal("content"))));
        assertRefused("follows its end", join(message, message));
        assertRefused("no OpenPGP packet", join(message, new byte[1]));
    }

    @Test
    void theSessionKeyHasToBeOneOfAes256() {
        byte[] message = join(PKESK, packet(18, seipd(literal("content"))));
        CipherException e = assertThrows(CipherException.class, () -> read(message, new byte[16]));
        assertTrue(String.valueOf(e.getMessage()).contains("AES-256"), e.getMessage());
    }

    @Test
    void anotherSessionKeyOpensNothing() {
        byte[] other = SESSION_KEY.clone();
        other[0] = 1;
        byte[] message = join(PKESK, packet(18, seipd(literal("content"))));
        assertThrows(CipherException.class, () -> read(message, other));
    }

    private static byte[] message(byte[] plaintext) {
        return join(PKESK, packet(18, join(new byte[] {1}, cfb(Cipher.ENCRYPT_MODE, plaintext))));
    }

    private static byte[] seipd(byte[] content) {
        return join(new byte[] {1}, cfb(Cipher.ENCRYPT_MODE, withMdc(new byte[18], content)));
    }

    private static byte[] withMdc(byte[] prefix, byte[] content) {
        byte[] hashed = join(prefix, content, new byte[] {(byte) 0xD3, 0x14});
        try {
            return join(hashed, MessageDigest.getInstance("SHA-1").digest(hashed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] cfb(int mode, byte[] data) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CFB/NoPadding");
            cipher.init(mode, new SecretKeySpec(SESSION_KEY, "AES"), new IvParameterSpec(new byte[16]));
            return cipher.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(String reason, byte[] message) {
        CipherException e = assertThrows(CipherException.class, () -> read(message, SESSION_KEY.clone()));
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
    }

    private static String read(byte[] message) throws IOException {
        return read(message, SESSION_KEY.clone());
    }

    private static String read(byte[] message, byte[] key) throws IOException {
        try (SessionKey sessionKey = SessionKey.takeOver(key);
                MessageInputStream reading =
                        MessageInputStream.ofCopy(new ByteArrayInputStream(message), pkesks -> sessionKey)) {
            return new String(reading.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
