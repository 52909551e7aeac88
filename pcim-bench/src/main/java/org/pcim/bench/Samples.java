package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What the repetitions of one thing took. The first one, when nothing is warm, is kept apart. */
final class Samples {

    /** What is measured, and answers what it took. */
    @FunctionalInterface
    interface Run {
        Cost measure() throws IOException;
    }

    private final List<Cost> costs = new ArrayList<>();

    /** Measures each of these once in turn, and that so often: what disturbs the machine disturbs all of them. */
    static List<Samples> alternate(int rounds, List<Run> runs) throws IOException {
        List<Samples> all = runs.stream().map(run -> new Samples()).toList();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < runs.size(); i++) {
                all.get(i).costs.add(runs.get(i).measure());
            }
        }
        return all;
    }

    Cost first() {
        return costs.get(0);
    }

    /** The medians of all but the first, if there are others. */
    Cost median() {
        List<Cost> warm = costs.size() == 1 ? costs : costs.subList(1, costs.size());
        return new Cost(median(warm, Cost::seconds), median(warm, Cost::cpuSeconds));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> part) {
        double[] sorted = costs.stream().mapToDouble(part).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
