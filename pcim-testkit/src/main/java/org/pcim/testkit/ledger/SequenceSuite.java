package org.pcim.testkit.ledger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.pcim.testkit.LedgerHarness;
import org.pcim.testkit.sequence.RandomSequences;

/** Random sequences of commands: what no single test thinks of. */
public abstract class SequenceSuite {

    private static final String SEED = "pcim.sequence.seed";
    private static final String COMMANDS = "pcim.sequence.commands";
    private static final int NANOS_PER_MICRO = 1000;

    /** A harness with a fresh ledger. */
    protected abstract LedgerHarness newHarness();

    /** How many commands are run. */
    protected abstract int commands();

    @Test
    void randomSequencesGoAsTheRulesSay(TestReporter reporter) {
        long seed = Long.getLong(SEED, System.nanoTime());
        int commands = Integer.getInteger(COMMANDS, commands());
        reporter.publishEntry(SEED, Long.toString(seed));
        long start = System.nanoTime();
        new RandomSequences(this::newHarness).run(seed, commands);
        long micros = (System.nanoTime() - start) / NANOS_PER_MICRO / commands;
        reporter.publishEntry(COMMANDS, "%d, each in %d microseconds".formatted(commands, micros));
    }
}
