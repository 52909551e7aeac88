package org.pcim.internal;

import java.util.Optional;
import org.pcim.cipher.CipherIdentity;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.TypedData;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/** Publishes a participant's certificate, bound to its ledger key in both directions. */
public final class KeyPublication {

    private KeyPublication() {}

    /** Publishes it, unless it is the newest one already. */
    public static PublishedCertificate publish(ClientServices services, LedgerSigner signer, CipherIdentity keys) {
        Optional<PublishedCertificate> newest = services.ledger().certificate(signer.address());
        Bytes certificate = keys.certificate().encoded();
        if (newest.isPresent() && newest.get().certificate().equals(certificate)) {
            return newest.get();
        }
        long sequence = newest.map(PublishedCertificate::sequence).orElse(0L) + 1;
        Digest hash = keys.certificate().hash();
        TypedData binding =
                services.ledger().bindingData(new KeyBinding(services.ledger().id(), signer.address(), hash, sequence));
        PublishedCertificate published = new PublishedCertificate(
                signer.address(),
                sequence,
                certificate,
                signer.sign(binding),
                services.cipher().sign(binding.digest().toByteArray(), keys));
        services.verified().perform(new PublishKey(published), signer);
        return published;
    }
}
