package org.pcim.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.error.CancelledException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.LedgerTransaction;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.Signature;

/** An operation whose place other operations of its sender take. */
class OvertakenOperationTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration DEADLINE = Duration.ofSeconds(1);
    private static final Address SENDER = Address.of(new byte[20]);
    private static final LedgerOperation OPERATION = new LedgerOperation.SetRegisteredRequestersOnly(true);
    private static final OperationId ID = new OperationId(Digest.sha256(new byte[] {1}));

    private final AccessLedger ledger = mock(AccessLedger.class);
    private final LedgerSigner signer = mock(LedgerSigner.class);
    private final VerifiedLedger verified = new VerifiedLedger(ledger, Clock.fixed(NOW, ZoneOffset.UTC), DEADLINE);

    @BeforeEach
    void aLedgerThatRecordsEverything() {
        when(signer.address()).thenReturn(SENDER);
        when(signer.sign(any())).thenReturn(Signature.of(new byte[] {1}));
        when(ledger.prepare(OPERATION, SENDER))
                .thenReturn(new PreparedOperation(
                        OPERATION, SENDER, NOW, new LedgerTransaction(ID.digest(), "{}"), Bytes.empty()));
        when(ledger.submit(any(), any())).thenReturn(ID);
        when(ledger.await(ID, DEADLINE)).thenReturn(List.of());
    }

    @Test
    void isSignedAgainIfItIsOvertakenBeforeItIsSent() {
        when(ledger.submit(any(), any())).thenThrow(overtaken()).thenReturn(ID);

        verified.perform(OPERATION, signer);

        verify(signer, times(2)).sign(any());
    }

    @Test
    void isSignedAgainIfItIsOvertakenAfterItWasSent() {
        when(ledger.await(ID, DEADLINE)).thenThrow(overtaken()).thenReturn(List.of());

        verified.perform(OPERATION, signer);

        verify(signer, times(2)).sign(any());
        verify(ledger, times(2)).submit(any(), any());
    }

    @Test
    void isGivenUpAfterFiveAttempts() {
        doThrow(overtaken()).when(ledger).submit(any(), any());

        LedgerFaultException fault =
                assertThrows(LedgerFaultException.class, () -> verified.perform(OPERATION, signer));

        assertEquals(LedgerFault.OVERTAKEN, fault.fault());
        verify(signer, times(5)).sign(any());
    }

    @Test
    void isNotSignedAgainForAnotherReason() {
        doThrow(new LedgerFaultException("send", "", LedgerFault.UNDERPRICED, "too little"))
                .when(ledger)
                .submit(any(), any());

        assertThrows(LedgerFaultException.class, () -> verified.perform(OPERATION, signer));

        verify(signer, times(1)).sign(any());
    }

    @Test
    void operationsOfOneSenderAreSubmittedOneAfterTheOtherAndAwaitedTogether() throws Exception {
        int count = 8;
        AtomicInteger between = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch awaited = new CountDownLatch(count);
        when(signer.sign(any())).thenAnswer(call -> {
            most.accumulateAndGet(between.incrementAndGet(), Math::max);
            return Signature.of(new byte[] {1});
        });
        when(ledger.submit(any(), any())).thenAnswer(call -> {
            between.decrementAndGet();
            return ID;
        });
        when(ledger.await(ID, DEADLINE)).thenAnswer(call -> {
            awaited.countDown();
            if (!awaited.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("they are not awaited together");
            }
            return List.of();
        });
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            Callable<List<RecordedEvent>> task = () -> verified.perform(OPERATION, signer);
            for (Future<List<RecordedEvent>> done : threads.invokeAll(Collections.nCopies(count, task))) {
                assertEquals(List.of(), done.get());
            }
        } finally {
            threads.shutdown();
        }
        assertEquals(1, most.get());
    }

    @Test
    void whoWaitsForATurnCanBeInterrupted() throws Exception {
        SenderTurns turns = new SenderTurns();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (SenderTurns.Turn turn = turns.take(SENDER)) {
            CountDownLatch started = new CountDownLatch(1);
            Future<CancelledException> waiting = thread.submit(() -> {
                started.countDown();
                return assertThrows(CancelledException.class, () -> turns.take(SENDER));
            });
            started.await();
            thread.shutdownNow();
            assertEquals("await turn", waiting.get(30, TimeUnit.SECONDS).action());
            turn.pass();
            turn.take();
        } finally {
            thread.shutdownNow();
        }
    }

    private static LedgerFaultException overtaken() {
        return new LedgerFaultException("send", "", LedgerFault.OVERTAKEN, "overtaken");
    }
}
