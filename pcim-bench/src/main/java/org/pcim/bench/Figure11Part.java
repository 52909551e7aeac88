package org.pcim.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pcim.bench.ChainWorld.Payment;
import org.pcim.bench.Figure.Place;
import org.pcim.testkit.program.CliqueChain;

/**
 * Figure 11 of the paper: how long it takes until what five patients and their requesters do is recorded, on a
 * proof-of-authority chain of three signers.
 *
 * <p>All five act at the same time, and each waits a random part of a period before it acts, as nobody's decisions wait for a
 * block. Nothing becomes warm that would show beside a period.
 */
final class Figure11Part implements Part {

    private static final int PATIENTS = 5;
    private static final List<Duration> PERIODS = List.of(Duration.ofSeconds(15), Duration.ofSeconds(2));
    private static final List<Duration> QUICK_PERIODS = List.of(Duration.ofSeconds(1));

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.GETH_CLIQUE);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (Duration period : sizes.quick() ? QUICK_PERIODS : PERIODS) {
            try (CliqueChain chain = CliqueChain.start(period);
                    ChainWorld world = new ChainWorld(
                            chain, places.disk().resolve("figure11-" + period.toSeconds()), Payment.OWN)) {
                figures.addAll(measure(world, period, sizes.rounds()));
            }
        }
        return figures;
    }

    private static List<Figure> measure(ChainWorld world, Duration period, int rounds) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(PATIENTS);
        try {
            List<Future<RecordingTimes>> recording = new ArrayList<>();
            for (int patient = 1; patient <= PATIENTS; patient++) {
                int seed = patient;
                recording.add(threads.submit(() -> RecordingTimes.measure(world, period, rounds, seed)));
            }
            Map<PaperFunction, List<Double>> all = new LinkedHashMap<>();
            List<Figure> figures = new ArrayList<>();
            for (Future<RecordingTimes> patient : recording) {
                RecordingTimes times = patient.get();
                int number = figures.size() + 1;
                times.seconds()
                        .forEach((function, seconds) -> all.computeIfAbsent(function, first -> new ArrayList<>())
                                .addAll(seconds));
                figures.add(figure("patient " + number, times.seconds(), period)
                        .at(Place.point("figure11-blocks-of-" + period.toSeconds() + "-s", "patient", number)));
            }
            figures.add(figure("all five patients", all, period).at(Place.bar("figure11-all", blocks(period))));
            return figures;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("something was not recorded: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Figure figure(String who, Map<PaperFunction, List<Double>> times, Duration period) {
        List<Measurement> functions = new ArrayList<>();
        times.forEach(
                (function, seconds) -> functions.add(new Measurement(function.paperName, "s", List.of(), seconds)));
        return Figure.shown("until it is recorded: " + who + ", " + blocks(period), functions, List.of(), "");
    }

    private static String blocks(Duration period) {
        return "blocks of " + period.toSeconds() + " s";
    }
}
