package org.pcim.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.pcim.testkit.program.ProgramRun;
import org.pcim.testkit.program.TestProgram;

/** A tmpfs of a few MiB, which a filler takes up as far as a test wants. */
final class SmallDisk implements AutoCloseable {

    private static final int MIB = 1024 * 1024;

    private final Path folder;
    private final Path filler;

    /** Mounts it; takes root, or sudo without a password. */
    SmallDisk(Path folder, int mebibytes) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
        asRoot("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "pcim-test", folder.toString());
    }

    Path folder() {
        return folder;
    }

    /** Leaves room for so many bytes, or a little more. */
    void leave(long bytes) {
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[4096];
            while (Files.getFileStore(folder).getUsableSpace() >= bytes + block.length) {
                out.write(block);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Leaves all room. */
    void free() {
        try {
            Files.deleteIfExists(filler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int mebibytes(int count) {
        return count * MIB;
    }

    @Override
    public void close() {
        asRoot("umount", folder.toString());
    }

    private static void asRoot(String... command) {
        String user = TestProgram.ofDebian("coreutils", "id")
                .run("-u")
                .succeeds()
                .text()
                .strip();
        ProgramRun run = user.equals("0")
                ? TestProgram.ofDebian("mount", command[0]).run(tail(command))
                : TestProgram.ofDebian("sudo", "sudo").run(prepended("-n", command));
        if (run.exitCode() != 0) {
            throw new IllegalStateException(
                    "a full disk is tested on a tmpfs, which only root can mount: run as root, or let sudo do so without a"
                            + " password: " + run.errors());
        }
    }

    private static String[] tail(String[] command) {
        return Arrays.copyOfRange(command, 1, command.length);
    }

    private static String[] prepended(String first, String[] command) {
        String[] all = new String[command.length + 1];
        all[0] = first;
        System.arraycopy(command, 0, all, 1, command.length);
        return all;
    }
}
