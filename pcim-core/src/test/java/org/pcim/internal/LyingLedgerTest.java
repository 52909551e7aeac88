package org.pcim.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.cipher.CertificateRevocation;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.RevocationReason;
import org.pcim.error.CipherException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PrunedEventException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;

/** What a client does not believe of a ledger's node. */
class LyingLedgerTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final LedgerId ID = new LedgerId("embedded:" + "00".repeat(16));
    private static final Signature GOOD = Signature.of(new byte[] {1});
    private static final Signature BAD = Signature.of(new byte[] {2});
    private static final TypedData DATA = new TypedData(Digest.sha256(new byte[] {7}), "{}");

    private final AccessLedger ledger = mock(AccessLedger.class);
    private final ImageCipher cipher = mock(ImageCipher.class);
    private final Address owner = Address.of(new byte[20]);
    private final Address other = Address.parse("0x" + "11".repeat(20));
    private final CertificateDirectory certificates = new CertificateDirectory(ledger, cipher, Keeping.in(null));
    private final VerifiedLedger verified =
            new VerifiedLedger(ledger, Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(1));

    @BeforeEach
    void aLedgerThatKnowsGoodFromBad() {
        when(ledger.id()).thenReturn(ID);
        when(ledger.bindingData(any())).thenReturn(DATA);
        when(ledger.attestationData(any())).thenReturn(DATA);
        when(ledger.verify(owner, DATA.digest(), GOOD)).thenReturn(true);
        when(cipher.certificate(any(), any())).thenReturn(mock(RecipientCertificate.class));
    }

    @Test
    void aCertificateWithBothBindingsIsBelieved() {
        answer(published(owner, 1, GOOD));
        assertEquals(1, certificates.require(owner, NOW).published().sequence());
    }

    @Test
    void anotherOwnersCertificateIsNot() {
        answer(published(other, 1, GOOD));
        assertThrows(LedgerException.class, () -> certificates.require(owner, NOW));
    }

    @Test
    void oneThatItsOwnerDidNotSignIsNot() {
        answer(published(owner, 1, BAD));
        assertThrows(LedgerException.class, () -> certificates.require(owner, NOW));
    }

    @Test
    void oneThatDoesNotSignForItsOwnerIsNot() {
        answer(published(owner, 1, GOOD));
        doThrow(new CipherException("verify", "", "no"))
                .when(cipher)
                .verify(eq(DATA.digest().toByteArray()), any(), any(), eq(NOW));
        assertThrows(CipherException.class, () -> certificates.require(owner, NOW));
    }

    @Test
    void anOlderOneThanBeforeIsNot() {
        answer(published(owner, 2, GOOD));
        certificates.require(owner, NOW);
        answer(published(owner, 1, GOOD));
        assertThrows(LedgerException.class, () -> certificates.require(owner, NOW));
    }

    @Test
    void noneIsSaidAsSuch() {
        when(ledger.certificate(owner)).thenReturn(Optional.empty());
        LedgerRefusalException e = assertThrows(LedgerRefusalException.class, () -> certificates.require(owner, NOW));
        assertEquals(Refusal.NO_KEY, e.refusal());
    }

    @Test
    void oneThatAnAttestationNamesHasToBePublished() {
        PublishedCertificate published = published(owner, 1, GOOD);
        when(ledger.certificates(owner)).thenReturn(List.of(new RecordedCertificate(published, NOW)));
        certificates.signer(owner, published.hash(), NOW);
        assertThrows(LedgerException.class, () -> certificates.signer(owner, Digest.sha256(), NOW));
    }

    @Test
    void whatItsOwnerDidNotSignCountsForNothing() {
        answer(published(owner, 9, BAD));
        assertThrows(LedgerException.class, () -> certificates.require(owner, NOW));
        answer(published(owner, 1, GOOD));
        assertEquals(1, certificates.require(owner, NOW).published().sequence());
    }

    @Test
    void allThatAreFewerThanWereSeenAreNotBelieved() {
        PublishedCertificate first = published(owner, 1, GOOD);
        answer(published(owner, 2, GOOD));
        certificates.require(owner, NOW);
        when(ledger.certificates(owner)).thenReturn(List.of(new RecordedCertificate(first, NOW)));
        assertThrows(LedgerException.class, () -> certificates.signer(owner, first.hash(), NOW));
        when(ledger.certificate(owner)).thenThrow(new PrunedEventException("read", "", 1));
        certificates.signer(owner, first.hash(), NOW);
    }

    @Test
    void aRevokedOneSaysWhoseItIsAndWhy() {
        answer(published(owner, 1, GOOD));
        when(cipher.certificate(any(), any())).thenThrow(new CipherException("use", "certificate", "it is revoked"));
        when(cipher.revocation(any()))
                .thenReturn(Optional.of(new CertificateRevocation("AB", NOW, RevocationReason.COMPROMISED)));
        CipherException e = assertThrows(CipherException.class, () -> certificates.require(owner, NOW));
        assertEquals(
                "Cannot use certificate of " + owner
                        + ": its owner has revoked it (COMPROMISED, at 2026-11-23T12:00:00Z), and has to publish a new key",
                e.getMessage());
        assertEquals(Optional.empty(), certificates.findUsable(owner, NOW));
    }

    @Test
    void anImageWithItsRadiologistsAttestationIsBelieved() {
        ImageRecord image = image(ID, GOOD);
        when(ledger.image(image.id())).thenReturn(Optional.of(image));
        assertEquals(image, verified.image("test", image.id()));
    }

    @Test
    void anImageThatNobodyAttestedToIsNot() {
        ImageRecord image = image(ID, BAD);
        when(ledger.image(image.id())).thenReturn(Optional.of(image));
        assertThrows(LedgerException.class, () -> verified.image("test", image.id()));
    }

    @Test
    void anImageAttestedForAnotherLedgerIsNot() {
        ImageRecord image = image(new LedgerId("embedded:" + "11".repeat(16)), GOOD);
        when(ledger.image(image.id())).thenReturn(Optional.of(image));
        assertThrows(LedgerException.class, () -> verified.image("test", image.id()));
    }

    @Test
    void anotherImageThanWasAskedForIsNot() {
        ImageId asked = new ImageId(Digest.sha256(new byte[] {9}));
        when(ledger.image(asked)).thenReturn(Optional.of(image(ID, GOOD)));
        assertThrows(LedgerException.class, () -> verified.image("test", asked));
    }

    @Test
    void theLaterClockCounts() {
        when(ledger.head()).thenReturn(new LedgerHead(1, NOW.plusSeconds(5), Digest.sha256()));
        assertEquals(NOW.plusSeconds(5), verified.now());
        when(ledger.head()).thenReturn(new LedgerHead(1, NOW.minusSeconds(5), Digest.sha256()));
        assertEquals(NOW, verified.now());
    }

    private void answer(PublishedCertificate published) {
        when(ledger.certificate(owner)).thenReturn(Optional.of(new RecordedCertificate(published, NOW)));
    }

    private static PublishedCertificate published(Address owner, long sequence, Signature ownerBinding) {
        return new PublishedCertificate(
                owner, sequence, Bytes.of(new byte[] {1}), ownerBinding, Bytes.of(new byte[] {1}));
    }

    private ImageRecord image(LedgerId ledgerId, Signature signature) {
        Attestation attestation = new Attestation(
                ledgerId,
                other,
                null,
                new Cid(Cid.Codec.DAG_PB, Digest.sha256(new byte[] {3})),
                Digest.sha256(),
                Digest.sha256(),
                ImageDescription.none(),
                owner,
                Digest.sha256(),
                NOW,
                NOW);
        return new ImageRecord(attestation, signature, NOW, null);
    }
}
