package org.pcim.model;

import java.io.ByteArrayOutputStream;

/** Base 32 of RFC 4648, section 6, in lower case and without padding: multibase {@code b}. */
final class Base32 {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length * 8 + 4) / 5);
        int pending = 0;
        int bits = 0;
        for (byte b : bytes) {
            pending = (pending << 8) | (b & 0xff);
            bits += 8;
            for (; bits >= 5; bits -= 5) {
                text.append(ALPHABET.charAt((pending >>> (bits - 5)) & 31));
            }
            pending &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((pending << (5 - bits)) & 31));
        }
        return text.toString();
    }

    /** Decodes; gives fewer bytes than the text stands for if it has a character that is not of the alphabet. */
    static byte[] decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() * 5 / 8);
        int pending = 0;
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                return new byte[0];
            }
            pending = ((pending << 5) | value) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write((pending >>> bits) & 0xff);
            }
        }
        return bytes.toByteArray();
    }
}
