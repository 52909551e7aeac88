package org.pcim.embedded.ledger;

import org.pcim.error.InputException;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;
import org.pcim.signing.EcdsaSignatures;
import org.pcim.signing.LedgerTypedData;

/** What is signed on one ledger, and who signed it. */
final class LedgerSignatures {

    private final LedgerId ledger;
    private final LedgerTypedData typedData;

    LedgerSignatures(LedgerId ledger) {
        this.ledger = ledger;
        this.typedData = new LedgerTypedData(ledger);
    }

    TypedData attestation(Attestation attestation) {
        requireThisLedger("sign attestation", attestation.ledger());
        return typedData.attestation(attestation);
    }

    TypedData binding(KeyBinding binding) {
        requireThisLedger("sign key binding", binding.ledger());
        return typedData.binding(binding);
    }

    boolean verify(Address signer, Digest digest, Signature signature) {
        return EcdsaSignatures.verify(signer, digest, signature);
    }

    /** Whether the radiologist signed this attestation. */
    boolean attests(Attestation attestation, Signature signature) {
        return verify(attestation.radiologist(), attestation(attestation).digest(), signature);
    }

    /** Whether its owner signed that this certificate is his. */
    boolean binds(PublishedCertificate certificate) {
        return verify(certificate.owner(), binding(certificate.binding(ledger)).digest(), certificate.ownerBinding());
    }

    private void requireThisLedger(String action, LedgerId other) {
        if (!other.equals(ledger)) {
            throw new InputException(action, "", "it is for ledger " + other + ", and this is " + ledger);
        }
    }
}
