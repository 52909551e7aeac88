package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.EventFollower;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;

/** Following a ledger's events from a checkpoint in a file. */
public abstract class FollowingSuite extends ImageSuite {

    private static final Duration SOON = Duration.ofMillis(5);

    @TempDir
    private Path folder;

    private final List<RecordedEvent> told = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("inbox.checkpoint");
    }

    @Test
    void everyEventIsToldOnceAndInOrder() {
        try (EventFollower follower = open(EventFilter.all())) {
            follower.catchUp(told::addAll);
            assertEquals(world.events(EventFilter.all()), told);
            world.pending(image);
            follower.catchUp(told::addAll);
            follower.catchUp(told::addAll);
        }
        assertEquals(world.events(EventFilter.all()), told);
    }

    @Test
    void followingGoesOnAfterTheCheckpoint() {
        EventFilter filter = EventFilter.all().patient(patient.address()).kinds(Set.of(AccessRequested.class));
        for (int i = 0; i < 3; i++) {
            world.pending(image);
            try (EventFollower follower = open(filter)) {
                follower.catchUp(told::addAll);
            }
            assertEquals(i + 1, told.size());
        }
        assertEquals(world.events(filter), told);
    }

    @Test
    void whatTheListenerDidNotTakeComesAgain() {
        try (EventFollower follower = open(EventFilter.all())) {
            assertThrows(
                    IllegalStateException.class,
                    () -> follower.catchUp(events -> {
                        throw new IllegalStateException("The database is full");
                    }));
            follower.catchUp(told::addAll);
        }
        assertEquals(world.events(EventFilter.all()), told);
    }

    @Test
    void newEventsAreToldUntilTheThreadIsInterrupted() throws InterruptedException {
        LedgerSigner requester = world.requester();
        List<RecordedEvent> seen = new ArrayList<>();
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread following = new Thread(() -> {
            try (EventFollower follower = open(EventFilter.all())) {
                follower.follow(SOON, events -> {
                    seen.addAll(events);
                    if (events.get(events.size() - 1).event() instanceof AccessRequested) {
                        Thread.currentThread().interrupt();
                    }
                });
            } catch (CancelledException e) {
                cancelled.set(true);
            }
        });
        following.start();
        world.act(requester, new RequestAccess(image, world.notes()));
        following.join(TimeUnit.MINUTES.toMillis(2));
        assertEquals(world.events(EventFilter.all()), seen);
        assertTrue(cancelled.get(), "the interrupt ended it");

        // What was told counts as told, although the thread was interrupted meanwhile.
        try (EventFollower follower = open(EventFilter.all())) {
            follower.catchUp(told::addAll);
        }
        assertEquals(List.of(), told);
    }

    @Test
    void checkpointIsForItsEventsAlone() {
        open(EventFilter.all().image(image)).close();
        try (EventFollower follower = open(EventFilter.all().image(image))) {
            follower.catchUp(told::addAll);
        }
        for (EventFilter other : List.of(
                EventFilter.all(),
                EventFilter.all().image(image).patient(patient.address()),
                EventFilter.all().image(image).requester(patient.address()),
                EventFilter.all().image(image).kinds(Set.of(AccessRequested.class)))) {
            assertRefused(other, "of other events");
        }
    }

    @Test
    void checkpointOfAnotherLedgerIsRefused() throws IOException {
        try (EventFollower follower = open(EventFilter.all())) {
            follower.catchUp(told::addAll);
        }
        String json = Files.readString(file);
        String id = world.ledger().id().text();
        char last = id.charAt(id.length() - 1);
        String other = id.substring(0, id.length() - 1) + (last == '0' ? '1' : '0');
        Files.writeString(file, json.replace(id, other));
        assertRefused(EventFilter.all(), "of another ledger");
    }

    @Test
    void brokenCheckpointIsNamed() throws IOException {
        try (EventFollower follower = open(EventFilter.all())) {
            follower.catchUp(told::addAll);
        }
        byte[] good = Files.readAllBytes(file);
        for (byte[] bad : List.of(
                new byte[0],
                Arrays.copyOf(good, good.length / 2),
                (new String(good, StandardCharsets.UTF_8) + "{}").getBytes(StandardCharsets.UTF_8),
                new String(good, StandardCharsets.UTF_8)
                        .replace("\"index\"", "\"place\"")
                        .getBytes(StandardCharsets.UTF_8))) {
            Files.write(file, bad);
            assertRefused(EventFilter.all(), "the file is broken");
        }
    }

    @Test
    void oneFollowerHasACheckpointAtATime() throws IOException {
        try (EventFollower follower = open(EventFilter.all())) {
            assertRefused(EventFilter.all(), "somebody follows events with it already");
            follower.catchUp(told::addAll);
        }
        open(EventFilter.all()).close();
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
    }

    private EventFollower open(EventFilter filter) {
        return EventFollower.open(world.ledger(), filter, file);
    }

    private void assertRefused(EventFilter filter, String reason) {
        InputException refused = assertThrows(InputException.class, () -> open(filter));
        assertEquals(file.toString(), refused.subject());
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused::toString);
    }
}
