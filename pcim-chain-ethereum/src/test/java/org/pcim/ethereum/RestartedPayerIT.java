package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.LedgerTimeoutException;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerEvent.RegisteredRequestersOnlySet;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Bytes;
import org.pcim.model.Signature;
import org.pcim.testkit.LedgerWorld;
import org.pcim.testkit.program.AnvilNode;

/** A payer's process that is started again while its transactions are out: the next one knows nothing of them. */
class RestartedPayerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int SENT = 8;
    private static final int ALL = 12;

    @AutoClose
    private AnvilNode anvil;

    @BeforeEach
    void startAnvil() {
        anvil = AnvilNode.start();
    }

    /** What its sender signed, as a client keeps it. */
    private record Signed(Bytes prepared, Signature signature) {

        OperationId submit(EthereumAccessLedger ledger) {
            return ledger.submit(ledger.restore(prepared), signature);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everythingIsRecordedOnce(boolean nodeHasLostIt) {
        try (EthereumLedgerHarness harness = EthereumLedgerHarness.sponsored(anvil)) {
            List<Signed> signed =
                    Stream.generate(() -> sign(harness)).limit(ALL).toList();
            anvil.mineAtOnce(false);
            List<OperationId> first = submit(signed.subList(0, SENT), harness.ledger());
            if (nodeHasLostIt) {
                anvil.dropAll();
            }

            EthereumAccessLedger again = harness.reopen();
            assertThrows(LedgerTimeoutException.class, () -> again.await(first.get(0), Duration.ofMillis(1)));
            List<OperationId> all = submit(signed, again);
            anvil.mine(1);
            anvil.mineAtOnce(true);

            assertEquals(first, all.subList(0, SENT));
            List<RecordedEvent> awaited = all.stream()
                    .flatMap(id -> again.await(id, PATIENCE).stream())
                    .toList();
            assertEquals(all, awaited.stream().map(RecordedEvent::operation).toList());
            LedgerWorld world = new LedgerWorld(harness);
            assertEquals(
                    ALL,
                    world.events(EventFilter.all()).stream()
                            .filter(it -> it.event() instanceof RegisteredRequestersOnlySet)
                            .count());
            assertEquals(transactions(harness, "pending"), transactions(harness, "latest"), "none is left out");
            assertEquals(1, again.await(sign(harness).submit(again), PATIENCE).size(), "and it goes on");
        }
    }

    private static Signed sign(EthereumLedgerHarness harness) {
        LedgerSigner patient = harness.newParticipant();
        PreparedOperation prepared = harness.ledger().prepare(new SetRegisteredRequestersOnly(true), patient.address());
        return new Signed(prepared.bytes(), patient.sign(prepared.signable()));
    }

    private static List<OperationId> submit(List<Signed> signed, EthereumAccessLedger ledger) {
        return signed.stream().map(it -> it.submit(ledger)).toList();
    }

    private String transactions(EthereumLedgerHarness harness, String block) {
        String payer = '"' + harness.payer().address().toString() + '"';
        return anvil.call("eth_getTransactionCount", payer, '"' + block + '"');
    }
}
