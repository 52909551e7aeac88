package org.pcim.internal;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.error.CipherException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * The certificates that participants have published, each accepted only with both of its bindings.
 *
 * <p>A lower sequence number than was seen before is refused, so that a lying node cannot slip in an older key.
 */
public final class CertificateDirectory {

    private static final String ACTION = "read certificate";

    private final AccessLedger ledger;
    private final ImageCipher cipher;
    private final Keeping keeping;
    private final ConcurrentMap<Address, Long> highest = new ConcurrentHashMap<>();

    CertificateDirectory(AccessLedger ledger, ImageCipher cipher, Keeping keeping) {
        this.ledger = ledger;
        this.cipher = cipher;
        this.keeping = keeping;
    }

    /** A certificate with how its owner published it. */
    public record Entry(PublishedCertificate published, RecipientCertificate certificate) {}

    /** The owner's newest certificate, valid at this time. */
    public Entry require(Address owner, Instant now) {
        return find(owner, now).orElseThrow(() -> new LedgerRefusalException(ACTION, owner.toString(), Refusal.NO_KEY));
    }

    /** The owner's newest certificate, valid at this time, if it has published one. */
    public Optional<Entry> find(Address owner, Instant now) {
        Optional<PublishedCertificate> newest = ledger.certificate(owner);
        newest.ifPresent(published -> {
            long seen = highest.merge(owner, published.sequence(), Math::max);
            if (published.sequence() < seen) {
                throw refused(owner, "the ledger's node answered with an older one than before; ask another node");
            }
        });
        return newest.map(published -> new Entry(published, accept(owner, published, now)));
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

    /** The certificate with this hash that the owner has published at any time, valid at a given time. */
    public RecipientCertificate require(Address owner, Digest hash, Instant at) {
        PublishedCertificate published = ledger.certificates(owner).stream()
                .filter(one -> one.hash().equals(hash))
                .findFirst()
                .orElseThrow(() -> refused(owner, "it has not published the one that its attestation names"));
        RecipientCertificate certificate = accept(owner, published, at);
        keeping.keep(published);
        return certificate;
    }

    private RecipientCertificate accept(Address owner, PublishedCertificate published, Instant at) {
        if (!published.owner().equals(owner)) {
            throw refused(owner, "the ledger's node answered with another's; ask another node");
        }
        Digest binding = ledger.bindingData(published.binding(ledger.id())).digest();
        if (!ledger.verify(owner, binding, published.ownerBinding())) {
            throw refused(owner, "its owner has not signed it; ask another node, or the owner");
        }
        RecipientCertificate certificate = cipher.certificate(published.certificate(), at);
        cipher.verify(binding.toByteArray(), published.certificateBinding(), certificate, at);
        return certificate;
    }

    private static LedgerException refused(Address owner, String reason) {
        return new LedgerException(ACTION, owner.toString(), reason, false);
    }
}
