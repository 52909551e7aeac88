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
    void aStudyOfManyFoldersIsRetrieved() {
        int[] sizes = new int[2001];
        Arrays.setAll(sizes, i -> i % 50);
        Study many = ClientWorld.study(sizes);
        assertRetrieved(many, patient.retrieve(world.register(many), folder.resolve("many"), Progress.none()));
    }

    private static Set<String> names(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
