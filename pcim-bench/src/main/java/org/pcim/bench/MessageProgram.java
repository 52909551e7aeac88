package org.pcim.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.crypto.PassphraseCost;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/**
 * Our cipher as a whole program, such as {@link CipherPart} starts: encrypts a file to a key, or decrypts it again. The key is
 * locked by a word that everybody knows.
 */
final class MessageProgram {

    private static final String WORD = "bench";
    /** Version 6, X25519: what leads a message of the patient's. */
    private static final int CAPSULE_BYTES = 78;

    private MessageProgram() {}

    /** Takes {@code encrypt} or {@code decrypt}, the key, what is read, and what is written. */
    public static void main(String[] arguments) throws IOException {
        Path key = Path.of(arguments[1]);
        Path from = Path.of(arguments[2]);
        Path to = Path.of(arguments[3]);
        ImageCipher cipher = new OpenPgpImageCipher();
        if (arguments[0].equals("encrypt")) {
            encrypt(cipher, key, from, to);
        } else {
            decrypt(cipher, key, from, to);
        }
    }

    /** Writes a new key, and its certificate beside it. */
    static void makeKey(Path key) throws IOException {
        try (CipherIdentity identity = OpenPgpKeys.generate(KeyParameters.withoutName(Instant.now()))) {
            Files.writeString(
                    key, OpenPgpKeys.exportLocked(identity, WORD.toCharArray(), PassphraseCost.demonstration()));
            Files.write(certificateOf(key), identity.certificate().encoded().toByteArray());
        }
    }

    private static void encrypt(ImageCipher cipher, Path key, Path from, Path to) throws IOException {
        Bytes certificate = Bytes.of(Files.readAllBytes(certificateOf(key)));
        try (StudyEncryptor encryptor = cipher.encrypt(cipher.certificate(certificate, Instant.now()));
                InputStream plaintext = Files.newInputStream(from);
                OutputStream message = Files.newOutputStream(to);
                OutputStream encrypting = encryptor.encrypt(message)) {
            Files.write(
                    checkOf(key), encryptor.keyCheck(OurCipher.BINDING).bytes().toByteArray());
            CipherPart.copy(plaintext, encrypting);
        }
    }

    private static void decrypt(ImageCipher cipher, Path key, Path from, Path to) throws IOException {
        Digest check = Digest.of(Files.readAllBytes(checkOf(key)));
        try (CipherIdentity identity = OpenPgpKeys.importLocked(Files.readString(key), WORD.toCharArray());
                StudyDecryptor decryptor = cipher.open(capsule(from), identity, OurCipher.BINDING, check);
                InputStream message = Files.newInputStream(from);
                InputStream decrypting = decryptor.decrypt(message);
                OutputStream plaintext = Files.newOutputStream(to)) {
            decrypting.transferTo(plaintext);
        }
    }

    private static KeyCapsule capsule(Path message) throws IOException {
        try (InputStream beginning = Files.newInputStream(message)) {
            return new KeyCapsule(Bytes.of(beginning.readNBytes(CAPSULE_BYTES)));
        }
    }

    private static Path certificateOf(Path key) {
        return key.resolveSibling(key.getFileName() + ".certificate");
    }

    /** Where the ledger would have the check of the session key. */
    private static Path checkOf(Path key) {
        return key.resolveSibling(key.getFileName() + ".check");
    }
}
