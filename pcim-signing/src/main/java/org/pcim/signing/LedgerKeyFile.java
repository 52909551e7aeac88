package org.pcim.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.pcim.error.InputException;

/**
 * Ledger keys in files that geth, Foundry and most wallets read: Web3 Secret Storage, version 3.
 *
 * <p>Passphrases are taken in Unicode's form NFC and as UTF-8; other programs take them as they are, which for ASCII is
 * the same. The array that holds one is wiped before a call returns or throws.
 *
 * @see <a href="https://ethereum.org/developers/docs/data-structures-and-encoding/web3-secret-storage/">Web3 Secret
 *     Storage</a>
 */
public final class LedgerKeyFile {

    private static final String WRITE = "write ledger key";
    private static final String READ = "read ledger key";
    private static final int MAX_LENGTH = 64 * 1024;
    private static final int MAX_UTF8_PER_CHAR = 3;
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private LedgerKeyFile() {}

    /**
     * Writes a key into a new file that only its owner can read. The file comes to be whole or not at all.
     *
     * @throws InputException if the passphrase is empty, or the file exists already or cannot be written
     */
    public static void write(Path file, LedgerKey key, char[] passphrase, ScryptCost cost) {
        byte[] json = withPassphrase(WRITE, file, passphrase, utf8 -> SecretStorage.lock(key, utf8, cost));
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling("." + target.getFileName() + ".incomplete");
        try {
            Files.deleteIfExists(beside);
            Files.createFile(beside, ownerOnly(target));
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                for (ByteBuffer rest = ByteBuffer.wrap(json); rest.hasRemaining(); ) {
                    channel.write(rest);
                }
                channel.force(true);
            }
            Files.move(beside, target);
        } catch (FileAlreadyExistsException e) {
            throw new InputException(WRITE, file.toString(), "the file exists already; name another", e);
        } catch (IOException e) {
            throw new InputException(WRITE, file.toString(), "check that the disk has room and the folder is yours", e);
        } finally {
            deleteQuietly(beside);
        }
    }

    /**
     * Reads a key, locked with scrypt or PBKDF2.
     *
     * @throws InputException if the passphrase is wrong or empty, or the file is missing, malformed, or asks for more than
     *     512 MiB of memory
     */
    public static LedgerKey read(Path file, char[] passphrase) {
        return withPassphrase(READ, file, passphrase, utf8 -> {
            try (InputStream in = Files.newInputStream(file)) {
                byte[] json = in.readNBytes(MAX_LENGTH + 1);
                if (json.length > MAX_LENGTH) {
                    throw new InputException(READ, file.toString(), "it is longer than 64 KiB, so it is no key file");
                }
                return SecretStorage.unlock(json, utf8, file.toString());
            } catch (IOException e) {
                throw new InputException(READ, file.toString(), "check that the file is there and readable", e);
            }
        });
    }

    private static <T> T withPassphrase(String action, Path file, char[] passphrase, Function<byte[], T> use) {
        try {
            if (passphrase.length == 0) {
                throw new InputException(action, file.toString(), "the passphrase is empty");
            }
            byte[] utf8 = normalizedUtf8(passphrase);
            try {
                return use.apply(utf8);
            } finally {
                Arrays.fill(utf8, (byte) 0);
            }
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private static byte[] normalizedUtf8(char[] passphrase) {
        CharBuffer chars = CharBuffer.wrap(passphrase);
        if (!Normalizer.isNormalized(chars, Normalizer.Form.NFC)) {
            chars = CharBuffer.wrap(Normalizer.normalize(chars, Normalizer.Form.NFC));
        }
        byte[] room = new byte[MAX_UTF8_PER_CHAR * chars.length()];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(chars, encoded, true);
        byte[] utf8 = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
        return utf8;
    }

    private static FileAttribute<?>[] ownerOnly(Path target) {
        boolean posix = target.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException ignored) {
            // What is left is locked with the passphrase, and the next attempt removes it.
        }
    }
}
