package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.Refusal;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerEvent.KeyPublished;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Bytes;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;

/** Rules of publishing a key. */
public abstract class CertificateSuite extends LedgerSuite {

    @Test
    void anybodyPublishesACertificate() {
        LedgerSigner somebody = world.participant();
        assertEquals(Optional.empty(), world.ledger().certificate(somebody.address()));

        PublishKey operation = world.publishKey(somebody, 1);

        assertEquals(new KeyPublished(operation.certificate()), world.event(somebody, operation));
        assertEquals(Optional.of(operation.certificate()), newest(somebody));
    }

    @Test
    void certificatesSayWhenTheyWereRecorded() {
        LedgerSigner somebody = world.participant();
        List<RecordedCertificate> recorded = new ArrayList<>();
        for (int sequence : new int[] {3, 4}) {
            PublishKey operation = world.publishKey(somebody, sequence);
            Instant time = world.act(somebody, operation).get(0).time();
            recorded.add(new RecordedCertificate(operation.certificate(), time));
            assertEquals(
                    Optional.of(recorded.get(recorded.size() - 1)),
                    world.ledger().certificate(somebody.address()));
        }
        assertEquals(recorded, world.ledger().certificates(somebody.address()));
    }

    @Test
    void newerCertificateFollowsOlderOnes() {
        LedgerSigner somebody = world.participant();
        PublishKey first = world.publishKey(somebody, 1);
        PublishKey second = world.publishKey(somebody, 7);
        world.act(somebody, first);
        world.act(somebody, second);

        assertEquals(Optional.of(second.certificate()), newest(somebody));
        assertEquals(
                List.of(first.certificate(), second.certificate()),
                world.ledger().certificates(somebody.address()).stream()
                        .map(RecordedCertificate::published)
                        .toList());
    }

    @Test
    void certificateMayHave1To16384Bytes() {
        LedgerSigner somebody = world.participant();
        world.act(somebody, world.publishKey(somebody, 1, world.bytes(1)));
        world.act(somebody, world.publishKey(somebody, 2, world.bytes(16384)));
    }

    @Test
    void emptyCertificateIsRefused() {
        LedgerSigner somebody = world.participant();
        world.assertRefused(Refusal.BAD_CERTIFICATE, somebody, world.publishKey(somebody, 1, Bytes.empty()));
    }

    @Test
    void oversizedCertificateIsRefused() {
        LedgerSigner somebody = world.participant();
        world.assertRefused(Refusal.BAD_CERTIFICATE, somebody, world.publishKey(somebody, 1, world.bytes(16385)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 4, 5})
    void sequenceIsAboveTheLast(long stale) {
        LedgerSigner somebody = world.participant();
        world.act(somebody, world.publishKey(somebody, 5));
        world.assertRefused(Refusal.STALE_SEQUENCE, somebody, world.publishKey(somebody, stale));
    }

    @Test
    void firstSequenceIsAboveZero() {
        LedgerSigner somebody = world.participant();
        world.assertRefused(Refusal.STALE_SEQUENCE, somebody, world.publishKey(somebody, 0));
    }

    @Test
    void sequencesOfOthersDoNotMatter() {
        LedgerSigner somebody = world.participant();
        world.act(somebody, world.publishKey(somebody, 5));
        world.requester();
    }

    @Test
    void nobodyPublishesForAnother() {
        LedgerSigner owner = world.participant();
        world.assertRefused(Refusal.BAD_BINDING, world.participant(), world.publishKey(owner, 1));
    }

    @Test
    void bindingIsTheOwnersSignature() {
        LedgerSigner somebody = world.participant();
        PublishedCertificate good = world.publishKey(somebody, 1).certificate();
        KeyBinding binding = good.binding(world.ledger().id());

        assertBadBinding(somebody, signed(good, binding, world.participant()));
        assertBadBinding(somebody, bound(good, new Signature(world.bytes(65)), good.certificateBinding()));
    }

    @Test
    void bindingCoversCertificateAndSequence() {
        LedgerSigner somebody = world.participant();
        LedgerId ledger = world.ledger().id();
        PublishedCertificate good = world.publishKey(somebody, 1).certificate();

        assertBadBinding(
                somebody, signed(good, new KeyBinding(ledger, somebody.address(), world.digest(), 1), somebody));
        assertBadBinding(somebody, signed(good, new KeyBinding(ledger, somebody.address(), good.hash(), 2), somebody));
        assertBadBinding(
                somebody, signed(good, new KeyBinding(ledger, world.owner().address(), good.hash(), 1), somebody));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4097})
    void certificatesBindingHas1To4096Bytes(int length) {
        LedgerSigner somebody = world.participant();
        PublishedCertificate good = world.publishKey(somebody, 1).certificate();
        assertBadBinding(somebody, bound(good, good.ownerBinding(), world.bytes(length)));
        world.act(somebody, new PublishKey(bound(good, good.ownerBinding(), world.bytes(4096))));
    }

    private Optional<PublishedCertificate> newest(LedgerSigner owner) {
        return world.ledger().certificate(owner.address()).map(RecordedCertificate::published);
    }

    private void assertBadBinding(LedgerSigner sender, PublishedCertificate certificate) {
        world.assertRefused(Refusal.BAD_BINDING, sender, new PublishKey(certificate));
    }

    private PublishedCertificate signed(PublishedCertificate of, KeyBinding binding, LedgerSigner signer) {
        return bound(of, signer.sign(world.ledger().bindingData(binding)), of.certificateBinding());
    }

    private static PublishedCertificate bound(PublishedCertificate of, Signature owner, Bytes certificate) {
        return new PublishedCertificate(of.owner(), of.sequence(), of.certificate(), owner, certificate);
    }
}
