package org.pcim.internal;

import java.util.List;
import java.util.Optional;
import org.pcim.cipher.CertificateRevocation;
import org.pcim.cipher.ImageCipher;
import org.pcim.error.CipherException;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Address;

/**
 * Finds which certificates their owners have revoked, among what the owners have published.
 *
 * <p>A revocation counts if the owner's ledger key has bound it and the certificate's primary key has signed it. The
 * certificate's own binding is not asked for: what it would prove, the revocation proves.
 */
final class Revocations {

    private final AccessLedger ledger;
    private final ImageCipher cipher;
    private final Keeping keeping;

    Revocations(AccessLedger ledger, ImageCipher cipher, Keeping keeping) {
        this.ledger = ledger;
        this.cipher = cipher;
        this.keeping = keeping;
    }

    /** A revocation with how it was published. */
    record Found(RecordedCertificate recorded, CertificateRevocation revocation) {

        /** Whether what the certificate signed before is in doubt. */
        boolean doubtsEarlierSignatures() {
            return revocation.reason().doubtsEarlierSignatures();
        }
    }

    /** The revocation of a certificate by its owner: the first that puts earlier signatures in doubt, or else the first. */
    Optional<Found> find(Address owner, List<RecordedCertificate> published, String fingerprint) {
        List<Found> all = published.stream()
                .flatMap(recorded -> find(owner, recorded, fingerprint).stream())
                .toList();
        all.forEach(found -> keeping.keep(found.recorded));
        return all.stream()
                .filter(Found::doubtsEarlierSignatures)
                .findFirst()
                .or(() -> all.stream().findFirst());
    }

    private Optional<Found> find(Address owner, RecordedCertificate recorded, String fingerprint) {
        return cipher.revocation(recorded.published().certificate())
                .filter(revocation ->
                        revocation.fingerprint().equals(fingerprint) && isOwners(owner, recorded.published()))
                .map(revocation -> new Found(recorded, revocation));
    }

    private boolean isOwners(Address owner, PublishedCertificate published) {
        return published.owner().equals(owner)
                && ledger.verify(
                        owner,
                        ledger.bindingData(published.binding(ledger.id())).digest(),
                        published.ownerBinding());
    }

    /** Why a certificate whose owner has published it cannot be used; the cipher's reason, if it is not revoked. */
    CipherException unusable(RecordedCertificate recorded, CipherException otherwise) {
        PublishedCertificate published = recorded.published();
        return cipher.revocation(published.certificate())
                .map(revocation -> {
                    keeping.keep(recorded);
                    return new CipherException(
                            "use certificate of",
                            published.owner().toString(),
                            "its owner has revoked it (" + revocation.reason() + ", at " + revocation.at()
                                    + "), and has to publish a new key",
                            otherwise);
                })
                .orElse(otherwise);
    }
}
