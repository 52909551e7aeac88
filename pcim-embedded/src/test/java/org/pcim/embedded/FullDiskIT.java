package org.pcim.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.embedded.ledger.EmbeddedAccessLedger;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.error.StoreException;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.PreparedOperation;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.signing.LedgerKey;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

/** What is left when the disk is full. */
class FullDiskIT {

    private static final int LITTLE = 64 * 1024;

    @TempDir
    private Path folder;

    @TempDir
    private Path mountPoint;

    @SuppressWarnings("NullAway.Init")
    private SmallDisk disk;

    @BeforeEach
    void mount() {
        disk = new SmallDisk(mountPoint, 24);
    }

    @AfterEach
    void unmount() {
        disk.close();
    }

    @Test
    void depositThatFindsNoRoomLeavesNothingAndSucceedsWithRoom() throws IOException {
        Graph first = new Graph(1, 100_000);
        Graph second = new Graph(2, SmallDisk.mebibytes(6));
        try (EmbeddedImageStore store = EmbeddedImageStore.open(disk.folder().resolve("store"))) {
            first.deposit(store);
            disk.leave(SmallDisk.mebibytes(4));
            Set<Path> before = files();

            StoreException e = assertThrows(StoreException.class, () -> second.deposit(store));

            assertTrue(String.valueOf(e.getMessage()).contains("room"), e::toString);
            assertEquals(before, files());
            assertEquals(PinStatus.NOT_PINNED, store.status(second.root()));
            first.assertReadableIn(store);

            disk.free();
            second.deposit(store);
            second.assertReadableIn(store);
            first.assertReadableIn(store);
        }
    }

    @Test
    void storeWithoutAnyRoomStillReadsAndMakesRoom() throws IOException {
        Graph first = new Graph(1, SmallDisk.mebibytes(2));
        Graph second = new Graph(2, 1000);
        try (EmbeddedImageStore store = EmbeddedImageStore.open(disk.folder().resolve("store"))) {
            first.deposit(store);
            disk.leave(0);
            assertThrows(StoreException.class, () -> second.deposit(store));
            first.assertReadableIn(store);
            assertEquals(PinStatus.PINNED, store.status(first.root()));
        }
        disk.free();
        try (EmbeddedImageStore store = EmbeddedImageStore.open(disk.folder().resolve("store"))) {
            first.assertReadableIn(store);
            second.deposit(store);
            second.assertReadableIn(store);
        }
    }

    @Test
    void ledgerKeepsWhatItAcknowledgedAndGoesOnWithRoom() {
        LedgerKey owner = LedgerKey.generate();
        List<String> acknowledged = new ArrayList<>();
        Path directory = disk.folder().resolve("ledger");
        try (EmbeddedAccessLedger ledger = EmbeddedAccessLedger.create(directory, owner.address())) {
            disk.leave(LITTLE);

            LedgerException e = assertThrows(LedgerException.class, () -> {
                while (true) {
                    acknowledged.add(register(ledger, owner));
                }
            });

            assertFalse(acknowledged.isEmpty());
            assertTrue(String.valueOf(e.getMessage()).contains("room"), e::toString);
            assertEquals(acknowledged, recorded(ledger));
            disk.free();
            acknowledged.add(register(ledger, owner));
            assertEquals(acknowledged, recorded(ledger));
        }
        try (EmbeddedAccessLedger ledger = EmbeddedAccessLedger.open(directory)) {
            assertEquals(acknowledged, recorded(ledger));
            assertEquals(ledger.head(), ledger.verify(ledger.head()));
        }
    }

    @Test
    void retrievalThatFindsNoRoomLeavesNothing() throws IOException {
        try (DepositingHospital hospital = new DepositingHospital(new EmbeddedClientHarness(folder))) {
            ImageId image = hospital.register(hospital.deposit(3, n -> SmallDisk.mebibytes(2)));
            disk.leave(SmallDisk.mebibytes(3));
            Path target = disk.folder().resolve("study");

            InputException e = assertThrows(InputException.class, () -> hospital.retrieve(image, target));

            assertTrue(String.valueOf(e.getMessage()).contains("room"), e::toString);
            assertEquals(Set.of(disk.folder().resolve("filler")), files());
            disk.free();
            hospital.retrieve(image, target);
            assertEquals(3, files().size());
        }
    }

    private record Graph(int seed, int length) {
        private SampleGraph sample() {
            return SampleGraph.ofFiles(seed, length);
        }

        Cid root() {
            return sample().root();
        }

        void deposit(EmbeddedImageStore store) {
            sample().deposit(store);
        }

        void assertReadableIn(EmbeddedImageStore store) {
            assertArrayEquals(SampleGraph.contents(seed, length), SampleGraph.readFiles(store, root()));
        }
    }

    private static String register(EmbeddedAccessLedger ledger, LedgerKey owner) {
        PreparedOperation operation =
                ledger.prepare(new RegisterInstitution(LedgerKey.generate().address(), "Hospital"), owner.address());
        return ledger.submit(operation, owner.sign(operation.signable())).toString();
    }

    private static List<String> recorded(EmbeddedAccessLedger ledger) {
        return ledger.events(EventFilter.all(), Cursor.START, 1000).events().stream()
                .map(event -> event.operation().toString())
                .toList();
    }

    private Set<Path> files() throws IOException {
        try (var files = Files.walk(disk.folder())) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }
}
