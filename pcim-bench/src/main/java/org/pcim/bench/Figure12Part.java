package org.pcim.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.pcim.Identity;
import org.pcim.bench.ChainWorld.Payment;
import org.pcim.bench.Figure.Place;
import org.pcim.model.ImageId;
import org.pcim.testkit.program.AnvilNode;

/**
 * Figure 12 of the paper: gas and size of a block against the number of transactions in it. So many requesters ask for an
 * image at the same time, and a block is made when all of their transactions wait for it.
 */
final class Figure12Part implements Part {

    private static final List<Integer> TRANSACTIONS = List.of(1, 10, 25, 50, 75, 100);
    private static final List<Integer> QUICK_TRANSACTIONS = List.of(1, 3);
    private static final String NOTES = "Second opinion before surgery; deleted after thirty days.";
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final long POLL_MILLIS = 20;

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.ANVIL);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        List<Integer> counts = sizes.quick() ? QUICK_TRANSACTIONS : TRANSACTIONS;
        List<Figure> figures = new ArrayList<>();
        try (AnvilNode anvil = AnvilNode.start();
                ChainWorld world = new ChainWorld(anvil, places.disk().resolve("figure12"), Payment.OWN)) {
            Identity patient = world.patient();
            List<Identity> requesters = new ArrayList<>();
            for (int i = 0; i < counts.get(counts.size() - 1); i++) {
                requesters.add(world.requester());
            }
            for (int count : counts) {
                ChainBlock block = together(anvil, world, requesters.subList(0, count), world.image(patient));
                figures.add(figure(count, "gas", "gas", block.gasUsed()));
                figures.add(figure(count, "size", "bytes", block.bytes()));
            }
        }
        return figures;
    }

    private static Figure figure(int count, String what, String unit, long value) {
        return Figure.shown(
                        Figure.format("%s of a block with %d requests", what, count),
                        List.of(Measurement.once(Measurement.PCIM, unit, (double) value)),
                        List.of(),
                        Figure.format("%s %s for each", Measurement.number((double) value / count), unit))
                .at(Place.point("figure12-" + unit, "transactions in a block", count));
    }

    /** All ask at the same time; the block that has their requests. */
    private static ChainBlock together(AnvilNode anvil, ChainWorld world, List<Identity> requesters, ImageId image)
            throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(requesters.size());
        anvil.mineAtOnce(false);
        try {
            List<Future<?>> asking = new ArrayList<>();
            for (Identity requester : requesters) {
                Callable<?> ask = () -> world.pcim.requester(requester).requestAccess(image, NOTES);
                asking.add(threads.submit(ask));
            }
            awaitPool(anvil, requesters.size());
            anvil.mine(1);
            ChainBlock block = ChainBlock.at(anvil, ChainBlock.newest(anvil));
            anvil.mineAtOnce(true);
            for (Future<?> asked : asking) {
                asked.get();
            }
            if (block.transactions() != requesters.size()) {
                throw new IOException("a block has " + block.transactions() + " of " + requesters.size() + " requests");
            }
            return block;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("a request failed: " + e.getCause(), e);
        } finally {
            anvil.mineAtOnce(true);
            threads.shutdownNow();
        }
    }

    private static void awaitPool(AnvilNode anvil, int count) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        String wanted = "\"pending\":\"0x" + Integer.toHexString(count) + '"';
        while (!anvil.call("txpool_status").replace(" ", "").contains(wanted)) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("not all of " + count + " requests reach the node");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }
}
