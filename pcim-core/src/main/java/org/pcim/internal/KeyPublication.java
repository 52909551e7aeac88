package org.pcim.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RevocationReason;
import org.pcim.error.InputException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/** Publishes a participant's certificate, bound to its ledger key in both directions, and that it is revoked. */
public final class KeyPublication {

    private static final String PUBLISH = "publish key";
    private static final String REVOKE = "revoke key";

    private final ClientServices services;
    private final LedgerSigner signer;
    private final CipherIdentity keys;

    /** Of the owner of these keys. */
    public KeyPublication(ClientServices services, LedgerSigner signer, CipherIdentity keys) {
        this.services = services;
        this.signer = signer;
        this.keys = keys;
    }

    /** Publishes the certificate, unless it is the newest one already. */
    public PublishedCertificate publish() {
        return unlessOvertaken(this::publishNext);
    }

    /** Publishes that the certificate is revoked, unless it is already, for a reason that says as much. */
    public PublishedCertificate revoke(RevocationReason reason) {
        return unlessOvertaken(() -> revokeNext(reason));
    }

    /** What an earlier call has sent may be recorded while this one is under way: then it is seen the second time. */
    private static PublishedCertificate unlessOvertaken(Supplier<PublishedCertificate> step) {
        try {
            return step.get();
        } catch (LedgerRefusalException e) {
            if (e.refusal() != Refusal.STALE_SEQUENCE) {
                throw e;
            }
            return step.get();
        }
    }

    private PublishedCertificate publishNext() {
        Bytes certificate = keys.certificate().encoded();
        requireNotRevoked(isRevokedItself());
        Optional<PublishedCertificate> newest =
                services.ledger().certificate(address()).map(RecordedCertificate::published);
        if (newest.isPresent() && newest.get().certificate().equals(certificate)) {
            return newest.get();
        }
        requireNotRevoked(services.certificates()
                .revocation(address(), keys.certificate().fingerprint())
                .isPresent());
        long sequence = newest.map(PublishedCertificate::sequence).orElse(0L) + 1;
        TypedData binding = binding(certificate, sequence);
        return perform(
                certificate,
                sequence,
                binding,
                services.cipher().sign(binding.digest().toByteArray(), keys));
    }

    private PublishedCertificate revokeNext(RevocationReason reason) {
        List<RecordedCertificate> earlier = services.ledger().certificates(address());
        requirePublished(earlier);
        Optional<Revocations.Found> revoked =
                services.certificates().revocation(address(), keys.certificate().fingerprint());
        if (revoked.isPresent() && (revoked.get().doubtsEarlierSignatures() || !reason.doubtsEarlierSignatures())) {
            return revoked.get().recorded().published();
        }
        Bytes certificate = services.cipher().revoke(keys, reason);
        long sequence = earlier.get(earlier.size() - 1).published().sequence() + 1;
        return perform(certificate, sequence, binding(certificate, sequence), PublishedCertificate.NO_BINDING);
    }

    private void requireNotRevoked(boolean revoked) {
        if (revoked) {
            throw new InputException(
                    PUBLISH, address().toString(), "the certificate at hand is revoked; publish that of a new key");
        }
    }

    /** What another program has revoked is another certificate than the published one, by the same key. */
    private void requirePublished(List<RecordedCertificate> published) {
        Digest hash = keys.certificate().hash();
        if (published.isEmpty()
                || (!isRevokedItself()
                        && published.stream()
                                .noneMatch(one -> one.published().hash().equals(hash)))) {
            throw new InputException(
                    REVOKE,
                    address().toString(),
                    "the certificate at hand is not published for this address; revoke with the key that is");
        }
    }

    private boolean isRevokedItself() {
        return services.cipher().revocation(keys.certificate().encoded()).isPresent();
    }

    private Address address() {
        return signer.address();
    }

    private TypedData binding(Bytes certificate, long sequence) {
        return services.ledger()
                .bindingData(new KeyBinding(
                        services.ledger().id(), address(), Digest.sha256(certificate.toByteArray()), sequence));
    }

    private PublishedCertificate perform(
            Bytes certificate, long sequence, TypedData ownerBinding, Bytes certificateBinding) {
        PublishedCertificate published = new PublishedCertificate(
                address(), sequence, certificate, signer.sign(ownerBinding), certificateBinding);
        services.verified().perform(new PublishKey(published), signer);
        return published;
    }
}
