package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the repetitions of one thing took. The very first, when nothing is warm, is kept apart; those that warm up what runs
 * on do not count.
 */
final class Samples {

    /** What is measured, and answers what it took. */
    @FunctionalInterface
    interface Run {
        Cost measure() throws IOException;
    }

    private final List<Cost> costs = new ArrayList<>();
    private int warmUp;

    /**
     * Measures each of these once in turn, and that so often: what disturbs the machine disturbs all of them.
     *
     * @param lasting what runs in this process or in a server, and becomes faster for some time
     * @param programs what is begun anew each time, so that nothing becomes warm but the files it reads: one round is
     *     enough
     * @return those of the lasting ones, then those of the programs
     */
    static List<Samples> alternate(Sizes sizes, List<Run> lasting, List<Run> programs) throws IOException {
        List<Run> runs = new ArrayList<>(lasting);
        runs.addAll(programs);
        List<Samples> all = runs.stream().map(run -> new Samples()).toList();
        for (int round = 0; round < sizes.warmUp() + sizes.rounds(); round++) {
            boolean programsToo = round == 0 || round >= sizes.warmUp();
            for (int i = 0; i < (programsToo ? runs.size() : lasting.size()); i++) {
                Samples samples = all.get(i);
                samples.costs.add(runs.get(i).measure());
                if (round < sizes.warmUp()) {
                    samples.warmUp++;
                }
            }
        }
        return all;
    }

    Cost first() {
        return costs.get(0);
    }

    /** The medians of those behind the warm-up. */
    Cost median() {
        List<Cost> warm = costs.subList(warmUp, costs.size());
        return new Cost(median(warm, Cost::seconds), median(warm, Cost::cpuSeconds));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        double[] sorted = costs.stream().mapToDouble(part).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
