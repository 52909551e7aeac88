package org.pcim.testkit.program;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.pcim.model.Bytes;

/** GnuPG with a home of its own; closing ends the agent that it has started there. */
public final class GnuPg implements AutoCloseable {

    private static final String PASSPHRASE = "correct horse";

    private final TestProgram gpg;
    private final TestProgram agent;
    private final Path home;

    /** With its home below this folder, whose path has to be short: sockets lie in it. */
    public GnuPg(Path folder) {
        try {
            home = Files.createDirectories(
                    folder.resolve("home"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(home.resolve("gpg-agent.conf"), "s2k-count 65536\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gpg = TestProgram.ofDebian("gnupg", "gpg").with("GNUPGHOME", home.toString());
        agent = TestProgram.ofDebian("gnupg", "gpg-connect-agent").with("GNUPGHOME", home.toString());
    }

    /** A new key whose primary key signs, with a subkey to be encrypted to; gives its fingerprint. */
    public String generate(String userId, String signing, String encrypting, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--quick-generate-key", userId, signing, "sign", "2y"));
        run(arguments.toArray(String[]::new)).succeeds();
        String fingerprint = fingerprint(userId);
        arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("--quick-add-key", fingerprint, encrypting, "encrypt", "2y"));
        run(arguments.toArray(String[]::new)).succeeds();
        return fingerprint;
    }

    /** The certificate of a key, not armoured. */
    public Bytes certificate(String fingerprint) {
        return Bytes.of(run("--export", fingerprint).succeeds().bytes());
    }

    /** A secret key, locked by {@link #passphrase}, in armour. */
    public String secretKey(String fingerprint) {
        return run("--armor", "--export-secret-keys", fingerprint).succeeds().text();
    }

    /** What its owner makes of a message, with gpg alone. */
    public byte[] decrypt(byte[] message) {
        return run(message, "--decrypt").succeeds().bytes();
    }

    /** As {@link #decrypt}, whatever comes of it. */
    public ProgramRun decryption(byte[] message) {
        return run(message, "--decrypt");
    }

    /** Where its keys lie. */
    public Path home() {
        return home;
    }

    /** What locks its keys. */
    public char[] passphrase() {
        return PASSPHRASE.toCharArray();
    }

    /** Runs it without input. */
    public ProgramRun run(String... arguments) {
        return run(new byte[0], arguments);
    }

    /** Runs it with this standard input. */
    public ProgramRun run(byte[] input, String... arguments) {
        List<String> all =
                new ArrayList<>(List.of("--batch", "--pinentry-mode", "loopback", "--passphrase", PASSPHRASE));
        all.addAll(List.of(arguments));
        return gpg.run(new ByteArrayInputStream(input), all.toArray(String[]::new));
    }

    private String fingerprint(String userId) {
        return run("--with-colons", "--list-keys", "=" + userId).succeeds().lines().stream()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        agent
                .run(
                        new ByteArrayInputStream("GETINFO pid\n".getBytes(StandardCharsets.US_ASCII)),
                        "--no-autostart",
                        "--decode")
                .lines()
                .stream()
                .filter(line -> line.matches("D [0-9]+"))
                .map(line -> Long.parseLong(line.substring(2)))
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .forEach(ProcessHandle::destroy);
    }
}
