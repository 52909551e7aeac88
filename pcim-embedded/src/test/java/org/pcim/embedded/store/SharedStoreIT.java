package org.pcim.embedded.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.embedded.KillableProcess;
import org.pcim.model.Cid;
import org.pcim.store.PinStatus;

/** Processes deposit, pin, unpin, read and collect in one store at once, and are killed (SIGKILL) while they do, at random. */
class SharedStoreIT {

    private static final int ROUNDS = 12;
    private static final int MAX_LINES = 40;
    private static final int MAX_DELAY_MILLIS = 30;

    @TempDir
    Path folder;

    /** What the status of a graph's root can be after what was said; both while something was begun. */
    private final Map<Integer, Set<PinStatus>> possible = new TreeMap<>();

    private int collections;

    @Test
    void whatIsPinnedIsWholeWhoeverIsKilled() throws IOException, InterruptedException {
        long seed = new Random().nextLong();
        System.out.println("SharedStoreIT with seed " + seed);
        Random random = new Random(seed);
        for (int graph = 0; graph < CollectingProcess.PROCESSES * CollectingProcess.GRAPHS; graph++) {
            possible.put(graph, EnumSet.of(PinStatus.NOT_PINNED));
        }
        for (int round = 0; round < ROUNDS; round++) {
            runAndKill(random);
            try (EmbeddedImageStore store = EmbeddedImageStore.open(folder.resolve("store"))) {
                assertEquals(0, files("incoming"), "what was begun is removed");
                assertAsSaid(store);
                store.collect();
                assertAsSaid(store);
                if (round % 5 == 4) {
                    store.rebuildIndex();
                    assertAsSaid(store);
                }
            }
        }
        System.out.println("SharedStoreIT: " + collections + " collections acknowledged");
        assertTrue(collections > 0);
        assertNothingIsLeftInTheEnd();
    }

    /** One after the other: those that are left go on with what the killed ones have left. */
    private void runAndKill(Random random) throws IOException, InterruptedException {
        List<KillableProcess> processes = new ArrayList<>();
        try {
            for (int number = 0; number < CollectingProcess.PROCESSES; number++) {
                processes.add(CollectingProcess.start(folder, number, random.nextLong()));
            }
            for (KillableProcess process : processes) {
                List<String> said = process.killAfter(
                        1 + random.nextInt(MAX_LINES), Duration.ofMillis(random.nextInt(MAX_DELAY_MILLIS)));
                said.forEach(this::remember);
            }
        } finally {
            processes.forEach(KillableProcess::close);
        }
    }

    private void remember(String line) {
        assertFalse(line.startsWith(CollectingProcess.FAILED), line);
        if (line.equals(CollectingProcess.COLLECTED)) {
            collections++;
            return;
        }
        String[] words = line.split(" ", -1);
        PinStatus after = words[1].equals("pin") ? PinStatus.PINNED : PinStatus.NOT_PINNED;
        Set<PinStatus> now = possible.get(Integer.parseInt(words[2]));
        assertTrue(now != null, line);
        switch (words[0]) {
            case CollectingProcess.BEGIN -> now.add(after);
            case CollectingProcess.DONE -> now.retainAll(EnumSet.of(after));
            default -> now.remove(PinStatus.PINNED);
        }
    }

    private void assertAsSaid(EmbeddedImageStore store) {
        possible.forEach((graph, statuses) -> {
            Cid root = CollectingProcess.graph(graph).root();
            PinStatus status = store.status(root);
            assertTrue(statuses.contains(status), () -> "graph " + graph + " is " + status + ", not " + statuses);
            statuses.retainAll(EnumSet.of(status));
            if (status == PinStatus.PINNED) {
                CollectingProcess.requireReadable(store, CollectingProcess.graph(graph));
            }
        });
    }

    private void assertNothingIsLeftInTheEnd() throws IOException {
        try (EmbeddedImageStore store = EmbeddedImageStore.open(folder.resolve("store"))) {
            possible.keySet()
                    .forEach(graph -> store.unpin(CollectingProcess.graph(graph).root()));
            store.collect();
            assertEquals(0, files("cars"));
            assertEquals(0, store.collect());
        }
    }

    private long files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("store").resolve(name))) {
            return files.count();
        }
    }
}
