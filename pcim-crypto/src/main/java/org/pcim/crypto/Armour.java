package org.pcim.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** ASCII armour (RFC 9580, 6.2), without checksum and headers. */
final class Armour {

    private static final String CERTIFICATE = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
    private static final String SECRET_KEY = "-----BEGIN PGP PRIVATE KEY BLOCK-----";

    /** Longer than any certificate that can be published. */
    private static final int MAX_LENGTH = 1 << 16;

    private Armour() {}

    static String certificate(Bytes packets) {
        return write(packets.toByteArray());
    }

    static String secretKey(byte[] packets) {
        return write(packets);
    }

    static Bytes readCertificate(String armoured) {
        return Bytes.of(read("read", "certificate", CERTIFICATE, armoured));
    }

    static byte[] readSecretKey(String armoured) {
        return read("import", "key", SECRET_KEY, armoured);
    }

    private static String write(byte[] packets) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ArmoredOutputStream armour =
                ArmoredOutputStream.builder().clearHeaders().enableCRC(false).build(text)) {
            armour.write(packets);
        } catch (IOException e) {
            throw new IllegalStateException("Writing to memory failed", e);
        }
        return text.toString(StandardCharsets.US_ASCII);
    }

    private static byte[] read(String action, String subject, String begin, String armoured) {
        int from = armoured.indexOf(begin);
        if (from < 0 || armoured.length() > MAX_LENGTH || armoured.indexOf("-----BEGIN", from + 1) >= 0) {
            throw new CipherException(action, subject, "it is not one text that begins with " + begin);
        }
        byte[] text = armoured.substring(from).getBytes(StandardCharsets.UTF_8);
        return BouncyCastle.call(action, subject, "its armour is damaged", () -> {
            try (ArmoredInputStream armour = new ArmoredInputStream(new ByteArrayInputStream(text))) {
                return armour.readAllBytes();
            }
        });
    }
}
