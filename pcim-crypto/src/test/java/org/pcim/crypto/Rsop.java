package org.pcim.crypto;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.model.Bytes;
import org.pcim.testkit.program.ProgramRun;
import org.pcim.testkit.program.TestProgram;

/** rsop, another implementation of RFC 9580, with its files in a folder (Stateless OpenPGP Command Line Interface). */
final class Rsop {

    private static final String PASSPHRASE = "correct horse";

    private final TestProgram rsop = TestProgram.built("rsop", "rsop");
    private final Path folder;
    private int files;

    Rsop(Path folder) {
        this.folder = folder;
    }

    /** An identity's key as PCIM exports it. */
    Path exported(CipherIdentity identity) {
        String locked = OpenPgpKeys.exportLocked(identity, PASSPHRASE.toCharArray(), PassphraseCost.demonstration());
        return file(locked.getBytes(StandardCharsets.US_ASCII));
    }

    Path file(RecipientCertificate certificate) {
        return file(OpenPgpKeys.armour(certificate).getBytes(StandardCharsets.US_ASCII));
    }

    Path file(byte[] content) {
        try {
            return Files.write(folder.resolve("file" + files++), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new key of this profile, not locked. */
    Path generateKey(String profile, String userId) {
        return file(run(new byte[0], "generate-key", "--profile=" + profile, userId));
    }

    /** A new key of this profile, locked with {@link #passphrase()}. */
    String generateLockedKey(String profile, String userId) {
        return text(run(new byte[0], "generate-key", "--profile=" + profile, withKeyPassword(), userId));
    }

    char[] passphrase() {
        return PASSPHRASE.toCharArray();
    }

    /** The packets of a key's certificate. */
    Bytes certificate(Path key) {
        return OpenPgpKeys.readArmoured(text(run(read(key), "extract-cert")));
    }

    byte[] encrypt(byte[] text, Path certificate, String... options) {
        List<String> arguments = new ArrayList<>(List.of("encrypt", "--no-armor"));
        arguments.addAll(List.of(options));
        arguments.add(certificate.toString());
        return run(text, arguments.toArray(String[]::new));
    }

    ProgramRun encryption(byte[] text, Path certificate) {
        return rsop.run(new ByteArrayInputStream(text), "encrypt", certificate.toString());
    }

    byte[] decrypt(byte[] message, Path key) {
        return decryption(message, key).succeeds().bytes();
    }

    ProgramRun decryption(byte[] message, Path key) {
        return rsop.run(new ByteArrayInputStream(message), "decrypt", withKeyPassword(), key.toString());
    }

    Bytes sign(byte[] document, Path key) {
        return Bytes.of(run(document, "sign", "--no-armor", withKeyPassword(), key.toString()));
    }

    ProgramRun verification(byte[] document, Bytes signature, Path certificate) {
        return rsop.run(
                new ByteArrayInputStream(document),
                "verify",
                file(signature.toByteArray()).toString(),
                certificate.toString());
    }

    private byte[] run(byte[] input, String... arguments) {
        return rsop.run(new ByteArrayInputStream(input), arguments).succeeds().bytes();
    }

    private String withKeyPassword() {
        return "--with-key-password=" + file(PASSPHRASE.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }
}
