package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcim.error.InputException;
import org.pcim.error.LedgerTimeoutException;
import org.pcim.error.Refusal;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.Role;
import org.pcim.model.Signature;

/** Rules of preparing, signing and submitting. */
public abstract class SubmissionSuite extends LedgerSuite {

    /** The order of secp256k1 (SEC 2, 2.4.1). */
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

    @Test
    void preparedOperationSaysWhatItIs() {
        LedgerSigner somebody = world.participant();
        LedgerOperation operation = new SetRegisteredRequestersOnly(true);
        PreparedOperation prepared = world.ledger().prepare(operation, somebody.address());

        assertEquals(operation, prepared.operation());
        assertEquals(somebody.address(), prepared.sender());
        assertTrue(prepared.deadline().isAfter(world.now()), "deadline in the future");
    }

    @Test
    void everyOperationIsRestoredFromItsBytes() {
        for (LedgerOperation operation : everyOperation()) {
            PreparedOperation prepared =
                    world.ledger().prepare(operation, world.owner().address());
            assertEquals(prepared, world.ledger().restore(prepared.bytes()));
        }
    }

    @Test
    void everyOperationIsSignedApart() {
        List<LedgerOperation> operations = everyOperation();
        long digests = operations.stream()
                .map(it -> world.ledger().prepare(it, world.owner().address()))
                .map(it -> it.signable().digest())
                .distinct()
                .count();
        assertEquals(operations.size(), digests);
    }

    @Test
    void restoredOperationIsSubmitted() {
        LedgerSigner somebody = world.participant();
        PreparedOperation prepared = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        Signature signature = somebody.sign(prepared.signable());
        assertEquals(
                1,
                world.submit(world.ledger().restore(prepared.bytes()), signature)
                        .size());
    }

    @Test
    void changedBytesAreNotRestored() {
        PreparedOperation prepared = world.ledger()
                .prepare(
                        new SetRegisteredRequestersOnly(true),
                        world.participant().address());
        byte[] bytes = prepared.bytes().toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThrows(InputException.class, () -> world.ledger().restore(Bytes.of(changed)), "byte " + i);
        }
        assertThrows(InputException.class, () -> world.ledger().restore(Bytes.empty()));
    }

    @Test
    void operationOfAnotherLedgerIsNotRestored() {
        try (var other = newHarness()) {
            LedgerSigner somebody = other.newParticipant();
            PreparedOperation foreign =
                    other.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
            assertThrows(InputException.class, () -> world.ledger().restore(foreign.bytes()));
            assertThrows(InputException.class, () -> world.ledger().submit(foreign, somebody.sign(foreign.signable())));
        }
    }

    @Test
    void nothingIsSignedForAnotherLedger() {
        LedgerSigner somebody = world.participant();
        Attestation attestation = world.attestation(somebody, somebody);
        KeyBinding binding = new KeyBinding(attestation.ledger(), somebody.address(), world.digest(), 1);
        try (var other = newHarness()) {
            assertThrows(InputException.class, () -> other.ledger().attestationData(attestation));
            assertThrows(InputException.class, () -> other.ledger().bindingData(binding));
        }
    }

    @Test
    void partsOfDifferentOperationsAreNotSubmitted() {
        LedgerSigner somebody = world.participant();
        PreparedOperation one = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        PreparedOperation other = world.ledger().prepare(new SetRegisteredRequestersOnly(false), somebody.address());
        PreparedOperation mixed =
                new PreparedOperation(one.operation(), one.sender(), one.deadline(), one.signable(), other.bytes());
        List<Object> before = world.state();
        assertThrows(InputException.class, () -> world.ledger().submit(mixed, somebody.sign(one.signable())));
        assertThrows(InputException.class, () -> world.ledger().submit(mixed, somebody.sign(other.signable())));
        assertEquals(before, world.state());
    }

    @Test
    void signedOperationActsOnce() {
        LedgerSigner requester = world.requester();
        ImageId image = world.image(world.participant());
        PreparedOperation prepared = world.ledger().prepare(ask(image), requester.address());
        Signature signature = requester.sign(prepared.signable());

        List<RecordedEvent> first = world.submit(prepared, signature);
        world.act(requester, new WithdrawRequest(image));
        List<Object> before = world.state();
        assertEquals(first, world.submit(prepared, signature));
        assertEquals(before, world.state());
    }

    @Test
    void sameActIsSignedTwiceToActTwice() {
        LedgerSigner somebody = world.participant();
        LedgerOperation operation = new SetRegisteredRequestersOnly(true);
        OperationId first = world.act(somebody, operation).get(0).operation();
        assertNotEquals(first, world.act(somebody, operation).get(0).operation());
        assertEquals(2, world.events(EventFilter.all()).size());
    }

    @Test
    void refusedOperationMayBeSubmittedAgainLater() {
        LedgerSigner requester = world.requester();
        LedgerSigner patient = world.participant();
        ImageId image = world.image(patient);
        world.act(patient, new SetRegisteredRequestersOnly(true));
        PreparedOperation prepared = world.ledger().prepare(ask(image), requester.address());
        Signature signature = requester.sign(prepared.signable());
        world.assertRefused(Refusal.NOT_REGISTERED_REQUESTER, prepared, signature);
        world.act(patient, new SetRegisteredRequestersOnly(false));
        assertEquals(1, world.submit(prepared, signature).size());
    }

    @Test
    void onlyTheSendersSignatureCounts() {
        LedgerSigner somebody = world.participant();
        PreparedOperation prepared = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        PreparedOperation other = world.ledger().prepare(new SetRegisteredRequestersOnly(false), somebody.address());
        world.assertRefused(Refusal.BAD_SIGNATURE, prepared, world.participant().sign(prepared.signable()));
        world.assertRefused(Refusal.BAD_SIGNATURE, prepared, world.owner().sign(prepared.signable()));
        world.assertRefused(Refusal.BAD_SIGNATURE, prepared, somebody.sign(other.signable()));
        world.assertRefused(Refusal.BAD_SIGNATURE, prepared, new Signature(world.bytes(65)));
        world.assertRefused(Refusal.BAD_SIGNATURE, prepared, Signature.of(new byte[65]));
        world.assertRefused(Refusal.BAD_SIGNATURE, prepared, Signature.of(new byte[1]));
    }

    @Test
    void everyBitOfASignatureCounts() {
        LedgerSigner somebody = world.participant();
        PreparedOperation prepared = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        byte[] signature = somebody.sign(prepared.signable()).toByteArray();
        for (int i = 0; i < signature.length; i += 8) {
            byte[] changed = signature.clone();
            changed[i] ^= 4;
            world.assertRefused(Refusal.BAD_SIGNATURE, prepared, Signature.of(changed));
        }
    }

    @Test
    void malleatedSignatureIsRefused() {
        LedgerSigner somebody = world.participant();
        PreparedOperation prepared = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        Signature signature = somebody.sign(prepared.signable());
        world.assertRefused(Refusal.BAD_SIGNATURE, prepared, malleated(signature));
        world.submit(prepared, signature);
    }

    @Test
    void signatureIsVerifiedForAnybody() {
        LedgerSigner somebody = world.participant();
        Attestation attestation = world.attestation(somebody, world.participant());
        Digest digest = world.ledger().attestationData(attestation).digest();
        Signature signature = somebody.sign(world.ledger().attestationData(attestation));
        assertTrue(world.ledger().verify(somebody.address(), digest, signature));
        assertFalse(world.ledger().verify(world.owner().address(), digest, signature));
        assertFalse(world.ledger().verify(somebody.address(), world.digest(), signature));
        assertFalse(world.ledger().verify(somebody.address(), digest, malleated(signature)));
    }

    @Test
    void awaitingTheUnknownTimesOut() {
        OperationId unknown = new OperationId(world.digest());
        LedgerTimeoutException timeout =
                assertThrows(LedgerTimeoutException.class, () -> world.ledger().await(unknown, Duration.ofMillis(50)));
        assertTrue(timeout.retryable(), "await again");
    }

    @Test
    void valuesThatNoLedgerHoldsAreNotPrepared() {
        Address somebody = world.participant().address();
        ImageId image = new ImageId(world.digest());
        Instant now = world.now();
        List<LedgerOperation> impossible = List.of(
                new SetApprovalLimit(-1, DAY),
                new SetApprovalLimit(1L << 32, DAY),
                new SetApprovalLimit(1, DAY.negated()),
                new SetApprovalLimit(1, Duration.ofMillis(1500)),
                new SetApprovalLimit(1, Duration.ofSeconds(1L << 32)),
                new ApproveRequester(image, somebody, new Grant(-1, now, world.capsule(), 1)),
                new ApproveRequester(image, somebody, new Grant(1, now.plusMillis(5), world.capsule(), 1)),
                new ApproveRequester(image, somebody, new Grant(1, Instant.ofEpochSecond(-1), world.capsule(), 1)),
                new ApproveRequester(image, somebody, new Grant(1, Instant.MAX, world.capsule(), 1)),
                new ApproveRequester(image, somebody, new Grant(1, now, world.capsule(), -1)),
                new RegisterInstitution(somebody, "\ud800"));
        for (LedgerOperation operation : impossible) {
            assertThrows(InputException.class, () -> world.ledger().prepare(operation, somebody), operation::toString);
        }
    }

    private List<LedgerOperation> everyOperation() {
        LedgerSigner signer = world.participant();
        Address somebody = signer.address();
        ImageId image = new ImageId(world.digest());
        return List.of(
                new RegisterInstitution(somebody, "Hôpital"),
                new RemoveInstitution(somebody),
                new RegisterMember(Role.RADIOLOGIST, somebody),
                new RemoveMember(Role.RADIOLOGIST, somebody),
                world.publishKey(signer, 3),
                world.createContract(signer, world.attestation(signer, signer)),
                ask(image),
                new WithdrawRequest(image),
                new ApproveRequester(image, somebody, world.grant(DAY)),
                new RenewRequester(image, somebody, world.grant(DAY)),
                new DenyRequester(image, somebody, world.reason()),
                new RemoveRequester(image, somebody, world.reason()),
                new TraceAuthorization(image, somebody),
                new SetApprovalLimit((1L << 32) - 1, DAY),
                new SetRegisteredRequestersOnly(true));
    }

    private RequestAccess ask(ImageId image) {
        return new RequestAccess(image, world.notes());
    }

    /** The other signature that verifies where s is not bounded: (r, n - s) with the other parity. */
    private static Signature malleated(Signature signature) {
        byte[] bytes = signature.toByteArray();
        assertEquals(65, bytes.length, "r, s and v");
        BigInteger s = new BigInteger(1, Arrays.copyOfRange(bytes, 32, 64));
        byte[] high = ORDER.subtract(s).toByteArray();
        Arrays.fill(bytes, 32, 64, (byte) 0);
        int length = Math.min(high.length, 32);
        System.arraycopy(high, high.length - length, bytes, 64 - length, length);
        bytes[64] = (byte) (bytes[64] == 27 ? 28 : 27);
        return Signature.of(bytes);
    }
}
