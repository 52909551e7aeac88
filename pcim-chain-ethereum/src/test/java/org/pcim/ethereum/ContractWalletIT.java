package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.TypedData;
import org.pcim.model.AccessStatus;
import org.pcim.model.Attestation;
import org.pcim.model.ImageId;
import org.pcim.model.Role;
import org.pcim.model.Signature;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.LedgerWorld;
import org.pcim.testkit.program.AnvilNode;

/** Participants whose address is a contract, for which a payer pays (ERC-1271). */
class ContractWalletIT {

    @AutoClose
    private static AnvilNode anvil;

    private EthereumLedgerHarness harness;
    private LedgerWorld world;
    private ContractWallet wallet;

    @BeforeAll
    static void startAnvil() {
        anvil = AnvilNode.start();
    }

    @BeforeEach
    void deploy() {
        harness = EthereumLedgerHarness.sponsored(anvil);
        world = new LedgerWorld(harness);
        wallet = ContractWallet.deploy(anvil, LedgerKey.generate());
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void aWalletIsAPatient() {
        ImageId image = world.image(wallet);
        LedgerSigner approved = world.approved(wallet, image, Duration.ofDays(1));
        LedgerSigner denied = world.pending(image);
        world.act(wallet, new DenyRequester(image, denied.address(), world.reason()));
        world.act(wallet, new RemoveRequester(image, approved.address(), world.reason()));

        assertEquals(AccessStatus.DENIED, world.status(image, denied));
        assertEquals(AccessStatus.REMOVED, world.status(image, approved));
        assertTrue(world.ledger().capsule(image, wallet.address()).isPresent());
    }

    @Test
    void aWalletIsARequester() {
        ImageId image = world.image(world.participant());
        PublishKey published = world.publishKey(wallet, 1);
        world.act(wallet, published);
        world.act(wallet, new RequestAccess(image, world.notes()));

        assertEquals(
                Optional.of(published.certificate()),
                world.ledger().certificate(wallet.address()).map(RecordedCertificate::published));
        assertEquals(AccessStatus.PENDING, world.status(image, wallet));
    }

    @Test
    void aWalletIsARadiologist() {
        LedgerSigner hospital = world.institution();
        world.act(hospital, new RegisterMember(Role.RADIOLOGIST, wallet.address()));
        LedgerSigner patient = world.participant();
        Attestation attestation = world.attestation(wallet, patient);
        world.assertRefused(
                Refusal.BAD_ATTESTATION,
                patient,
                world.createContract(wallet.signedBy(world.participant()), attestation));
        world.act(patient, world.createContract(wallet, attestation));
    }

    @Test
    void onlyWhatTheWalletAcceptsCounts() {
        ImageId image = world.image(wallet);
        LedgerSigner requester = world.pending(image);
        ApproveRequester approval = new ApproveRequester(image, requester.address(), world.grant(Duration.ofDays(1)));
        world.assertRefused(Refusal.BAD_SIGNATURE, wallet.signedBy(world.participant()), approval);
        world.act(wallet, approval);
    }

    @Test
    void aWalletsSignatureIsVerifiedByAskingIt() {
        TypedData data = world.ledger().attestationData(world.attestation(wallet, wallet));
        Signature signature = wallet.sign(data);
        assertTrue(world.ledger().verify(wallet.address(), data.digest(), signature));
        assertFalse(world.ledger().verify(wallet.address(), world.digest(), signature));
        assertFalse(world.ledger().verify(world.owner().address(), data.digest(), signature));
        assertFalse(world.ledger().verify(harness.deployed().contract(), data.digest(), signature));
    }
}
