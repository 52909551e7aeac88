package org.pcim.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.OwnImage;
import org.pcim.PatientView;
import org.pcim.content.UnixFsReader;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.store.BlockReader;
import org.pcim.store.PinStatus;

/** A process that deposits, decides and retrieves in several hospitals is killed (SIGKILL) again and again, at random. */
class KilledProcessIT {

    /** So many kills break off so many hospitals each: 200 random points, of which four share the start of a JVM. */
    private static final int KILLS = 50;

    private static final int HOSPITALS = 4;
    private static final int VERIFIED_EACH = 10;
    private static final int MAX_LINES = 40;
    private static final int MAX_DELAY_MILLIS = 60;

    @TempDir
    private Path folder;

    /** What was acknowledged in one hospital. */
    private static final class Acknowledged {
        private final Path folder;
        private final Set<String> deposited = new LinkedHashSet<>();
        private final Set<String> recorded = new LinkedHashSet<>();
        private final Set<String> registered = new LinkedHashSet<>();
        private LedgerHead head = new LedgerHead(0, Instant.EPOCH, Digest.sha256());

        Acknowledged(Path folder) {
            this.folder = folder;
        }

        void remember(String[] words) {
            switch (words[1]) {
                case HospitalProcess.DEPOSITED -> deposited.add(words[2]);
                case HospitalProcess.RECORDED -> recorded.add(words[2]);
                case HospitalProcess.REGISTERED -> registered.add(words[2]);
                default ->
                    head = new LedgerHead(
                            Long.parseLong(words[2]),
                            Instant.ofEpochSecond(Long.parseLong(words[3])),
                            Digest.fromHex(words[4].substring(2)));
            }
        }
    }

    @Test
    void whateverWasAcknowledgedIsThereOnceAndCallingAgainFinishes() throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        System.out.println("KilledProcessIT with seed " + seed);
        List<Acknowledged> hospitals = new ArrayList<>();
        for (int i = 0; i < HOSPITALS; i++) {
            Path hospital = Files.createDirectory(folder.resolve("hospital" + i));
            HospitalFolder.make(hospital);
            hospitals.add(new Acknowledged(hospital));
        }
        List<Path> folders = hospitals.stream().map(hospital -> hospital.folder).toList();
        int retrieved = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            try (KillableProcess process = HospitalProcess.start(folders, folder, random.nextLong())) {
                List<String> said = process.killAfter(
                        HOSPITALS + 1 + random.nextInt(MAX_LINES), Duration.ofMillis(random.nextInt(MAX_DELAY_MILLIS)));
                assertTrue(said.size() > HOSPITALS, "the process began to work");
                for (String line : said) {
                    String[] words = line.split(" ", -1);
                    assertNotEquals(HospitalProcess.FAILED, words[1], line);
                    hospitals.get(Integer.parseInt(words[0])).remember(words);
                }
            }
            for (Acknowledged hospital : hospitals) {
                assertAllThere(hospital, kill % VERIFIED_EACH == 0);
                retrieved += removeRetrieved(hospital.folder);
            }
        }
        for (Acknowledged hospital : hospitals) {
            System.out.println("KilledProcessIT: " + KILLS + " kills, " + hospital.deposited.size() + " deposits and "
                    + hospital.recorded.size() + " decisions acknowledged, " + hospital.head.block() + " entries");
            assertCallingAgainFinishes(hospital.folder);
        }
        assertTrue(retrieved > 0);
    }

    /** Whatever can be seen of a retrieval is the whole study. */
    private static int removeRetrieved(Path hospital) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(hospital, HospitalProcess.RETRIEVED + "*")) {
            for (Path folder : folders) {
                Set<String> names = new HashSet<>();
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                    for (Path file : files) {
                        names.add(String.valueOf(file.getFileName()));
                        Files.delete(file);
                    }
                }
                assertEquals(HospitalProcess.INSTANCES, names);
                Files.delete(folder);
                removed++;
            }
        }
        return removed;
    }

    private static void assertAllThere(Acknowledged acknowledged, boolean verified) {
        try (HospitalFolder hospital = HospitalFolder.open(acknowledged.folder)) {
            assertAllThere(hospital, acknowledged, verified);
        }
    }

    private static void assertAllThere(HospitalFolder hospital, Acknowledged acknowledged, boolean verified) {
        List<RecordedEvent> events = hospital.events();
        List<String> operations = events.stream()
                .filter(event -> event.cursor().index() == 0)
                .map(event -> event.operation().toString())
                .toList();
        assertEquals(operations.size(), new HashSet<>(operations).size(), "no operation twice");
        assertTrue(new HashSet<>(operations).containsAll(acknowledged.recorded), "every acknowledged decision");
        List<ImageId> images = hospital.images();
        assertTrue(
                images.stream()
                        .map(ImageId::toString)
                        .collect(Collectors.toSet())
                        .containsAll(acknowledged.registered),
                "every acknowledged image");
        Set<Cid> current = images.stream()
                .map(image -> hospital.ledger.image(image).orElseThrow().root())
                .collect(Collectors.toSet());
        for (Cid root : current) {
            assertEquals(PinStatus.PINNED, hospital.store.status(root));
        }
        if (verified) {
            assertEquals(hospital.ledger.head(), hospital.ledger.verify(acknowledged.head));
            current.forEach(root -> assertReadable(hospital, root));
        }
    }

    private static void assertReadable(HospitalFolder hospital, Cid root) {
        try (BlockReader blocks = hospital.store.read(root)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            content.directory(root).forEach((name, entry) -> {
                if (name.startsWith("part-")) {
                    content.directory(entry).values().forEach(file -> drain(content, file));
                } else {
                    drain(content, entry);
                }
            });
        }
    }

    private static void drain(UnixFsReader content, Cid file) {
        try (var stream = content.file(file)) {
            stream.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertCallingAgainFinishes(Path folder) throws IOException {
        try (HospitalFolder hospital = HospitalFolder.open(folder)) {
            PatientView patient = hospital.pcim.patient(hospital.patient());
            for (AccessRequest request : patient.pendingRequests()) {
                patient.approve(request, GrantTerms.until(Instant.now().plus(Duration.ofDays(1))));
            }
            assertEquals(List.of(), patient.pendingRequests());
            int n = 0;
            for (OwnImage image : patient.images()) {
                n++;
                patient.unpinSuperseded(image.id());
                patient.retrieve(image.id(), folder.resolve("retrieved-" + n), Progress.none());
            }
            hospital.store.collect();
            for (OwnImage image : patient.images()) {
                assertReadable(hospital, Objects.requireNonNull(image.record()).root());
            }
            assertEquals(hospital.ledger.head(), hospital.ledger.verify(hospital.ledger.head()));
            try (var entries = Files.list(folder.resolve("store"))) {
                assertTrue(entries.noneMatch(entry -> entry.toString().endsWith(".incomplete")));
            }
        }
    }
}
