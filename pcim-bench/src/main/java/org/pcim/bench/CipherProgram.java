package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A whole program that encrypts a file to a public key and decrypts it again, from its start to its end. All files lie in
 * memory.
 */
final class CipherProgram {

    /** What a program is called with. */
    interface Command {
        List<String> of(Path from, Path to);
    }

    private final String name;
    private final Path folder;
    private final Path plaintext;
    private final Path message;
    private final Path decrypted;
    private final Command encrypting;
    private final Command decrypting;

    CipherProgram(String name, Path folder, Path plaintext, Command encrypting, Command decrypting) {
        this.name = name;
        this.folder = folder;
        this.plaintext = plaintext;
        this.message = folder.resolve("message");
        this.decrypted = folder.resolve("decrypted");
        this.encrypting = encrypting;
        this.decrypting = decrypting;
    }

    /** What it is called in a report. */
    String called() {
        return name;
    }

    Cost encrypt() throws IOException {
        Files.deleteIfExists(message);
        return run(encrypting.of(plaintext, message));
    }

    /** Decrypts what it has encrypted last, and deletes both messages: not much memory is needed for all programs. */
    Cost decrypt() throws IOException {
        Cost cost = run(decrypting.of(message, decrypted));
        if (Files.size(decrypted) != Files.size(plaintext)) {
            throw new IOException(name + " does not give back what it was given");
        }
        Files.delete(message);
        Files.delete(decrypted);
        return cost;
    }

    private Cost run(List<String> command) throws IOException {
        return Program.cost(folder, command.toArray(String[]::new));
    }
}
