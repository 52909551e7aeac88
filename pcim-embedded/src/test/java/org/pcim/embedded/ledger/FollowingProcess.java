package org.pcim.embedded.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.pcim.EventFollower;
import org.pcim.embedded.JavaProcess;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.RecordedEvent;

/**
 * A program that follows a ledger and prints the number of the first and of the last entry of each list it is told.
 *
 * <p>Its arguments are the ledger's directory and the checkpoint.
 */
final class FollowingProcess {

    /** Ends a line. */
    static final String END = " .";

    private FollowingProcess() {}

    public static void main(String[] arguments) {
        try (EmbeddedAccessLedger ledger = EmbeddedAccessLedger.open(Path.of(arguments[0]));
                EventFollower follower = EventFollower.open(ledger, EventFilter.all(), Path.of(arguments[1]))) {
            follower.follow(Duration.ofMillis(1), events -> System.out.println(range(events)));
        }
    }

    static String range(List<RecordedEvent> events) {
        return events.get(0).cursor().block() + " "
                + events.get(events.size() - 1).cursor().block() + END;
    }

    /** Starts it in a JVM of its own. */
    static Process start(Path directory, Path checkpoint) throws IOException {
        return new ProcessBuilder(JavaProcess.command(
                        FollowingProcess.class,
                        // Where a killed process leaves the native library of SQLite.
                        List.of("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + directory),
                        directory.toString(),
                        checkpoint.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
