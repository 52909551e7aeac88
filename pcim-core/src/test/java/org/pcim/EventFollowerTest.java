package org.pcim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.error.CancelledException;
import org.pcim.error.LedgerException;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.LedgerEvent.InstitutionRemoved;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/** What following does when a ledger fails, or changes its history. */
class EventFollowerTest {

    private static final LedgerId ID = new LedgerId("embedded:" + "00".repeat(16));
    private static final Address SOMEBODY = Address.of(new byte[20]);
    private static final Duration SOON = Duration.ofMillis(1);

    private final AccessLedger ledger = mock(AccessLedger.class);
    private final List<RecordedEvent> told = new ArrayList<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void aLedgerWithOneEvent() {
        when(ledger.id()).thenReturn(ID);
        when(ledger.block(anyLong())).thenAnswer(asked -> Optional.of(block(asked.getArgument(0), "history")));
        when(ledger.events(any(), any(), anyInt())).thenReturn(page(7));
    }

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    @Test
    void whileTheLedgerCannotBeReachedItIsTriedAgain() {
        when(ledger.events(any(), any(), anyInt()))
                .thenThrow(unreachable())
                .thenThrow(unreachable())
                .thenReturn(page(7));
        try (EventFollower follower = open()) {
            assertThrows(CancelledException.class, () -> follower.follow(SOON, this::takeAndInterrupt));
        }
        assertTrue(Thread.interrupted(), "the interrupt is still set");
        assertEquals(1, told.size());
        verify(ledger, times(3)).events(any(), any(), anyInt());
    }

    @Test
    void whatWaitingDoesNotMendEndsIt() {
        when(ledger.events(any(), any(), anyInt())).thenThrow(new LedgerException("read events", "", "broken", false));
        try (EventFollower follower = open()) {
            assertThrows(LedgerException.class, () -> follower.follow(SOON, this::takeAndInterrupt));
        }
    }

    @Test
    void failureOfTheListenerEndsItAlsoWhereALedgerIsMeant() {
        try (EventFollower follower = open()) {
            assertThrows(
                    LedgerException.class,
                    () -> follower.follow(SOON, events -> {
                        throw unreachable();
                    }));
        }
        assertEquals(Cursor.START, reopenedAfter());
    }

    @Test
    void otherHistoryIsNoticedAndNothingMoreIsTold() {
        catchUp();
        when(ledger.block(7)).thenReturn(Optional.of(block(7, "other history")));
        when(ledger.events(any(), any(), anyInt())).thenReturn(page(9));
        LedgerException e = assertThrows(LedgerException.class, this::catchUp);
        assertTrue(String.valueOf(e.getMessage()).contains("its history is another than was followed"), e::toString);
        assertFalse(e.retryable());
        assertEquals(1, told.size());
    }

    @Test
    void historyThatChangesWhileItIsReadIsNoticed() {
        catchUp();
        when(ledger.events(any(), any(), anyInt())).thenAnswer(asked -> {
            when(ledger.block(7)).thenReturn(Optional.of(block(7, "other history")));
            return page(9);
        });
        assertThrows(LedgerException.class, this::catchUp);
        assertEquals(1, told.size());
    }

    @Test
    void ledgerThatIsShorterThanItWasIsNotBelieved() {
        catchUp();
        when(ledger.block(7)).thenReturn(Optional.empty());
        when(ledger.events(any(), any(), anyInt())).thenReturn(new EventPage(List.of(), new Cursor(7, 0), true));
        LedgerException e = assertThrows(LedgerException.class, this::catchUp);
        assertTrue(e.retryable(), "its node may lag behind");
        assertEquals(1, told.size());
    }

    @Test
    void everyListHasItsCheckpoint() {
        when(ledger.events(any(), any(), anyInt())).thenReturn(page(7, false)).thenReturn(page(9, true));
        try (EventFollower follower = open()) {
            assertThrows(
                    IllegalStateException.class,
                    () -> follower.catchUp(events -> {
                        if (!told.isEmpty()) {
                            throw new IllegalStateException("The database is full");
                        }
                        told.addAll(events);
                    }));
        }
        assertEquals(new Cursor(7, 0), reopenedAfter());
    }

    @Test
    void checkpointMovesOnWhereNothingMatches() {
        when(ledger.events(any(), any(), anyInt())).thenReturn(new EventPage(List.of(), new Cursor(1000, 2), true));
        catchUp();
        assertEquals(new Cursor(1000, 2), reopenedAfter());
        assertEquals(List.of(), told);
    }

    /** The place from which a new follower asks. */
    private Cursor reopenedAfter() {
        List<Cursor> asked = new ArrayList<>();
        when(ledger.events(any(), any(), anyInt())).thenAnswer(call -> {
            Cursor after = call.getArgument(1);
            asked.add(after);
            return new EventPage(List.of(), after, true);
        });
        catchUp();
        return asked.get(0);
    }

    private void takeAndInterrupt(List<RecordedEvent> events) {
        told.addAll(events);
        Thread.currentThread().interrupt();
    }

    private void catchUp() {
        try (EventFollower follower = open()) {
            follower.catchUp(told::addAll);
        }
    }

    private EventFollower open() {
        return EventFollower.open(ledger, EventFilter.all(), folder.resolve("checkpoint"));
    }

    private static LedgerException unreachable() {
        return new LedgerException("read events", "", "unplugged", true);
    }

    private static EventPage page(long block) {
        return page(block, true);
    }

    private static EventPage page(long block, boolean last) {
        RecordedEvent event = new RecordedEvent(
                new Cursor(block, 0),
                Instant.EPOCH,
                new OperationId(Digest.sha256()),
                SOMEBODY,
                new InstitutionRemoved(SOMEBODY));
        return new EventPage(List.of(event), event.cursor(), last);
    }

    private static LedgerHead block(long number, String history) {
        return new LedgerHead(number, Instant.EPOCH, Digest.sha256((history + number).getBytes(UTF_8)));
    }
}
