package org.pcim.crypto;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.bcpg.sig.Features;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPPrimaryKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPUserId;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.pcim.cipher.CertificateRevocation;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.ShareMode;
import org.pcim.error.CipherException;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/**
 * A certificate as the library has parsed it, with what is often asked of it worked out once.
 *
 * <p>Safe for use by many threads. The library keeps state in the signatures it checks: whoever uses
 * {@link #parsed()} holds the lock of this object.
 */
final class OpenPgpCertificate implements RecipientCertificate {

    /** The longest that a ledger takes, in bytes. */
    static final int MAX_LENGTH = 16 << 10;

    private static final OpenPGPPolicy POLICY = BouncyCastle.IMPLEMENTATION.policy();
    private static final String ACTION = "use";
    private static final String SUBJECT = "certificate";

    private final Bytes encoded;
    private final Digest hash;
    private final OpenPGPCertificate parsed;
    private final List<String> userIds;
    private final ShareMode shareMode;
    private final Optional<PGPPublicKey> encryptionKey;

    private OpenPgpCertificate(Bytes encoded, OpenPGPCertificate parsed, Date at) {
        this.encoded = encoded;
        this.hash = Digest.sha256(encoded.toByteArray());
        this.parsed = parsed;
        this.userIds =
                parsed.getAllUserIds().stream().map(OpenPGPUserId::getUserId).toList();
        Features features = parsed.getPrimaryKey().getFeatures(at);
        this.shareMode = features != null && features.supportsSEIPDv2() ? ShareMode.REWRAP : ShareMode.COPY;
        this.encryptionKey = parsed.getEncryptionKeys(at).stream()
                .map(OpenPGPComponentKey::getPGPPublicKey)
                .filter(POLICY::isAcceptablePublicKey)
                .reduce(OpenPgpCertificate::newer);
    }

    /** A certificate that at this time is valid, can sign and can be encrypted to. */
    static OpenPgpCertificate valid(Bytes published, Instant at) {
        OpenPGPCertificate parsed = parse(published);
        return BouncyCastle.call(ACTION, SUBJECT, "its signatures cannot be checked", () -> {
            Date date = Date.from(at);
            if (!POLICY.isAcceptablePublicKey(parsed.getPrimaryKey().getPGPPublicKey())) {
                throw refused("its key is too weak, or of an algorithm that is not taken");
            }
            KeyRevocation.of(parsed.getPGPPublicKeyRing()).ifPresent(revocation -> {
                throw refused("its owner revoked it at " + revocation.at() + " (" + revocation.reason()
                        + "), and has to publish another");
            });
            requireValid(parsed.getPrimaryKey(), at);
            if (parsed.getSigningKeys(date).stream()
                    .map(OpenPGPComponentKey::getPGPPublicKey)
                    .noneMatch(POLICY::isAcceptablePublicKey)) {
                throw refused("it has no key that can sign at this time");
            }
            for (OpenPGPUserId userId : parsed.getAllUserIds()) {
                if (!userId.isBoundAt(date)) {
                    throw refused("it has a User ID that its key does not certify or has revoked; publish it without");
                }
            }
            OpenPgpCertificate certificate = new OpenPgpCertificate(published, parsed, date);
            certificate.encryptionKey();
            return certificate;
        });
    }

    /** The certificate of one's own key, taken as it was when it was last changed, whatever has become of it since. */
    static OpenPgpCertificate own(Bytes encoded) {
        OpenPGPCertificate parsed = parse(encoded);
        return BouncyCastle.call(
                ACTION,
                SUBJECT,
                "its signatures cannot be checked",
                () -> new OpenPgpCertificate(encoded, parsed, parsed.getLastModificationDate()));
    }

    /** The one that a caller passed in, if this cipher made it. */
    static OpenPgpCertificate of(RecipientCertificate certificate) {
        if (certificate instanceof OpenPgpCertificate own) {
            return own;
        }
        throw new IllegalArgumentException("The certificate was not made by this cipher; read it with certificate()");
    }

    @Override
    public Bytes encoded() {
        return encoded;
    }

    @Override
    public Digest hash() {
        return hash;
    }

    @Override
    public String fingerprint() {
        return HexFormat.of().withUpperCase().formatHex(parsed.getFingerprint());
    }

    @Override
    public List<String> userIds() {
        return userIds;
    }

    @Override
    public ShareMode shareMode() {
        return shareMode;
    }

    /** Its fingerprint. */
    @Override
    public String toString() {
        return fingerprint();
    }

    /** The key that session keys are wrapped for: the newest, if there are several. */
    PGPPublicKey encryptionKey() {
        return encryptionKey.orElseThrow(() -> refused("it has no key that can be encrypted to at this time"));
    }

    OpenPGPCertificate parsed() {
        return parsed;
    }

    /** The revocation of a certificate by its own key; nothing also if these bytes are no certificate. */
    static Optional<CertificateRevocation> revocation(Bytes published) {
        PGPPublicKeyRing ring;
        try {
            ring = ring(published);
        } catch (CipherException noCertificate) {
            return Optional.empty();
        }
        return KeyRevocation.of(ring);
    }

    private static OpenPGPCertificate parse(Bytes encoded) {
        PGPPublicKeyRing ring = ring(encoded);
        return BouncyCastle.call(
                ACTION, SUBJECT, "it is malformed", () -> new OpenPGPCertificate(ring, BouncyCastle.IMPLEMENTATION));
    }

    /** Its packets, not validated yet. */
    static PGPPublicKeyRing ring(Bytes encoded) {
        if (encoded.length() > MAX_LENGTH) {
            throw refused("it has " + encoded.length() + " bytes; no more than 16384 can be published");
        }
        String fault = CertificatePackets.fault(encoded);
        if (!fault.isEmpty()) {
            throw refused(fault);
        }
        return BouncyCastle.call(ACTION, SUBJECT, "it is malformed", () -> {
            PGPObjectFactory objects =
                    BouncyCastle.IMPLEMENTATION.pgpObjectFactory(new ByteArrayInputStream(encoded.toByteArray()));
            if (!(objects.nextObject() instanceof PGPPublicKeyRing ring) || objects.nextObject() != null) {
                throw refused("it is malformed");
            }
            return ring;
        });
    }

    private static void requireValid(OpenPGPPrimaryKey primary, Instant at) {
        Date date = Date.from(at);
        if (primary.isBoundAt(date)) {
            return;
        }
        if (at.isBefore(primary.getCreationTime().toInstant())) {
            throw refused(
                    "it was made only later, at " + primary.getCreationTime().toInstant());
        }
        Date expiration = primary.getKeyExpirationDateAt(date);
        if (expiration != null && expiration.toInstant().isBefore(at)) {
            throw refused("it expired at " + expiration.toInstant());
        }
        throw refused("its own signatures do not hold");
    }

    private static PGPPublicKey newer(PGPPublicKey one, PGPPublicKey other) {
        return other.getCreationTime().toInstant().isAfter(one.getCreationTime().toInstant()) ? other : one;
    }

    private static CipherException refused(String reason) {
        return new CipherException(ACTION, SUBJECT, reason);
    }
}
