package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;

/** What is retrieved. */
abstract class RetrievalSuite extends PatientSuite {

    @Test
    void aRetrievedStudySaysWhatTheRadiologistSaid() {
        ImageId image = world.register(study);
        RetrievedStudy retrieved = patient.retrieve(image, folder.resolve("own"), Progress.none());
        assertRetrieved(study, retrieved);
        assertEquals(ClientWorld.TEXT, retrieved.description());
        assertEquals(world.radiologist.address(), retrieved.radiologist());
        assertEquals("1.2.3.1", retrieved.instances().get(1).sopInstanceUid());
    }

    @Test
    void progressNeverFallsAndReachesTheWhole() {
        List<Long> done = new ArrayList<>();
        Receipt receipt = world.pcim
                .radiologist(world.radiologist)
                .deposit(study, patient.address(), ImageDescription.none(), "", (part, whole) -> {
                    assertEquals(study.size(), whole);
                    done.add(part);
                });
        assertEquals(study.size(), done.get(done.size() - 1));
        assertEquals(done.stream().sorted().toList(), done);
        done.clear();
        ImageId image = patient.createContract(receipt).id();
        patient.retrieve(image, folder.resolve("own"), (part, whole) -> done.add(part));
        assertEquals(study.size(), done.get(done.size() - 1));
        assertEquals(done.stream().sorted().toList(), done);
    }

    @Test
    void retrievalNeitherOverwritesNorLeavesAnythingHalf() throws IOException {
        ImageId image = world.register(study);
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("file"), "mine");
        assertThrows(InputException.class, () -> patient.retrieve(image, taken, Progress.none()));
        assertEquals("mine", Files.readString(taken.resolve("file")));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path leftover = Files.createDirectory(folder.resolve(".empty.incomplete"));
        Files.writeString(leftover.resolve("half"), "left by a killed process");
        assertRetrieved(study, patient.retrieve(image, empty, Progress.none()));
        assertEquals(Set.of("taken", "empty"), names(folder));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "lets only some make links")
    void linksInPlaceOfTheFolderAreNotFollowed() throws IOException {
        ImageId image = world.register(study);
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        assertThrows(InputException.class, () -> patient.retrieve(image, link, Progress.none()));
        Files.createSymbolicLink(folder.resolve(".own.incomplete"), elsewhere);
        Files.writeString(elsewhere.resolve("file"), "mine");
        assertRetrieved(study, patient.retrieve(image, folder.resolve("own"), Progress.none()));
        assertEquals(Set.of("file"), names(elsewhere));
    }

    @Test
    void anInterruptedCallIsCancelledAndCanBeMadeAgain() {
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> world.deposit(study));
        assertTrue(Thread.interrupted(), "the interrupt is still set");
        ImageId image = world.register(study);
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> patient.retrieve(image, folder.resolve("own"), Progress.none()));
        assertTrue(Thread.interrupted(), "the interrupt is still set");
        assertRetrieved(study, patient.retrieve(image, folder.resolve("own"), Progress.none()));
        assertEquals(Set.of("own"), names(folder));
    }

    @Test
    void aCallInterruptedAtAnyPointLeavesNothingHalf() {
        int[] sizes = new int[60];
        Arrays.fill(sizes, 40_000);
        sizes[30] = 2_500_000;
        Study many = ClientWorld.study(sizes);
        for (int percent = 0; percent <= 100; percent += 20) {
            Progress untilThen = interruptingAt(percent);
            assertThrows(
                    CancelledException.class,
                    () -> world.pcim
                            .radiologist(world.radiologist)
                            .deposit(many, patient.address(), ImageDescription.none(), "", untilThen));
            assertTrue(Thread.interrupted(), "the interrupt is still set");
        }
        ImageId image = world.register(many);
        for (int percent = 0; percent <= 100; percent += 20) {
            Progress untilThen = interruptingAt(percent);
            assertThrows(CancelledException.class, () -> patient.retrieve(image, folder.resolve("own"), untilThen));
            assertTrue(Thread.interrupted(), "the interrupt is still set");
            assertEquals(Set.of(), names(folder));
        }
        assertRetrieved(many, patient.retrieve(image, folder.resolve("own"), Progress.none()));
    }

    @Test
    void aStudyOfManyFoldersIsRetrieved() {
        int[] sizes = new int[2001];
        Arrays.setAll(sizes, i -> i % 50);
        Study many = ClientWorld.study(sizes);
        assertRetrieved(many, patient.retrieve(world.register(many), folder.resolve("many"), Progress.none()));
    }

    /** Interrupts this thread, from whichever it is told. */
    private static Progress interruptingAt(int percent) {
        Thread caller = Thread.currentThread();
        return (done, whole) -> {
            if (100 * done >= percent * whole) {
                caller.interrupt();
            }
        };
    }

    private static Set<String> names(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
