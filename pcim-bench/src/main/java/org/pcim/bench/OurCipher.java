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

/** One message in our own cipher, in this process. */
final class OurCipher implements AutoCloseable {

    static final KeyCheck BINDING = new KeyCheck(
            Digest.of(new byte[Digest.LENGTH]),
            LedgerId.embedded(Bytes.of(new byte[16])),
            Address.of(new byte[Address.LENGTH]),
            Address.of(new byte[Address.LENGTH]),
            1);

    private final byte[] data = new byte[256 * 1024];
    private final CipherIdentity patient = OpenPgpKeys.generate(KeyParameters.withoutName(Instant.now()));
    private final StudyEncryptor encryptor;
    private final StudyDecryptor decryptor;
    private final MemoryStream kept = new MemoryStream();

    OurCipher() {
        ImageCipher cipher = new OpenPgpImageCipher();
        encryptor = cipher.encrypt(patient.certificate());
        decryptor = cipher.open(encryptor.capsule(), patient, BINDING, encryptor.keyCheck(BINDING));
    }

    /** From memory to nowhere. */
    void encryptInProcess(long length) throws IOException {
        encrypt(length, OutputStream.nullOutputStream());
    }

    /** Encrypts into memory what {@link #decryptInProcess} decrypts. */
    void prepareDecryption(long length) throws IOException {
        encrypt(length, kept);
    }

    /** From memory to nowhere. */
    void decryptInProcess() throws IOException {
        try (InputStream stream = decryptor.decrypt(kept.read())) {
            stream.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Encrypts into a file. */
    void encrypt(long length, Path message) throws IOException {
        try (OutputStream file = Files.newOutputStream(message)) {
            encrypt(length, file);
        }
    }

    /** Decrypts a file to nowhere. */
    void decrypt(Path message) throws IOException {
        try (InputStream file = Files.newInputStream(message);
                InputStream stream = decryptor.decrypt(file)) {
            stream.transferTo(OutputStream.nullOutputStream());
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
    public void close() {
        encryptor.close();
        decryptor.close();
        patient.close();
    }
}
