package org.pcim.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/** One message in our own cipher. In process it goes from memory to nowhere. */
final class OurCipher implements AutoCloseable {

    private static final KeyCheck BINDING = new KeyCheck(
            Digest.of(new byte[Digest.LENGTH]),
            LedgerId.embedded(Bytes.of(new byte[16])),
            Address.of(new byte[Address.LENGTH]),
            Address.of(new byte[Address.LENGTH]),
            1);

    private final Path plaintext;
    private final Path message;
    private final Path decrypted;
    private final byte[] data = new byte[256 * 1024];
    private final CipherIdentity patient = OpenPgpKeys.generate(KeyParameters.withoutName(Instant.now()));
    private final StudyEncryptor encryptor;
    private final StudyDecryptor decryptor;
    private final MemoryStream kept = new MemoryStream();

    OurCipher(Path folder, Path plaintext) {
        this.plaintext = plaintext;
        this.message = folder.resolve("message.pgp");
        this.decrypted = folder.resolve("decrypted");
        ImageCipher cipher = new OpenPgpImageCipher();
        encryptor = cipher.encrypt(patient.certificate());
        decryptor = cipher.open(encryptor.capsule(), patient, BINDING, encryptor.keyCheck(BINDING));
    }

    void encryptInProcess(long length) throws IOException {
        encrypt(length, OutputStream.nullOutputStream());
    }

    /** Encrypts into memory what {@link #decryptInProcess} decrypts. */
    void prepareDecryption(long length) throws IOException {
        encrypt(length, kept);
    }

    void decryptInProcess() throws IOException {
        try (InputStream stream = decryptor.decrypt(kept.read())) {
            CipherPart.copy(stream, OutputStream.nullOutputStream());
        }
    }

    void encryptFile() throws IOException {
        try (InputStream from = Files.newInputStream(plaintext);
                OutputStream to = Files.newOutputStream(message);
                OutputStream encrypting = encryptor.encrypt(to)) {
            CipherPart.copy(from, encrypting);
        }
    }

    void decryptFile() throws IOException {
        try (InputStream from = Files.newInputStream(message);
                InputStream decrypting = decryptor.decrypt(from);
                OutputStream to = Files.newOutputStream(decrypted)) {
            CipherPart.copy(decrypting, to);
        }
    }

    private void encrypt(long length, OutputStream to) throws IOException {
        try (OutputStream encrypting = encryptor.encrypt(to)) {
            for (long done = 0; done < length; done += data.length) {
                encrypting.write(data, 0, (int) Math.min(data.length, length - done));
            }
        }
    }

    @Override
    public void close() throws IOException {
        encryptor.close();
        decryptor.close();
        patient.close();
        Files.deleteIfExists(message);
        Files.deleteIfExists(decrypted);
    }
}
