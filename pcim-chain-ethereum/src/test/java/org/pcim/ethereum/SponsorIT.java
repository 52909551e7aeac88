package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.ledger.TypedData;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.ImageId;
import org.pcim.model.Signature;
import org.pcim.testkit.LedgerWorld;
import org.pcim.testkit.program.AnvilNode;

/** A hospital pays for patients and requesters who own no ether. */
class SponsorIT {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @AutoClose
    private static AnvilNode anvil;

    private EthereumLedgerHarness harness;
    private LedgerWorld world;

    @BeforeAll
    static void startAnvil() {
        anvil = AnvilNode.start();
    }

    @BeforeEach
    void deploy() {
        harness = EthereumLedgerHarness.sponsored(anvil);
        world = new LedgerWorld(harness);
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void aPatientWithoutEtherRegistersApprovesDeniesAndRemoves() {
        BigInteger before = balance(harness.payer().address());
        LedgerSigner patient = world.participant();
        ImageId image = world.image(patient);
        LedgerSigner approved = world.approved(patient, image, Duration.ofDays(1));
        LedgerSigner denied = world.pending(image);
        world.act(patient, new DenyRequester(image, denied.address(), world.reason()));
        world.act(patient, new RemoveRequester(image, approved.address(), world.reason()));

        assertEquals(AccessStatus.REMOVED, world.status(image, approved));
        for (LedgerSigner participant : List.of(patient, approved, denied)) {
            assertEquals(BigInteger.ZERO, balance(participant.address()));
        }
        assertTrue(balance(harness.payer().address()).compareTo(before) < 0, "the payer has paid");
    }

    @Test
    void whatAPatientSignedMayBeSentByAnotherPayer() {
        LedgerSigner patient = world.participant();
        PreparedOperation prepared = prepare(patient);
        Signature signature = patient.sign(prepared.signable());
        LedgerSigner stranger = harness.newInstitution();
        try (EthereumAccessLedger another = harness.opening().payer(stranger).open()) {
            OperationId id = another.submit(another.restore(prepared.bytes()), signature);
            List<RecordedEvent> events = another.await(id, MINUTE);
            assertEquals(events, harness.ledger().await(id, MINUTE));
            assertEquals(id, harness.ledger().submit(prepared, signature));
            assertEquals(patient.address(), events.get(0).sender());
        }
    }

    @Test
    void whatAPatientSignedIsAwaitedWithoutAPayer() {
        LedgerSigner patient = world.participant();
        PreparedOperation prepared = prepare(patient);
        OperationId id = harness.ledger().submit(prepared, patient.sign(prepared.signable()));
        List<RecordedEvent> events = harness.ledger().await(id, MINUTE);
        try (EthereumLedgerHarness other = EthereumLedgerHarness.paying(anvil);
                EthereumAccessLedger reader =
                        other.opening().contract(harness.deployed().contract()).open()) {
            assertEquals(events, reader.await(id, MINUTE));
        }
    }

    @Test
    void aPayerWithoutEtherIsNamed() {
        LedgerSigner patient = world.participant();
        try (EthereumAccessLedger poor = harness.opening().payer(patient).open()) {
            PreparedOperation prepared = poor.prepare(new SetRegisteredRequestersOnly(true), patient.address());
            Signature signature = patient.sign(prepared.signable());
            LedgerFaultException fault =
                    assertThrows(LedgerFaultException.class, () -> poor.submit(prepared, signature));
            assertEquals(LedgerFault.OUT_OF_FUNDS, fault.fault());
        }
    }

    private PreparedOperation prepare(LedgerSigner patient) {
        LedgerOperation operation = new SetRegisteredRequestersOnly(true);
        PreparedOperation prepared = harness.ledger().prepare(operation, patient.address());
        assertTrue(prepared.signable() instanceof TypedData, "typed data for who has no ether");
        return prepared;
    }

    private static BigInteger balance(Address address) {
        String wei = anvil.call("eth_getBalance", '"' + address.toString() + '"', "\"latest\"");
        return new BigInteger(wei.substring(2), 16);
    }
}
