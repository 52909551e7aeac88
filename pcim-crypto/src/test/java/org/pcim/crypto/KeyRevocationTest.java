package org.pcim.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcim.cipher.CertificateRevocation;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RevocationReason;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** What counts as a revocation of a certificate, of version 6 and of version 4 as GnuPG makes them. */
class KeyRevocationTest {

    private static final Instant MADE = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant LATER = MADE.plus(Duration.ofDays(20));
    private static final byte REASON_OF_A_PRIVATE_USE = 100;

    private final OpenPgpImageCipher cipher = new OpenPgpImageCipher(Clock.fixed(LATER, ZoneOffset.UTC));

    static List<OpenPgpIdentity> ofBothVersions() {
        return List.of(named("A <a@example.org>"), CopyKeys.generate(MADE, "A <a@example.org>"));
    }

    @Test
    void aKeyThatHasExpiredIsRevokedToo() {
        CipherIdentity expired =
                OpenPgpKeys.generate(KeyParameters.withoutName(MADE).validFor(Duration.ofDays(10)));
        assertThrows(
                CipherException.class,
                () -> cipher.certificate(expired.certificate().encoded(), LATER));
        assertEquals(
                new CertificateRevocation(expired.certificate().fingerprint(), LATER, RevocationReason.RETIRED),
                cipher.revocation(cipher.revoke(expired, RevocationReason.RETIRED))
                        .orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("ofBothVersions")
    void whatAnotherKeySignedIsNoRevocation(OpenPgpIdentity victim) throws Exception {
        for (OpenPgpIdentity other : ofBothVersions()) {
            PGPKeyPair theirs = other.parts().get(0).keyPair();
            PGPPublicKey own = primary(victim);
            assertIgnored(victim, with(victim, revocation(theirs, own, RevocationReason.COMPROMISED)));
            if (own.getVersion() == theirs.getPublicKey().getVersion()) {
                PGPKeyPair disguised = new PGPKeyPair(
                        own,
                        new PGPPrivateKey(
                                own.getKeyID(),
                                own.getPublicKeyPacket(),
                                theirs.getPrivateKey().getPrivateKeyDataPacket()));
                assertNotRevoked(with(victim, revocation(disguised, own, RevocationReason.COMPROMISED)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ofBothVersions")
    void aRevocationOfAnotherKeyIsNone(OpenPgpIdentity victim) throws Exception {
        PGPKeyPair own = victim.parts().get(0).keyPair();
        PGPPublicKey other = primary(CopyKeys.generate(MADE, "B <b@example.org>"));
        assertNotRevoked(with(victim, revocation(own, other, RevocationReason.COMPROMISED)));
    }

    @ParameterizedTest
    @MethodSource("ofBothVersions")
    void aSigningSubkeyRevokesNothing(OpenPgpIdentity victim) throws Exception {
        PGPKeyPair signing = victim.parts().get(1).keyPair();
        assertIgnored(victim, with(victim, revocation(signing, primary(victim), RevocationReason.COMPROMISED)));
    }

    @ParameterizedTest
    @MethodSource("ofBothVersions")
    void aRevokedSubkeyIsNoRevokedCertificate(OpenPgpIdentity victim) throws Exception {
        PGPKeyPair own = victim.parts().get(0).keyPair();
        PGPPublicKey signing = victim.parts().get(1).publicKey();
        PGPSignature revoked = generator(own, PGPSignature.SUBKEY_REVOCATION, subpackets -> {})
                .generateCertification(own.getPublicKey(), signing);
        Bytes published = with(victim, PGPPublicKey.addCertification(signing, revoked));
        assertEquals(Optional.empty(), cipher.revocation(published));
        CipherException e = assertThrows(CipherException.class, () -> cipher.certificate(published, LATER));
        assertEquals("it has no key that can sign at this time", e.reason());
    }

    @ParameterizedTest
    @MethodSource("ofBothVersions")
    void aReasonThatIsNotStatedOrNotKnownIsUnspecified(OpenPgpIdentity owner) throws Exception {
        PGPKeyPair own = owner.parts().get(0).keyPair();
        Consumer<PGPSignatureSubpacketGenerator> unstated = subpackets -> {};
        Consumer<PGPSignatureSubpacketGenerator> unknown =
                subpackets -> subpackets.setRevocationReason(false, REASON_OF_A_PRIVATE_USE, "Why not");
        for (Consumer<PGPSignatureSubpacketGenerator> stated : List.of(unstated, unknown)) {
            PGPSignature signature =
                    generator(own, PGPSignature.KEY_REVOCATION, stated).generateCertification(own.getPublicKey());
            Bytes published = with(owner, PGPPublicKey.addCertification(primary(owner), signature));
            assertEquals(
                    RevocationReason.UNSPECIFIED,
                    cipher.revocation(published).orElseThrow().reason());
        }
    }

    @ParameterizedTest
    @MethodSource("ofBothVersions")
    void aReasonThatNobodySignedDoesNotCount(OpenPgpIdentity owner) throws Exception {
        PGPKeyPair own = owner.parts().get(0).keyPair();
        PGPSignatureGenerator generator = generator(own, PGPSignature.KEY_REVOCATION, subpackets -> {});
        PGPSignatureSubpacketGenerator unhashed = new PGPSignatureSubpacketGenerator();
        unhashed.setRevocationReason(false, (byte) 3, "");
        generator.setUnhashedSubpackets(unhashed.generate());
        Bytes published = with(
                owner,
                PGPPublicKey.addCertification(primary(owner), generator.generateCertification(own.getPublicKey())));
        assertEquals(
                RevocationReason.UNSPECIFIED,
                cipher.revocation(published).orElseThrow().reason());
    }

    @ParameterizedTest
    @MethodSource("ofBothVersions")
    void theGravestOfSeveralCounts(OpenPgpIdentity owner) throws Exception {
        PGPKeyPair own = owner.parts().get(0).keyPair();
        PGPPublicKey key = primary(owner);
        for (RevocationReason reason :
                List.of(RevocationReason.RETIRED, RevocationReason.COMPROMISED, RevocationReason.SUPERSEDED)) {
            key = PGPPublicKey.addCertification(key, revocation(own, own.getPublicKey(), reason));
        }
        assertEquals(
                RevocationReason.COMPROMISED,
                cipher.revocation(with(owner, key)).orElseThrow().reason());
    }

    @ParameterizedTest
    @MethodSource("ofBothVersions")
    void whatIsRevokedIsAWholeCertificate(OpenPgpIdentity owner) throws Exception {
        Bytes published = cipher.revoke(owner, RevocationReason.COMPROMISED);
        OpenPgpCertificate revoked = OpenPgpCertificate.own(published);
        assertEquals(owner.certificate().userIds(), revoked.userIds());
        assertEquals(3, revoked.parsed().getKeys().size());
        CipherException e = assertThrows(CipherException.class, () -> cipher.certificate(published, LATER));
        assertTrue(e.reason().contains("COMPROMISED"), e.getMessage());
    }

    private void assertIgnored(OpenPgpIdentity owner, Bytes published) {
        assertEquals(Optional.empty(), cipher.revocation(published));
        assertEquals(
                owner.certificate().fingerprint(),
                cipher.certificate(published, LATER).fingerprint());
    }

    /** The library takes no certificate with a signature that does not hold; but revoked it is not. */
    private void assertNotRevoked(Bytes published) {
        assertEquals(Optional.empty(), cipher.revocation(published));
        CipherException e = assertThrows(CipherException.class, () -> cipher.certificate(published, LATER));
        assertEquals("its own signatures do not hold", e.reason());
    }

    private static OpenPgpIdentity named(String userId) {
        return OpenPgpIdentity.of(OpenPgpKeys.generate(KeyParameters.named(MADE, userId)));
    }

    private static PGPPublicKey primary(OpenPgpIdentity identity) {
        return OpenPgpCertificate.ring(identity.certificate().encoded()).getPublicKey();
    }

    private static Bytes with(OpenPgpIdentity identity, PGPSignature onPrimary) throws IOException {
        return with(identity, PGPPublicKey.addCertification(primary(identity), onPrimary));
    }

    private static Bytes with(OpenPgpIdentity identity, PGPPublicKey changed) throws IOException {
        PGPPublicKeyRing ring = OpenPgpCertificate.ring(identity.certificate().encoded());
        return Bytes.of(PGPPublicKeyRing.insertPublicKey(ring, changed).getEncoded(PacketFormat.CURRENT));
    }

    private static PGPSignature revocation(PGPKeyPair signer, PGPPublicKey revoked, RevocationReason reason)
            throws PGPException {
        byte code = (byte) List.of(
                        RevocationReason.UNSPECIFIED,
                        RevocationReason.SUPERSEDED,
                        RevocationReason.COMPROMISED,
                        RevocationReason.RETIRED)
                .indexOf(reason);
        return generator(
                        signer,
                        PGPSignature.KEY_REVOCATION,
                        subpackets -> subpackets.setRevocationReason(false, code, ""))
                .generateCertification(revoked);
    }

    private static PGPSignatureGenerator generator(
            PGPKeyPair signer, int type, Consumer<PGPSignatureSubpacketGenerator> more) throws PGPException {
        PGPPublicKey key = signer.getPublicKey();
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
        generator.init(type, signer.getPrivateKey());
        PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
        subpackets.setSignatureCreationTime(true, Date.from(MADE.plusSeconds(60)));
        subpackets.setIssuerFingerprint(true, key);
        more.accept(subpackets);
        generator.setHashedSubpackets(subpackets.generate());
        return generator;
    }
}
