package org.pcim.crypto;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.bcpg.sig.RevocationReasonTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.pcim.cipher.CertificateRevocation;
import org.pcim.cipher.RevocationReason;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** Makes and finds key revocation signatures: of a certificate's primary key over itself (RFC 9580, 5.2.1.11). */
final class KeyRevocation {

    private static final OpenPGPPolicy POLICY = BouncyCastle.IMPLEMENTATION.policy();

    private KeyRevocation() {}

    /** The packets of the identity's certificate, with a revocation of this time behind its primary key. */
    static Bytes revoke(OpenPgpIdentity identity, RevocationReason reason, Instant now) {
        OpenPgpCertificate certificate = identity.ownCertificate();
        PGPKeyPair primary = identity.parts().get(0).keyPair();
        return BouncyCastle.call("revoke", certificate.fingerprint(), "the library cannot sign with its key", () -> {
            PGPPublicKeyRing ring = OpenPgpCertificate.ring(certificate.encoded());
            PGPPublicKey revoked = PGPPublicKey.addCertification(ring.getPublicKey(), signature(primary, reason, now));
            return Bytes.of(PGPPublicKeyRing.insertPublicKey(ring, revoked).getEncoded(PacketFormat.CURRENT));
        });
    }

    private static PGPSignature signature(PGPKeyPair primary, RevocationReason reason, Instant now)
            throws PGPException {
        PGPPublicKey key = primary.getPublicKey();
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(key.getAlgorithm(), HashAlgorithmTags.SHA512), key);
        generator.init(PGPSignature.KEY_REVOCATION, primary.getPrivateKey());
        PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
        subpackets.setSignatureCreationTime(true, Date.from(now));
        subpackets.setIssuerFingerprint(true, key);
        subpackets.setRevocationReason(false, code(reason), "");
        generator.setHashedSubpackets(subpackets.generate());
        return generator.generateCertification(key);
    }

    /** How a certificate is revoked, if it is. */
    static Optional<CertificateRevocation> of(PGPPublicKeyRing certificate) {
        PGPPublicKey primary = certificate.getPublicKey();
        List<CertificateRevocation> found = new ArrayList<>();
        for (Iterator<PGPSignature> all = primary.getSignaturesOfType(PGPSignature.KEY_REVOCATION); all.hasNext(); ) {
            PGPSignature signature = all.next();
            if (isGenuine(signature, primary)) {
                found.add(new CertificateRevocation(
                        HexFormat.of().withUpperCase().formatHex(primary.getFingerprint()),
                        signature.getCreationTime().toInstant(),
                        reason(signature)));
            }
        }
        return found.stream()
                .filter(revocation -> revocation.reason().doubtsEarlierSignatures())
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** An expiry of the signature, or of the key, does not matter: a key that was revoked stays so. */
    private static boolean isGenuine(PGPSignature signature, PGPPublicKey primary) {
        try {
            return BouncyCastle.call("read", "revocation", "it is malformed", () -> {
                signature.init(BouncyCastle.IMPLEMENTATION.pgpContentVerifierBuilderProvider(), primary);
                return signature.getVersion() == primary.getVersion()
                        && POLICY.isAcceptableRevocationSignatureHashAlgorithm(
                                signature.getHashAlgorithm(), signature.getCreationTime())
                        && signature.verifyCertification(primary);
            });
        } catch (CipherException malformed) {
            return false;
        }
    }

    private static RevocationReason reason(PGPSignature signature) {
        org.bouncycastle.bcpg.sig.RevocationReason stated =
                signature.getHashedSubPackets().getRevocationReason();
        if (stated == null) {
            return RevocationReason.UNSPECIFIED;
        }
        return switch (stated.getRevocationReason()) {
            case RevocationReasonTags.KEY_SUPERSEDED -> RevocationReason.SUPERSEDED;
            case RevocationReasonTags.KEY_COMPROMISED -> RevocationReason.COMPROMISED;
            case RevocationReasonTags.KEY_RETIRED -> RevocationReason.RETIRED;
            default -> RevocationReason.UNSPECIFIED;
        };
    }

    private static byte code(RevocationReason reason) {
        return switch (reason) {
            case UNSPECIFIED -> RevocationReasonTags.NO_REASON;
            case SUPERSEDED -> RevocationReasonTags.KEY_SUPERSEDED;
            case COMPROMISED -> RevocationReasonTags.KEY_COMPROMISED;
            case RETIRED -> RevocationReasonTags.KEY_RETIRED;
        };
    }
}
