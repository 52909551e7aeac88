package org.pcim.crypto.internal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Puts messages together byte by byte, from RFC 9580 alone, as no program would send them. */
final class MessageForge {

    static final byte[] SESSION_KEY = new byte[32];
    static final byte[] PKESK = pkesk();

    private static final int CHUNK = 64;

    private MessageForge() {}

    static byte[] packet(int tag, byte[] body) {
        ByteBuffer packet = ByteBuffer.allocate(6 + body.length);
        packet.put((byte) (0xC0 | tag)).put((byte) 0xFF).putInt(body.length).put(body);
        return packet.array();
    }

    static byte[] literal(String content) {
        return packet(11, join(new byte[] {'b', 0, 0, 0, 0, 0}, content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Version 6, a wildcard recipient, X25519; nobody's. */
    private static byte[] pkesk() {
        byte[] body = new byte[3 + 32 + 1 + 40];
        body[0] = 6;
        body[2] = 25;
        body[35] = 40;
        return packet(1, body);
    }

    /** The body of a SEIPD packet around these packets, in chunks of 64 bytes. */
    static byte[] seipd(byte[] content) {
        return seipd(2, 9, 3, 0, content);
    }

    static byte[] seipd(int version, int cipher, int mode, int chunkOctet, byte[] content) {
        return seipd(version, cipher, mode, chunkOctet, new byte[32], content);
    }

    static byte[] seipd(int version, int cipher, int mode, int chunkOctet, byte[] salt, byte[] content) {
        byte[] header = {(byte) version, (byte) cipher, (byte) mode, (byte) chunkOctet};
        byte[] data = join(new byte[] {(byte) 0xD2}, header);
        byte[] key = hkdf(salt, data);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(header);
        body.writeBytes(salt);
        long chunk = 0;
        for (int at = 0; at < content.length; at += CHUNK << chunkOctet) {
            byte[] part = Arrays.copyOfRange(content, at, Math.min(content.length, at + (CHUNK << chunkOctet)));
            body.writeBytes(gcm(key, chunk++, data, part));
        }
        byte[] total = ByteBuffer.allocate(13).put(data).putLong(content.length).array();
        body.writeBytes(gcm(key, chunk, total, new byte[0]));
        return body.toByteArray();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] gcm(byte[] key, long chunk, byte[] data, byte[] plaintext) {
        try {
            byte[] nonce =
                    ByteBuffer.allocate(12).put(key, 32, 4).putLong(chunk).array();
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, 32, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(data);
            return cipher.doFinal(plaintext);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 5869, two rounds. */
    private static byte[] hkdf(byte[] salt, byte[] info) {
        byte[] extracted = hmac(salt, SESSION_KEY);
        byte[] first = hmac(extracted, join(info, new byte[] {1}));
        byte[] second = hmac(extracted, join(first, info, new byte[] {2}));
        return Arrays.copyOf(join(first, second), 36);
    }

    private static byte[] hmac(byte[] key, byte[] data) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
