package org.pcim.signing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.model.Address;

class LedgerKeyFileWriteTest {

    private static final ScryptCost CHEAP = new ScryptCost(16, 8, 1);

    @TempDir
    private Path folder;

    @Test
    void readsWhatItWrote() throws IOException {
        Path file = folder.resolve("key.json");
        try (LedgerKey key = LedgerKey.generate()) {
            char[] passphrase = "pässwörd".toCharArray();
            LedgerKeyFile.write(file, key, passphrase, ScryptCost.demonstration());
            assertArrayEquals(new char[passphrase.length], passphrase, "the passphrase is wiped");
            assertFalse(Files.readString(file).contains(HexFormat.of().formatHex(key.secret())));
            try (LedgerKey again = LedgerKeyFile.read(file, "pa\u0308sswo\u0308rd".toCharArray())) {
                assertArrayEquals(key.secret(), again.secret());
            }
        }
    }

    @Test
    void onlyItsOwnerCanReadIt() throws IOException {
        Path file = folder.resolve("key.json");
        LedgerKeyFile.write(file, LedgerKey.generate(), "secret".toCharArray(), ScryptCost.demonstration());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count(), "nothing else is left");
        }
    }

    @Test
    void aFileIsNeverOverwritten() throws IOException {
        Path file = Files.writeString(folder.resolve("key.json"), "mine");
        InputException e = assertThrows(
                InputException.class,
                () -> LedgerKeyFile.write(
                        file, LedgerKey.generate(), "secret".toCharArray(), ScryptCost.demonstration()));
        assertTrue(String.valueOf(e.getMessage()).contains("exists already"));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void aDanglingLinkIsNotFollowed() throws IOException {
        Path elsewhere = folder.resolve("elsewhere.json");
        Path link = Files.createSymbolicLink(folder.resolve("key.json"), elsewhere);
        assertThrows(InputException.class, () -> write(link, LedgerKey.generate()));
        assertFalse(Files.exists(elsewhere));
    }

    @Test
    void ofManyWritersOneWinsAndTheFileIsItsKey() throws IOException, InterruptedException, ExecutionException {
        int writers = 8;
        ExecutorService threads = Executors.newFixedThreadPool(writers);
        try {
            for (int round = 0; round < 20; round++) {
                Path file = folder.resolve("key" + round + ".json");
                List<Callable<List<Address>>> attempts = new ArrayList<>();
                for (int i = 0; i < writers; i++) {
                    attempts.add(() -> winner(file));
                }
                List<Address> winners = new ArrayList<>();
                for (Future<List<Address>> attempt : threads.invokeAll(attempts)) {
                    winners.addAll(attempt.get());
                }
                try (LedgerKey key = LedgerKeyFile.read(file, "secret".toCharArray())) {
                    assertEquals(List.of(key.address()), winners);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void anInterruptedWriterLeavesNothing() throws IOException {
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> write(folder.resolve("key.json"), LedgerKey.generate()));
        assertTrue(Thread.interrupted(), "the interrupt is not swallowed");
        try (var files = Files.list(folder)) {
            assertEquals(0, files.count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half \ud83d", "\udd11 half"})
    void aPassphraseThatIsNoTextIsRefusedAndWiped(String text) {
        char[] passphrase = text.toCharArray();
        assertThrows(
                InputException.class,
                () -> LedgerKeyFile.write(folder.resolve("key.json"), LedgerKey.generate(), passphrase, CHEAP));
        assertArrayEquals(new char[passphrase.length], passphrase);
        assertFalse(Files.exists(folder.resolve("key.json")));
    }

    @Test
    void whereThereIsNoFolderIsSaid() {
        InputException e = assertThrows(
                InputException.class, () -> write(folder.resolve("absent/key.json"), LedgerKey.generate()));
        assertTrue(String.valueOf(e.getMessage()).contains("check that the folder is there"));
    }

    @Test
    void aClosedKeyIsNotWritten() {
        LedgerKey key = LedgerKey.generate();
        key.close();
        assertThrows(IllegalStateException.class, () -> write(folder.resolve("key.json"), key));
        assertFalse(Files.exists(folder.resolve("key.json")));
    }

    private static List<Address> winner(Path file) {
        try (LedgerKey key = LedgerKey.generate()) {
            write(file, key);
            return List.of(key.address());
        } catch (InputException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("exists already"), e.getMessage());
            return List.of();
        }
    }

    private static void write(Path file, LedgerKey key) {
        LedgerKeyFile.write(file, key, "secret".toCharArray(), CHEAP);
    }
}
