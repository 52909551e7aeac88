package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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

    private static final String PROCESSOR = "s of processors";

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

    /** The medians of those behind the warm-up. */
    Cost median() {
        return new Cost(seconds("").median(), processor("").median());
    }

    /** The seconds by the clock, then those of the processors. */
    List<Measurement> measurements(String of) {
        return List.of(seconds(of), processor(of));
    }

    Measurement seconds(String of) {
        return measurement(of, "s", Cost::seconds);
    }

    private Measurement processor(String of) {
        return measurement(of, PROCESSOR, Cost::cpuSeconds);
    }

    private Measurement measurement(String of, String unit, Function<Cost, Double> part) {
        List<Double> values = costs.stream().map(part).toList();
        return new Measurement(of, unit, values.subList(0, warmUp), values.subList(warmUp, values.size()));
    }
}
