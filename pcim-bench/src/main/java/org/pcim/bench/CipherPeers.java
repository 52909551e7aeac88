package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The same message by gpg and sq, each to a public key, with its defaults but for compression, which is off. Files lie in
 * memory; what is decrypted goes nowhere.
 */
final class CipherPeers implements AutoCloseable {

    private static final String NAME = "bench";

    private final Path folder;
    private final Path plaintext;
    private final Path home;
    private final Path gpgMessage;
    private final Path sqKey;
    private final Path sqMessage;

    private CipherPeers(Path folder, Path plaintext) throws IOException {
        this.folder = folder;
        this.plaintext = plaintext;
        this.home = Files.createDirectory(
                folder.resolve("gnupg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        this.gpgMessage = folder.resolve("message.gpg");
        this.sqKey = folder.resolve("key.pgp");
        this.sqMessage = folder.resolve("message.sq");
    }

    static CipherPeers create(Path folder, Path plaintext) throws IOException {
        CipherPeers peers = new CipherPeers(folder, plaintext);
        peers.gpg("--pinentry-mode", "loopback", "--passphrase", "", "--quick-gen-key", NAME, "default", "default");
        Program.output(folder, "sq", "--force", "key", "generate", "-u", NAME, "--export", peers.sqKey.toString());
        return peers;
    }

    Cost gpgEncrypts() throws IOException {
        return gpg(
                "--trust-model",
                "always",
                "-z",
                "0",
                "-r",
                NAME,
                "-o",
                gpgMessage.toString(),
                "-e",
                plaintext.toString());
    }

    Cost gpgDecrypts() throws IOException {
        return gpg("-o", "/dev/null", "-d", gpgMessage.toString());
    }

    Cost sqEncrypts() throws IOException {
        return sq(
                "encrypt",
                "--binary",
                "--compression",
                "none",
                "--recipient-cert",
                sqKey.toString(),
                "-o",
                sqMessage.toString(),
                plaintext.toString());
    }

    Cost sqDecrypts() throws IOException {
        return sq("decrypt", "--recipient-key", sqKey.toString(), "-o", "/dev/null", sqMessage.toString());
    }

    private Cost gpg(String... arguments) throws IOException {
        return run(new String[] {"gpg", "--homedir", home.toString(), "--batch", "--yes", "--quiet"}, arguments);
    }

    private Cost sq(String... arguments) throws IOException {
        return run(new String[] {"sq", "--force"}, arguments);
    }

    private Cost run(String[] program, String... arguments) throws IOException {
        String[] command = new String[program.length + arguments.length];
        System.arraycopy(program, 0, command, 0, program.length);
        System.arraycopy(arguments, 0, command, program.length, arguments.length);
        return Program.cost(folder, command);
    }

    /** Ends the agent that gpg has started for this folder. */
    @Override
    public void close() throws IOException {
        Program.output(folder, "gpgconf", "--homedir", home.toString(), "--kill", "gpg-agent");
        Files.deleteIfExists(gpgMessage);
        Files.deleteIfExists(sqMessage);
    }
}
