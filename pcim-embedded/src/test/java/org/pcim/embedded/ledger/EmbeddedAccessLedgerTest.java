package org.pcim.embedded.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.embedded.EmbeddedLedgerHarness;
import org.pcim.error.CancelledException;
import org.pcim.error.LedgerException;
import org.pcim.error.Refusal;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.AuthorizationSuccess;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;
import org.pcim.testkit.LedgerWorld;

class EmbeddedAccessLedgerTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedLedgerHarness harness;

    @SuppressWarnings("NullAway.Init")
    private LedgerWorld world;

    @BeforeEach
    void create() {
        harness = new EmbeddedLedgerHarness(directory.resolve("ledger"));
        world = new LedgerWorld(harness);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void everyLedgerHasAnIdOfItsOwn() {
        try (var other = new EmbeddedLedgerHarness(directory.resolve("other"))) {
            assertNotEquals(other.ledger().id(), harness.ledger().id());
        }
    }

    @Test
    void lastVersionOfAnImageIsTheOneThatAContractCanNumber() throws SQLException {
        LedgerSigner patient = world.participant();
        ImageId image = world.image(patient);
        int last = ImageRecord.MAX_VERSION;
        LedgerFile.change(
                harness.directory(),
                "UPDATE image SET version = " + (last - 1) + ", attested = " + (last - 1),
                "UPDATE version SET number = " + (last - 1));
        world.act(patient, world.addRotation(image, last));
        assertEquals(last, harness.ledger().image(image).orElseThrow().version());
        world.assertRefused(Refusal.NOT_CURRENT_VERSION, patient, world.addRotation(image, last + 1));
    }

    @Test
    void ledgerIsCreatedOnce() {
        Address owner = harness.owner().address();
        LedgerException failure =
                assertThrows(LedgerException.class, () -> EmbeddedAccessLedger.create(harness.directory(), owner));
        assertTrue(failure.toString().endsWith("there is a ledger already; open it instead"), failure::toString);
        LedgerId id = harness.ledger().id();
        assertEquals(id, harness.reopen().id());
    }

    @Test
    void onlyWhatWasCreatedIsOpened() {
        Path nowhere = directory.resolve("nowhere");
        LedgerException failure = assertThrows(LedgerException.class, () -> EmbeddedAccessLedger.open(nowhere));
        assertTrue(failure.toString().endsWith("there is none; create it first"), failure::toString);
        assertFalse(Files.exists(nowhere));
    }

    @Test
    void otherFilesAreNotOpened() throws SQLException, IOException {
        Path foreign = Files.createDirectory(directory.resolve("foreign"));
        LedgerFile.change(foreign, "CREATE TABLE other (x)");
        assertThrows(LedgerException.class, () -> EmbeddedAccessLedger.open(foreign));

        Path garbage = Files.createDirectory(directory.resolve("garbage"));
        Files.write(garbage.resolve("ledger.sqlite"), new byte[5000]);
        assertThrows(LedgerException.class, () -> EmbeddedAccessLedger.open(garbage));

        harness.close();
        LedgerFile.change(harness.directory(), "PRAGMA user_version = 3");
        assertThrows(LedgerException.class, () -> EmbeddedAccessLedger.open(harness.directory()));
        LedgerFile.change(harness.directory(), "PRAGMA user_version = 2");
    }

    @Test
    void refusalLeavesTheHead() {
        LedgerSigner somebody = world.requester();
        LedgerHead head = harness.ledger().head();
        world.assertRefused(Refusal.STALE_SEQUENCE, somebody, world.publishKey(somebody, 1));
        assertEquals(head, harness.ledger().head());
    }

    @Test
    void approvalIsInForceUpToTheLastSecondBeforeItsExpiry() {
        LedgerSigner patient = world.participant();
        ImageId image = world.image(patient);
        LedgerSigner requester = world.approved(patient, image, DAY);
        TraceAuthorization trace = new TraceAuthorization(image, requester.address());

        world.advance(DAY.minus(SECOND));
        assertTrue(world.event(requester, trace) instanceof AuthorizationSuccess);
        world.advance(SECOND);
        assertTrue(world.event(requester, trace) instanceof AuthorizationFailed);
    }

    @Test
    void deadlineIsTheLastSecond() {
        LedgerSigner somebody = world.participant();
        PreparedOperation onTime = prepared(somebody);
        PreparedOperation late = prepared(somebody);
        assertEquals(world.now().plus(Duration.ofHours(1)), late.deadline());

        world.advance(Duration.ofHours(1));
        world.submit(onTime, somebody.sign(onTime.signable()));
        world.advance(SECOND);
        world.assertRefused(Refusal.DEADLINE_PASSED, late, somebody.sign(late.signable()));
    }

    @Test
    void lastDayIsTheLastSecond() {
        LedgerSigner patient = world.participant();
        LedgerSigner radiologist = world.radiologist();
        var onTime = world.createContract(radiologist, world.attestation(radiologist, patient));
        var late = world.createContract(radiologist, world.attestation(radiologist, patient));

        world.advance(Attestation.LIFETIME);
        world.act(patient, onTime);
        world.advance(SECOND);
        world.assertRefused(Refusal.OUTDATED_ATTESTATION, patient, late);
    }

    @Test
    void timeNeverFalls() {
        LedgerSigner patient = world.participant();
        ImageId image = world.image(patient);
        LedgerSigner requester = world.approved(patient, image, DAY);
        world.advance(DAY);
        Instant newest = world.now();
        world.act(patient, new SetRegisteredRequestersOnly(true));

        harness.clock().move(DAY.multipliedBy(-2));

        RecordedEvent event = world.act(requester, new TraceAuthorization(image, requester.address()))
                .get(0);
        assertEquals(newest, event.time());
        assertTrue(event.event() instanceof AuthorizationFailed, "an expired approval stays expired");
        assertEquals(newest, harness.ledger().head().time());
        assertEquals(newest.plus(Duration.ofHours(1)), prepared(patient).deadline());
        harness.ledger().verify(harness.ledger().head());

        harness.clock().move(DAY.multipliedBy(3));
        assertEquals(
                world.now(),
                world.act(patient, new SetRegisteredRequestersOnly(false))
                        .get(0)
                        .time());
    }

    @Test
    void interruptedCallRecordsNothing() {
        LedgerSigner somebody = world.participant();
        PreparedOperation operation = prepared(somebody);
        Signature signature = somebody.sign(operation.signable());
        LedgerHead head = harness.ledger().head();

        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> harness.ledger().submit(operation, signature));
        assertTrue(Thread.interrupted(), "the interrupt status is kept");

        assertEquals(head, harness.ledger().head());
        assertEquals(1, world.submit(operation, signature).size());
    }

    @Test
    void interruptedWaitEnds() {
        var unknown = new OperationId(world.digest());
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> harness.ledger().await(unknown, DAY));
        assertTrue(Thread.interrupted(), "the interrupt status is kept");
    }

    @Test
    void twoOpenLedgersAreOne() {
        LedgerSigner somebody = world.participant();
        try (var second = EmbeddedAccessLedger.open(harness.directory(), harness.clock())) {
            PreparedOperation operation = prepared(somebody);
            Signature signature = somebody.sign(operation.signable());
            var id = second.submit(second.restore(operation.bytes()), signature);
            assertEquals(second.await(id, SECOND), harness.ledger().await(id, SECOND));
            assertEquals(id, harness.ledger().submit(operation, signature));
            assertEquals(1, harness.ledger().head().block());
        }
    }

    @Test
    void closedLedgerSaysSo() {
        harness.close();
        assertThrows(IllegalStateException.class, () -> harness.ledger().head());
        harness.close();
    }

    private PreparedOperation prepared(LedgerSigner sender) {
        return harness.ledger().prepare(new SetRegisteredRequestersOnly(true), sender.address());
    }
}
