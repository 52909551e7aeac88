package org.pcim.testkit.sequence;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Drops commands from a failing sequence as long as it still fails: first many at once, then one by one. */
final class Shrinking {

    private final Function<List<Command>, Optional<Failure>> execution;
    private final long end;

    /** At most for so long. */
    Shrinking(Function<List<Command>, Optional<Failure>> execution, Duration patience) {
        this.execution = execution;
        this.end = System.nanoTime() + patience.toNanos();
    }

    Failure shrink(Failure failure) {
        Failure shortest = failure;
        for (int dropped = failure.commands().size() / 2; dropped > 0; dropped /= 2) {
            Failure before;
            do {
                before = shortest;
                shortest = dropEach(before, dropped);
            } while (dropped == 1
                    && shortest.commands().size() < before.commands().size());
        }
        return shortest;
    }

    /** From the end, since what comes last depends on what comes first. */
    private Failure dropEach(Failure failure, int dropped) {
        Failure shortest = failure;
        int from = failure.commands().size() - dropped;
        while (from >= 0 && System.nanoTime() < end) {
            Optional<Failure> still = execution.apply(without(shortest.commands(), from, dropped));
            if (still.isPresent()) {
                shortest = still.get();
            }
            from = Math.min(from, shortest.commands().size()) - dropped;
        }
        return shortest;
    }

    private static List<Command> without(List<Command> commands, int from, int dropped) {
        List<Command> rest = new ArrayList<>(commands.subList(0, from));
        rest.addAll(commands.subList(from + dropped, commands.size()));
        return rest;
    }
}
