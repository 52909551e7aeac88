package org.pcim.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;

/**
 * Ledger keys in files that geth, Foundry and most wallets read: Web3 Secret Storage, version 3.
 *
 * <p>Passphrases are taken in Unicode's form NFC and as UTF-8. Geth, Foundry and others take them as they are, which is
 * the same for ASCII and for what keyboards usually give. The array that holds one is wiped before a call returns or
 * throws; of one that was not in NFC, a copy stays in the memory of the Java platform until it reuses it.
 *
 * <p>Safe for use by many threads and processes at once.
 *
 * @see <a href="https://ethereum.org/developers/docs/data-structures-and-encoding/web3-secret-storage/">Web3 Secret
 *     Storage</a>
 */
public final class LedgerKeyFile {

    private static final int MAX_LENGTH = 64 * 1024;

    private LedgerKeyFile() {}

    /**
     * Writes a key into a new file that only its owner can read. The file comes to be whole and durable, or not at all.
     *
     * @throws InputException if the passphrase is empty, the file exists already or cannot be written, or the cost needs
     *     more memory than this process may take
     * @throws CancelledException if the thread is interrupted; there is no file then
     * @throws IllegalStateException if the key is closed
     */
    public static void write(Path file, LedgerKey key, char[] passphrase, ScryptCost cost) {
        String action = "write ledger key";
        String name = file.toString();
        byte[] json = Passphrases.use(
                action, name, passphrase, utf8 -> SecretStorage.lock(key, utf8, cost.within(action, name)));
        try {
            NewFile.write(file, json);
        } catch (FileAlreadyExistsException e) {
            throw new InputException(action, name, "the file exists already; name another", e);
        } catch (ClosedByInterruptException e) {
            throw new CancelledException(action, name);
        } catch (IOException e) {
            throw new InputException(
                    action, name, "check that the folder is there and yours, and the disk has room", e);
        }
    }

    /**
     * Reads a key, locked with scrypt or PBKDF2 (HMAC-SHA-256). Fields that version 3 does not know are ignored.
     *
     * @throws InputException if the passphrase is wrong or empty, or the file is missing, longer than 64 KiB or malformed,
     *     names another address than its key's, or asks for more memory than 512 MiB or than this process may take
     * @throws CancelledException if the thread is interrupted while the file is read
     */
    public static LedgerKey read(Path file, char[] passphrase) {
        String name = file.toString();
        return Passphrases.use(SecretStorage.READ, name, passphrase, utf8 -> {
            byte[] json;
            try (InputStream in = Files.newInputStream(file)) {
                json = in.readNBytes(MAX_LENGTH + 1);
            } catch (ClosedByInterruptException e) {
                throw new CancelledException(SecretStorage.READ, name);
            } catch (IOException e) {
                throw new InputException(SecretStorage.READ, name, "check that the file is there and readable", e);
            }
            if (json.length > MAX_LENGTH) {
                throw new InputException(SecretStorage.READ, name, "it is longer than 64 KiB, so it is no key file");
            }
            return SecretStorage.unlock(json, utf8, name);
        });
    }
}
