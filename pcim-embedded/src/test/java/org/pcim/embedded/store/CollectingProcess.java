package org.pcim.embedded.store;

import static org.pcim.embedded.KillableProcess.tell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.pcim.content.Block;
import org.pcim.embedded.KillableProcess;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.PinStatus;
import org.pcim.testkit.SampleGraph;

/**
 * A process that deposits, pins, unpins and reads graphs of its own and collects, at random and without end, in a store that
 * it shares. Its graphs share files with those of the others. It says what it begins and what was acknowledged.
 */
final class CollectingProcess {

    /** How many processes share the graphs. */
    static final int PROCESSES = 3;

    /** How many graphs each of them has. */
    static final int GRAPHS = 4;

    static final String BEGIN = "begin";
    static final String DONE = "done";
    static final String ABSENT = "absent";
    static final String COLLECTED = "collected";
    static final String FAILED = "failed";

    private final EmbeddedImageStore store;
    private final int number;
    private final Random random;

    private CollectingProcess(EmbeddedImageStore store, int number, Random random) {
        this.store = store;
        this.number = number;
        this.random = random;
    }

    static KillableProcess start(Path folder, int number, long seed) throws IOException {
        return KillableProcess.start(
                CollectingProcess.class,
                folder.toString(),
                folder.resolve("store").toString(),
                Integer.toString(number),
                Long.toString(seed));
    }

    /** Works until it is killed, or finds the store broken. */
    public static void main(String[] arguments) {
        try (EmbeddedImageStore store = EmbeddedImageStore.open(Path.of(arguments[0]))) {
            CollectingProcess process = new CollectingProcess(
                    store, Integer.parseInt(arguments[1]), new Random(Long.parseLong(arguments[2])));
            while (true) {
                process.step();
            }
        } catch (StoreException | IllegalStateException e) {
            tell(FAILED + " " + e);
        }
    }

    /** A graph; its neighbours in number, which belong to other processes, have most of its files too. */
    static SampleGraph graph(int number) {
        return SampleGraph.ofFiles(number, 4000, 4000, 4000, 4000, 4000);
    }

    private void step() {
        int graph = number + PROCESSES * random.nextInt(GRAPHS);
        Cid root = graph(graph).root();
        switch (random.nextInt(7)) {
            case 0, 1 -> {
                tell(BEGIN + " pin " + graph);
                deposit(graph(graph));
                tell(DONE + " pin " + graph);
            }
            case 2 -> {
                tell(BEGIN + " pin " + graph);
                tell((pin(root) ? DONE : ABSENT) + " pin " + graph);
            }
            case 3, 4 -> {
                tell(BEGIN + " unpin " + graph);
                store.unpin(root);
                tell(DONE + " unpin " + graph);
            }
            case 5 -> {
                store.collect();
                tell(COLLECTED);
            }
            default -> {
                if (store.status(root) == PinStatus.PINNED) {
                    requireReadable(store, graph(graph));
                }
            }
        }
    }

    private void deposit(SampleGraph graph) {
        boolean done = false;
        while (!done) {
            try {
                graph.deposit(store);
                done = true;
            } catch (StoreException e) {
                // What it relied on was collected.
                if (!e.retryable()) {
                    throw e;
                }
            }
        }
    }

    private boolean pin(Cid root) {
        try {
            store.pin(root);
            return true;
        } catch (BlockNotFoundException absent) {
            return false;
        }
    }

    /** Reads every block, which is hashed by that. */
    static void requireReadable(EmbeddedImageStore store, SampleGraph graph) {
        try (BlockReader reader = store.read(graph.root())) {
            for (Block block : graph.blocks()) {
                if (!reader.get(block.cid()).content().equals(block.content())) {
                    throw new IllegalStateException("Another block than " + block.cid());
                }
            }
        }
    }
}
