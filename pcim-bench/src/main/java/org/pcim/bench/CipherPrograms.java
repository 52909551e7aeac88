package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.pcim.bench.Program.Needed;

/**
 * The programs that encrypt the same file, each to a key of its own: ours, gpg, sq, age and rsop, with their defaults but for
 * compression, which is off, and armour, of which there is none.
 */
final class CipherPrograms implements AutoCloseable {

    static final List<Needed> NEEDS = List.of(Needed.BASH, Needed.GPG, Needed.SQ, Needed.AGE, Needed.RSOP);

    private static final String NAME = "bench";
    private static final String SHELL = "sh";
    /** A command of a shell that gives a program its input and takes its output. */
    private static final String REDIRECTED = "from=$1; to=$2; shift 2; exec \"$@\" <\"$from\" >\"$to\"";

    private final Path folder;
    private final Path plaintext;
    private final Path gnupg;

    private CipherPrograms(Path folder, Path plaintext) throws IOException {
        this.folder = folder;
        this.plaintext = plaintext;
        this.gnupg = Files.createDirectory(
                folder.resolve("gnupg"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Of a file; other files go into the folder. */
    static CipherPrograms of(Path folder, Path plaintext) throws IOException {
        return new CipherPrograms(folder, plaintext);
    }

    /** Ours, then those of others; makes a key for each. */
    List<CipherProgram> all() throws IOException {
        return List.of(pcim(), gpg(), sq(), age(), rsop());
    }

    private CipherProgram pcim() throws IOException {
        List<String> java = JavaProgram.command(MessageProgram.class);
        Path key = folder.resolve("key.pcim");
        MessageProgram.makeKey(key);
        return new CipherProgram(
                Measurement.PCIM,
                folder,
                plaintext,
                (from, to) -> with(java, "encrypt", key.toString(), from.toString(), to.toString()),
                (from, to) -> with(java, "decrypt", key.toString(), from.toString(), to.toString()));
    }

    private CipherProgram gpg() throws IOException {
        List<String> gpg = List.of("gpg", "--homedir", gnupg.toString(), "--batch", "--yes", "--quiet");
        List<String> making = with(
                gpg, "--pinentry-mode", "loopback", "--passphrase", "", "--quick-gen-key", NAME, "default", "default");
        Program.output(folder, making.toArray(String[]::new));
        List<String> encrypting = with(gpg, "--trust-model", "always", "-z", "0", "-r", NAME);
        return new CipherProgram(
                "gpg -z 0",
                folder,
                plaintext,
                (from, to) -> with(encrypting, "-o", to.toString(), "-e", from.toString()),
                (from, to) -> with(gpg, "-o", to.toString(), "-d", from.toString()));
    }

    private CipherProgram sq() throws IOException {
        String key = folder.resolve("key.sq").toString();
        Program.output(folder, "sq", "key", "generate", "-u", NAME, "--export", key);
        List<String> encrypting =
                List.of("sq", "encrypt", "--binary", "--compression", "none", "--recipient-cert", key);
        List<String> decrypting = List.of("sq", "decrypt", "--recipient-key", key);
        return new CipherProgram(
                "sq --compression none",
                folder,
                plaintext,
                (from, to) -> with(encrypting, "-o", to.toString(), from.toString()),
                (from, to) -> with(decrypting, "-o", to.toString(), from.toString()));
    }

    private CipherProgram age() throws IOException {
        String key = folder.resolve("key.age").toString();
        Program.output(folder, "age-keygen", "-o", key);
        String recipient = Program.output(folder, "age-keygen", "-y", key).strip();
        return new CipherProgram(
                "age",
                folder,
                plaintext,
                (from, to) -> List.of("age", "-r", recipient, "-o", to.toString(), from.toString()),
                (from, to) -> List.of("age", "-d", "-i", key, "-o", to.toString(), from.toString()));
    }

    private CipherProgram rsop() throws IOException {
        String rsop = Needed.RSOP.path().orElseThrow().toString();
        Path key = folder.resolve("key.rsop");
        Path certificate = folder.resolve("certificate.rsop");
        Files.writeString(key, Program.output(folder, rsop, "generate-key", "--profile", "rfc9580", NAME));
        Program.output(
                folder, redirected(key, certificate, rsop, "extract-cert").toArray(String[]::new));
        return new CipherProgram(
                "rsop, RFC 9580",
                folder,
                plaintext,
                (from, to) -> redirected(from, to, rsop, "encrypt", "--no-armor", certificate.toString()),
                (from, to) -> redirected(from, to, rsop, "decrypt", key.toString()));
    }

    private static List<String> redirected(Path from, Path to, String... command) {
        return with(List.of(SHELL, "-c", REDIRECTED, SHELL, from.toString(), to.toString()), command);
    }

    private static List<String> with(List<String> command, String... arguments) {
        List<String> all = new ArrayList<>(command);
        all.addAll(List.of(arguments));
        return all;
    }

    /** Ends the agent that gpg has started for this folder. */
    @Override
    public void close() throws IOException {
        Program.output(folder, "gpgconf", "--homedir", gnupg.toString(), "--kill", "gpg-agent");
    }
}
