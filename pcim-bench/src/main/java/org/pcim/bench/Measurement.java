package org.pcim.bench;

import java.util.List;
import java.util.Objects;

/**
 * What was measured of one thing, round by round.
 *
 * @param of whose it is, or which part of it; with {@link #PCIM} for ours
 * @param unit the unit of the values
 * @param warmUp those in front that do not count
 * @param rounds those that count, at least one
 */
record Measurement(String of, String unit, List<Double> warmUp, List<Double> rounds) {

    static final String PCIM = "PCIM";

    Measurement {
        warmUp = List.copyOf(warmUp);
        rounds = List.copyOf(rounds);
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured of " + of);
        }
    }

    /** What is the same in each round, or was measured once. */
    static Measurement once(String of, String unit, double value) {
        return new Measurement(of, unit, List.of(), List.of(value));
    }

    /** The middle one of the rounds that count, or halfway between the two in the middle. */
    double median() {
        double[] sorted = sorted();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    double lowest() {
        return sorted()[0];
    }

    double highest() {
        return sorted()[rounds.size() - 1];
    }

    /** The very first value, when nothing was warm. */
    double first() {
        return (warmUp.isEmpty() ? rounds : warmUp).get(0);
    }

    /** The same of something else. */
    Measurement named(String other) {
        return new Measurement(other, unit, warmUp, rounds);
    }

    /** The median with its unit; behind it, where there were more rounds, how far they spread and what the first took. */
    String text() {
        String name = of.equals(PCIM) ? "" : of + ": ";
        if (rounds.size() == 1 && warmUp.isEmpty()) {
            return name + withUnit();
        }
        String first = warmUp.isEmpty() ? "" : "; first " + number(first());
        return name + withUnit() + " (" + number(lowest()) + " to " + number(highest()) + first + ")";
    }

    private String withUnit() {
        return (number(median()) + " " + unit).strip();
    }

    /** Whole numbers whole, others with three digits that tell something. */
    static String number(double value) {
        double size = Math.abs(value);
        if (value == Math.rint(value) && size < 1e15) {
            return Figure.format("%d", (long) value);
        }
        if (size >= 100) {
            return Figure.format("%.0f", value);
        }
        if (size >= 10) {
            return Figure.format("%.1f", value);
        }
        return Figure.format(size >= 1 ? "%.2f" : size >= 0.1 ? "%.3f" : "%.3g", value);
    }

    private double[] sorted() {
        return rounds.stream().mapToDouble(Objects::requireNonNull).sorted().toArray();
    }
}
