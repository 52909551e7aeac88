package org.pcim.embedded.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.EventFollower;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.signing.LedgerKey;

/** A process that follows a ledger is killed (SIGKILL) again and again, while events are recorded. */
class KilledFollowerIT {

    private static final int KILLS = 15;
    private static final int MAX_LINES = 8;

    @TempDir
    Path directory;

    private final LedgerSigner somebody = LedgerKey.generate();

    /** The last event that was told, and the first of the list that it came in. */
    private long last;

    private long first = 1;

    @Test
    void everyEventIsToldAndOnlyTheLastListComesAgain() throws IOException, InterruptedException {
        Path checkpoint = directory.resolve("checkpoint");
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        System.out.println("KilledFollowerIT with seed " + seed);
        try (EmbeddedAccessLedger ledger = EmbeddedAccessLedger.create(directory, somebody.address())) {
            int again = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                List<String> told =
                        killAfter(FollowingProcess.start(directory, checkpoint), 1 + random.nextInt(MAX_LINES), ledger);
                assertFalse(told.isEmpty(), "the process was told something");
                again += check(told) ? 1 : 0;
            }
            List<String> rest = new ArrayList<>();
            try (EventFollower follower = EventFollower.open(ledger, EventFilter.all(), checkpoint)) {
                follower.catchUp(events -> rest.add(FollowingProcess.range(events)));
            }
            check(rest);
            assertEquals(ledger.head().block(), last);
            System.out.println("KilledFollowerIT: " + KILLS + " kills, " + last + " events, " + again + " lists again");
        }
    }

    /** Records events until the process has said so much, and kills it; what it had said by then. */
    private List<String> killAfter(Process process, int lines, EmbeddedAccessLedger ledger)
            throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        try (BufferedReader out = process.inputReader()) {
            while (said.size() < lines) {
                record(ledger);
                while (out.ready() && said.size() < lines) {
                    said.add(out.readLine());
                }
                assertTrue(process.isAlive(), "the process follows");
            }
            // Process.destroyForcibly would also close what there is to read.
            process.toHandle().destroyForcibly();
            out.lines().forEach(said::add);
        } finally {
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process was killed");
        // A line may be cut.
        return said.stream().filter(line -> line.endsWith(FollowingProcess.END)).toList();
    }

    private void record(EmbeddedAccessLedger ledger) {
        PreparedOperation operation = ledger.prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        ledger.submit(operation, somebody.sign(operation.signable()));
    }

    /** That the lists go on where the last one ended, or tell it again; whether they do. */
    private boolean check(List<String> lists) {
        boolean again = false;
        for (int i = 0; i < lists.size(); i++) {
            String[] range = lists.get(i).split(" ", -1);
            long from = Long.parseLong(range[0]);
            if (i == 0 && last > 0 && from == first) {
                again = true;
            } else {
                assertEquals(last + 1, from, () -> "lists " + lists + " after " + first + " to " + last);
            }
            first = from;
            last = Long.parseLong(range[1]);
        }
        return again;
    }
}
