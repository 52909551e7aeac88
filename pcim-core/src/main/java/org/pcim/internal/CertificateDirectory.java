package org.pcim.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.error.CipherException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PrunedEventException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * The certificates that participants have published, each accepted only with both of its bindings.
 *
 * <p>A lower sequence number than was seen before is refused, so that a lying node cannot slip in an older key.
 */
public final class CertificateDirectory {

    private static final String ACTION = "read certificate";
    private static final String OLDER = "the ledger's node answered with an older one than before; ask another node";

    private final AccessLedger ledger;
    private final ImageCipher cipher;
    private final Keeping keeping;
    private final Revocations revocations;
    private final ConcurrentMap<Address, Long> highest = new ConcurrentHashMap<>();

    CertificateDirectory(AccessLedger ledger, ImageCipher cipher, Keeping keeping) {
        this.ledger = ledger;
        this.cipher = cipher;
        this.keeping = keeping;
        this.revocations = new Revocations(ledger, cipher, keeping);
    }

    /** A certificate with how its owner published it. */
    public record Entry(PublishedCertificate published, RecipientCertificate certificate) {}

    /** A certificate that has signed something, and how its owner has revoked it, if it is. */
    record Signer(RecipientCertificate certificate, Optional<Revocations.Found> revocation) {}

    /** The owner's newest certificate, valid at this time. */
    public Entry require(Address owner, Instant now) {
        return find(owner, now).orElseThrow(() -> new LedgerRefusalException(ACTION, owner.toString(), Refusal.NO_KEY));
    }

    /** The owner's newest certificate, valid at this time, if it has published one. */
    public Optional<Entry> find(Address owner, Instant now) {
        Optional<RecordedCertificate> newest = ledger.certificate(owner);
        newest.ifPresent(recorded -> {
            if (isOlderThanSeen(owner, recorded.published().sequence())) {
                throw refused(owner, OLDER);
            }
        });
        return newest.map(recorded -> new Entry(recorded.published(), accept(owner, recorded, now)));
    }

    /**
     * As {@link #find}, but nothing if what its owner published cannot be used: anybody can publish anything as his own, and
     * that must not keep others from being seen.
     */
    public Optional<Entry> findUsable(Address owner, Instant now) {
        try {
            return find(owner, now);
        } catch (CipherException unusable) {
            return Optional.empty();
        }
    }

    /**
     * The certificate with this hash that the owner has published at any time, valid at a given time. Whether the owner has
     * revoked it since is the caller's to judge.
     */
    Signer signer(Address owner, Digest hash, Instant at) {
        List<RecordedCertificate> all = all(owner);
        RecordedCertificate named = all.stream()
                .filter(one -> one.published().hash().equals(hash))
                .findFirst()
                .orElseThrow(() -> refused(owner, "it has not published the one that its attestation names"));
        RecipientCertificate certificate = accept(owner, named, at);
        keeping.keep(named);
        return new Signer(certificate, revocation(owner, all, certificate.fingerprint()));
    }

    /** How the owner has revoked the certificate with this fingerprint, if it is. */
    Optional<Revocations.Found> revocation(Address owner, String fingerprint) {
        return revocation(owner, all(owner), fingerprint);
    }

    private Optional<Revocations.Found> revocation(
            Address owner, List<RecordedCertificate> published, String fingerprint) {
        Optional<Revocations.Found> found = revocations.find(owner, published, fingerprint);
        found.ifPresent(revocation -> seen(revocation.recorded().published()));
        return found;
    }

    /** Everything that an owner has published, and at least what was seen before, unless the node says that it dropped it. */
    private List<RecordedCertificate> all(Address owner) {
        List<RecordedCertificate> all = ledger.certificates(owner);
        long last = all.isEmpty() ? 0 : all.get(all.size() - 1).published().sequence();
        if (isOlderThanSeen(owner, last) && !hasDroppedNewest(owner)) {
            throw refused(owner, OLDER);
        }
        return all;
    }

    private boolean isOlderThanSeen(Address owner, long sequence) {
        return sequence < highest.getOrDefault(owner, 0L);
    }

    /** Only what its owner has signed: else a node could make the client refuse what is right. */
    private void seen(PublishedCertificate signed) {
        highest.merge(signed.owner(), signed.sequence(), Math::max);
    }

    private boolean hasDroppedNewest(Address owner) {
        try {
            ledger.certificate(owner);
            return false;
        } catch (PrunedEventException dropped) {
            return true;
        }
    }

    private RecipientCertificate accept(Address owner, RecordedCertificate recorded, Instant at) {
        PublishedCertificate published = recorded.published();
        if (!published.owner().equals(owner)) {
            throw refused(owner, "the ledger's node answered with another's; ask another node");
        }
        Digest binding = ledger.bindingData(published.binding(ledger.id())).digest();
        if (!ledger.verify(owner, binding, published.ownerBinding())) {
            throw refused(owner, "its owner has not signed it; ask another node, or the owner");
        }
        seen(published);
        RecipientCertificate certificate;
        try {
            certificate = cipher.certificate(published.certificate(), at);
        } catch (CipherException e) {
            throw revocations.unusable(recorded, e);
        }
        cipher.verify(binding.toByteArray(), published.certificateBinding(), certificate, at);
        return certificate;
    }

    private static LedgerException refused(Address owner, String reason) {
        return new LedgerException(ACTION, owner.toString(), reason, false);
    }
}
