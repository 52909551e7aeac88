package org.pcim.testkit.sequence;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.pcim.testkit.LedgerHarness;

/**
 * Runs random sequences of commands on a ledger, and compares each result and what can be read with a model of the rules of
 * docs/ledger.md.
 *
 * <p>Owner, institutions, radiologists, patients and requesters do everything that participants can do, now and then by the
 * wrong one, with a wrong signature, version, date or root, or once more; between them time passes. A sequence follows from
 * its seed alone, so the same seed commands the same on every ledger: two ledgers that agree with the model agree with each
 * other.
 *
 * <p>A failing sequence is shrunk: commands are dropped as long as it still fails.
 */
public final class RandomSequences {

    private static final int LENGTH = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Supplier<LedgerHarness> ledgers;

    /** On ledgers of this making: a fresh one for each sequence, and for each attempt to shrink one. */
    public RandomSequences(Supplier<LedgerHarness> ledgers) {
        this.ledgers = ledgers;
    }

    /**
     * Runs so many commands, in sequences of at most 150.
     *
     * @param seed of the first sequence; each further one has the next number as its seed
     * @throws AssertionError if the ledger does not what the model does; it says the seed, the shrunk sequence and the
     *     difference
     */
    public void run(long seed, int commands) {
        long next = seed;
        for (int left = commands; left > 0; left -= LENGTH) {
            run(next, Composer.compose(next, Math.min(left, LENGTH)));
            next++;
        }
    }

    private void run(long seed, List<Command> commands) {
        Optional<Failure> failure = execute(commands);
        if (failure.isPresent()) {
            Failure shrunk = new Shrinking(this::execute, PATIENCE).shrink(failure.get());
            throw new AssertionError(report(seed, commands.size(), shrunk), shrunk.cause());
        }
    }

    private Optional<Failure> execute(List<Command> commands) {
        try (LedgerHarness harness = ledgers.get()) {
            return new Execution(harness).run(commands);
        }
    }

    private static String report(long seed, int length, Failure shrunk) {
        return "The ledger and the model differ in the sequence with seed " + seed + ". Of its " + length
                + " commands these are enough:\n"
                + shrunk.commands().stream().map(it -> "  " + it + "\n").collect(Collectors.joining())
                + shrunk.cause().getMessage();
    }
}
