package org.pcim.examples.provider;

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

/** What is signed on a ledger, and by whom. */
record LedgerSignatures(LedgerId ledger) {

    TypedData attestation(Attestation attestation) {
        requireThisLedger("sign attestation", attestation.ledger());
        return new LedgerTypedData(ledger).attestation(attestation);
    }

    TypedData binding(KeyBinding binding) {
        requireThisLedger("sign key binding", binding.ledger());
        return new LedgerTypedData(ledger).binding(binding);
    }

    boolean verify(Address signer, Digest digest, Signature signature) {
        return EcdsaSignatures.verify(signer, digest, signature);
    }

    boolean attests(Attestation attestation, Signature signature) {
        return verify(attestation.radiologist(), attestation(attestation).digest(), signature);
    }

    boolean binds(PublishedCertificate certificate) {
        Digest signed = binding(certificate.binding(ledger)).digest();
        return verify(certificate.owner(), signed, certificate.ownerBinding());
    }

    private void requireThisLedger(String action, LedgerId other) {
        if (!other.equals(ledger)) {
            throw new InputException(action, "", "it is for ledger " + other + ", and this is " + ledger);
        }
    }
}
