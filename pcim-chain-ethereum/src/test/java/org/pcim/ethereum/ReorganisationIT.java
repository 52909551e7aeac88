package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent.ApprovalLimitSet;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.ImageId;
import org.pcim.testkit.LedgerWorld;
import org.pcim.testkit.program.AnvilNode;

/** Blocks that are replaced by others before they count. */
class ReorganisationIT {

    private static final int CONFIRMATIONS = 3;
    private static final int ROUNDS = 4;
    private static final int REPLACED = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @AutoClose
    private static AnvilNode anvil;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final List<RecordedEvent> followed = new ArrayList<>();
    private Cursor place = Cursor.START;

    @BeforeAll
    static void startAnvil() {
        anvil = AnvilNode.start();
    }

    @BeforeEach
    void start() {
        followed.clear();
    }

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noEventIsLostAndNoneIsToldTwice(boolean sponsored) throws Exception {
        try (EthereumLedgerHarness harness =
                        sponsored ? EthereumLedgerHarness.sponsored(anvil) : EthereumLedgerHarness.paying(anvil);
                EthereumAccessLedger ledger =
                        harness.opening().confirmations(CONFIRMATIONS).open()) {
            LedgerSigner patient = harness.newParticipant();
            List<RecordedEvent> awaited = new ArrayList<>();
            for (int round = 1; round <= ROUNDS; round++) {
                PreparedOperation prepared =
                        ledger.prepare(new SetApprovalLimit(round, Duration.ofDays(1)), patient.address());
                OperationId id = ledger.submit(prepared, patient.sign(prepared.signable()));
                anvil.mine(1);
                follow(ledger);
                // The block with the operation goes.
                anvil.reorganise(2);
                awaited.addAll(awaitWhileBlocksAreMade(ledger, id));
                follow(ledger);
            }
            assertEquals(
                    List.of(1L, 2L, 3L, 4L),
                    followed.stream()
                            .map(it -> ((ApprovalLimitSet) it.event()).max())
                            .toList());
            assertEquals(awaited, followed);
            assertEquals(
                    followed,
                    ledger.events(EventFilter.all(), Cursor.START, 100).events());
        }
    }

    @Test
    void readsGoOnWhileOneBlockIsReplacedAfterTheOther() throws Exception {
        try (EthereumLedgerHarness harness = EthereumLedgerHarness.paying(anvil)) {
            LedgerWorld world = new LedgerWorld(harness);
            LedgerSigner patient = world.participant();
            ImageId image = world.image(patient);
            Optional<ImageRecord> record = harness.ledger().image(image);
            anvil.mine(1);
            Future<?> replacing = thread.submit(() -> {
                for (int i = 0; i < REPLACED; i++) {
                    anvil.reorganise(1);
                }
            });

            int read = 0;
            while (!replacing.isDone()) {
                assertEquals(record, harness.ledger().image(image));
                assertEquals(
                        1,
                        harness.ledger()
                                .standing(image, patient.address())
                                .orElseThrow()
                                .version());
                harness.ledger().prepare(new SetApprovalLimit(1, Duration.ofDays(1)), patient.address());
                assertFalse(harness.ledger()
                        .events(EventFilter.all(), Cursor.START, 10)
                        .events()
                        .isEmpty());
                read++;
            }
            replacing.get();
            assertTrue(read > 0);
        }
    }

    private List<RecordedEvent> awaitWhileBlocksAreMade(EthereumAccessLedger ledger, OperationId id)
            throws InterruptedException, ExecutionException {
        Future<List<RecordedEvent>> events = thread.submit(() -> ledger.await(id, PATIENCE));
        while (true) {
            try {
                return events.get(200, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                anvil.mine(1);
                follow(ledger);
            }
        }
    }

    private void follow(EthereumAccessLedger ledger) {
        EventPage page = ledger.events(EventFilter.all(), place, 10);
        followed.addAll(page.events());
        place = page.next();
    }
}
