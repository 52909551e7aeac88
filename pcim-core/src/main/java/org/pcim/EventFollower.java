package org.pcim;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.internal.Checkpoint;
import org.pcim.internal.CheckpointFile;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the events of a ledger as they are recorded, from the first on, and goes on where it was when it is opened again.
 *
 * <p>Events come in the ledger's order, in lists of at most 500. When the listener returns, the list is done with: a
 * checkpoint in a file says so. A list whose listener did not return comes again, also after the process was killed;
 * nothing else comes twice, and nothing is left out. So a listener that writes a list into a database of its own does it in
 * one transaction, and knows an event by its {@linkplain RecordedEvent#cursor() cursor}.
 *
 * <p>Behind a ledger that can revoke what it recorded, as a chain can, events are told when they count as recorded for good.
 * If the history should change deeper than that, this is noticed by the hash of the last block that was looked at, and
 * nothing is told any more.
 *
 * <p>To be used by one thread at a time.
 */
public final class EventFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventFollower.class);
    private static final String ACTION = "follow events";
    private static final int PAGE = 500;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final AccessLedger ledger;
    private final EventFilter filter;
    private final CheckpointFile file;
    private Checkpoint checkpoint;

    private EventFollower(AccessLedger ledger, EventFilter filter, CheckpointFile file, Checkpoint checkpoint) {
        this.ledger = ledger;
        this.filter = filter;
        this.file = file;
        this.checkpoint = checkpoint;
    }

    /**
     * Goes on with these events after the checkpoint, or begins with the first if there is none yet.
     *
     * @param ledger stays open when this is closed
     * @param checkpoint the file, in a folder that exists; one follower has it at a time
     * @throws InputException if the file is broken, in use, or of another ledger or other events
     */
    public static EventFollower open(AccessLedger ledger, EventFilter filter, Path checkpoint) {
        CheckpointFile file = CheckpointFile.open(checkpoint);
        try {
            Checkpoint.Events events = Checkpoint.Events.of(filter);
            Checkpoint at = file.read()
                    .orElseGet(() -> new Checkpoint(ledger.id(), events, Cursor.START, hash(ledger, Cursor.START)));
            require(at.ledger().equals(ledger.id()), checkpoint, "it is of another ledger, " + at.ledger());
            require(at.events().equals(events), checkpoint, "it is of other events of this ledger");
            return new EventFollower(ledger, filter, file, at);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Tells what is recorded by now.
     *
     * @throws LedgerException if the ledger cannot be read, or its history is another than was followed
     */
    public void catchUp(Consumer<List<RecordedEvent>> listener) {
        Step step;
        do {
            step = read();
            tell(step, listener);
        } while (!step.last);
    }

    /**
     * Tells what is recorded by now and from now on, until the thread is interrupted. While the ledger cannot be reached it
     * waits and tries again, each time twice as long, up to a minute.
     *
     * @param interval how long to wait when there is nothing new
     * @throws CancelledException when the thread is interrupted
     * @throws LedgerException if the ledger fails in a way that waiting does not mend, or its history is another than was
     *     followed; also whatever the listener throws
     */
    public void follow(Duration interval, Consumer<List<RecordedEvent>> listener) {
        Duration pause = interval;
        while (true) {
            Step step = null;
            try {
                step = read();
            } catch (LedgerException e) {
                if (!e.retryable()) {
                    throw e;
                }
                pause = longer(pause);
                LOG.warn("The events of {} cannot be read; trying again in {}", ledger.id(), pause, e);
            }
            if (step != null) {
                pause = interval;
                tell(step, listener);
            }
            if (step == null || step.last) {
                sleep(pause);
            }
        }
    }

    /**
     * Some events that are to be told.
     *
     * @param next where the checkpoint is when they are
     * @param last whether nothing came after them
     */
    private record Step(List<RecordedEvent> events, Checkpoint next, boolean last) {}

    private Step read() {
        Cursor at = checkpoint.cursor();
        EventPage page = ledger.events(filter, at, PAGE);
        Checkpoint next = page.next().equals(at) ? checkpoint : checkpoint.at(page.next(), hash(ledger, page.next()));
        // After the page and the hash were read, so that they belong to the history that this is about.
        if (!hash(ledger, at).equals(checkpoint.hash())) {
            throw new LedgerException(
                    ACTION,
                    ledger.id().text(),
                    "its history is another than was followed: block " + at.block()
                            + " is not the same, so events that were told may not count any more; look at the ledger, and"
                            + " begin with another checkpoint",
                    false);
        }
        return new Step(page.events(), next, page.last());
    }

    private void tell(Step step, Consumer<List<RecordedEvent>> listener) {
        if (Thread.interrupted()) {
            throw new CancelledException(ACTION, ledger.id().text());
        }
        if (!step.events.isEmpty()) {
            listener.accept(step.events);
        }
        if (!step.next.equals(checkpoint)) {
            file.write(step.next);
            checkpoint = step.next;
        }
    }

    private static Digest hash(AccessLedger ledger, Cursor cursor) {
        return ledger.block(cursor.block())
                .map(LedgerHead::hash)
                .orElseThrow(() -> new LedgerException(
                        ACTION,
                        ledger.id().text(),
                        "it has no block " + cursor.block()
                                + ", which was there before: its node lags behind, or an older"
                                + " ledger was put in its place",
                        true));
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private void sleep(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(Math.max(1, pause.toMillis()));
        } catch (InterruptedException e) {
            throw new CancelledException(ACTION, ledger.id().text());
        }
    }

    private static void require(boolean fits, Path checkpoint, String otherwise) {
        if (!fits) {
            throw new InputException("open checkpoint", checkpoint.toString(), otherwise);
        }
    }

    /** Lets the checkpoint go for another follower. */
    @Override
    public void close() {
        file.close();
    }
}
