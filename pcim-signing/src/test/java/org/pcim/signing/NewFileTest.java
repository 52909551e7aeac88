package org.pcim.signing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFileTest {

    private static final int WRITERS = 4;
    private static final int ROUNDS = 300;

    @TempDir
    private Path folder;

    @Test
    void nobodysFileIsReplacedAlsoNotAtTheSameMoment() throws InterruptedException, ExecutionException, IOException {
        CyclicBarrier start = new CyclicBarrier(WRITERS);
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Path file = folder.resolve("file" + round);
                List<Callable<Boolean>> attempts = new ArrayList<>();
                for (byte i = 0; i < WRITERS; i++) {
                    byte[] content = {i};
                    attempts.add(() -> writes(start, file, content));
                }
                List<Integer> winners = new ArrayList<>();
                List<Future<Boolean>> outcomes = threads.invokeAll(attempts);
                for (int i = 0; i < WRITERS; i++) {
                    if (outcomes.get(i).get()) {
                        winners.add(i);
                    }
                }
                assertEquals(1, winners.size(), "in round " + round);
                assertArrayEquals(new byte[] {winners.get(0).byteValue()}, Files.readAllBytes(file));
            }
        } finally {
            threads.shutdownNow();
        }
        try (var files = Files.list(folder)) {
            assertEquals(ROUNDS, files.count(), "nothing else is left");
        }
    }

    private static boolean writes(CyclicBarrier start, Path file, byte[] content)
            throws IOException, InterruptedException, BrokenBarrierException {
        start.await();
        try {
            NewFile.write(file, content);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }
}
