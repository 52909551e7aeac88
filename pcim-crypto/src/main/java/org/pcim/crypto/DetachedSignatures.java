package org.pcim.crypto;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.Set;
import org.bouncycastle.bcpg.BCPGOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.bcpg.PacketFormat;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.OpenPGPSignature;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.pcim.crypto.internal.PacketReader;
import org.pcim.crypto.internal.PacketTag;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;

/** Makes and checks detached signatures over bytes: of its key's version, type binary, SHA-512 (RFC 9580, 5.2). */
final class DetachedSignatures {

    private static final int MAX_LENGTH = 4096;
    private static final OpenPGPPolicy POLICY = BouncyCastle.IMPLEMENTATION.policy();

    private DetachedSignatures() {}

    /** A signature by the identity's signing key that is valid at this time, which becomes the signature's. */
    static Bytes sign(byte[] data, OpenPgpIdentity signer, Instant now) {
        String fingerprint = signer.certificate().fingerprint();
        PGPKeyPair key = signingKey(signer, now);
        return BouncyCastle.call("sign as", fingerprint, "the library cannot sign with its key", () -> {
            PGPSignatureGenerator generator = new PGPSignatureGenerator(
                    new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA512),
                    key.getPublicKey());
            generator.init(PGPSignature.BINARY_DOCUMENT, key.getPrivateKey());
            PGPSignatureSubpacketGenerator subpackets = new PGPSignatureSubpacketGenerator();
            subpackets.setSignatureCreationTime(true, Date.from(now));
            subpackets.setIssuerFingerprint(true, key.getPublicKey());
            generator.setHashedSubpackets(subpackets.generate());
            generator.update(data);
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            generator.generate().encode(new BCPGOutputStream(packet, PacketFormat.CURRENT));
            return Bytes.of(packet.toByteArray());
        });
    }

    /**
     * Accepts a signature by a key that was valid for signing at this time, or throws. One that is dated later has to be by
     * a key that is valid then too.
     */
    static void verify(byte[] data, Bytes signature, OpenPgpCertificate signer, Instant at) {
        String reason = "it is malformed";
        BouncyCastle.call("accept signature of", signer.fingerprint(), reason, () -> {
            PGPSignature parsed = parse(signature);
            if (parsed.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
                throw refused(
                        signer,
                        parsed.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT
                                ? "it is over a text, not over bytes"
                                : "it is not over a document");
            }
            synchronized (signer) {
                verify(data, parsed, signer, at);
            }
            return true;
        });
    }

    private static void verify(byte[] data, PGPSignature signature, OpenPgpCertificate signer, Instant at)
            throws PGPException {
        KeyIdentifier issuer = OpenPGPSignature.getMostExpressiveIdentifier(signature.getKeyIdentifiers());
        OpenPGPComponentKey key = issuer == null ? null : signer.parsed().getKey(issuer);
        if (key == null) {
            throw refused(signer, "it was made by another key");
        }
        if (signature.getVersion() != key.getVersion()) {
            throw refused(signer, "its version is not that of its key");
        }
        OpenPGPDocumentSignature document = new OpenPGPDocumentSignature(signature, key);
        signature.init(BouncyCastle.IMPLEMENTATION.pgpContentVerifierBuilderProvider(), key.getPGPPublicKey());
        signature.update(data);
        if (!document.verify()) {
            throw refused(signer, "the data is not what was signed");
        }
        Date expiration = document.getExpirationTime();
        if (expiration != null && !at.isBefore(expiration.toInstant())) {
            throw refused(signer, "it expired at " + expiration.toInstant());
        }
        Instant claimed = document.getCreationTime().toInstant();
        if (!couldSign(key, at) || !document.isValidAt(Date.from(later(at, claimed)), POLICY)) {
            throw refused(signer, "its key could not sign at " + at);
        }
    }

    private static boolean couldSign(OpenPGPComponentKey key, Instant at) {
        Date date = Date.from(at);
        return key.getCertificate().getPrimaryKey().isBoundAt(date) && key.isBoundAt(date) && key.isSigningKey(date);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static PGPSignature parse(Bytes signature) throws IOException {
        PacketReader packets = new PacketReader(new ByteArrayInputStream(signature.toByteArray()));
        boolean one = packets.next() == PacketTag.SIGNATURE;
        if (one) {
            packets.body(MAX_LENGTH);
            one = packets.next() < 0;
        }
        PGPObjectFactory objects =
                BouncyCastle.IMPLEMENTATION.pgpObjectFactory(new ByteArrayInputStream(signature.toByteArray()));
        if (one && objects.nextObject() instanceof PGPSignatureList list && list.size() == 1) {
            return list.get(0);
        }
        throw new IOException("Not one signature packet");
    }

    private static PGPKeyPair signingKey(OpenPgpIdentity signer, Instant now) {
        Set<KeyIdentifier> valid = new HashSet<>();
        OpenPgpCertificate certificate = signer.ownCertificate();
        synchronized (certificate) {
            if (certificate.parsed().getPrimaryKey().isBoundAt(Date.from(now))) {
                certificate.parsed().getSigningKeys(Date.from(now)).forEach(key -> valid.add(key.getKeyIdentifier()));
            }
        }
        for (SecretPart part : signer.parts()) {
            if (valid.contains(part.publicKey().getKeyIdentifier())) {
                return part.keyPair();
            }
        }
        throw new CipherException(
                "sign as", certificate.fingerprint(), "its certificate has expired, was revoked or is not yet valid");
    }

    private static CipherException refused(OpenPgpCertificate signer, String reason) {
        return new CipherException("accept signature of", signer.fingerprint(), reason);
    }
}
