package org.pcim.embedded.ledger;

import java.sql.SQLException;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerEvent.KeyPublished;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.model.Attestation;

/** The rules of what participants bring in: their certificates, and the images that a radiologist attested to. */
final class ContentRules {

    private static final int MAX_BINDING = 4096;

    private final CertificateTable certificates;
    private final ImageTable images;
    private final AttestationRules attestations;
    private final LedgerSignatures signatures;

    ContentRules(
            CertificateTable certificates,
            ImageTable images,
            AttestationRules attestations,
            LedgerSignatures signatures) {
        this.certificates = certificates;
        this.images = images;
        this.attestations = attestations;
        this.signatures = signatures;
    }

    LedgerEvent publishKey(LedgerCall call, PublishedCertificate it) throws SQLException {
        int length = it.certificate().length();
        call.require(length > 0 && length <= PublishedCertificate.MAX_LENGTH, Refusal.BAD_CERTIFICATE);
        call.require(it.sequence() > certificates.lastSequence(call.sender()), Refusal.STALE_SEQUENCE);
        int bindingLength = it.certificateBinding().length();
        call.require(
                it.owner().equals(call.sender())
                        && bindingLength > 0
                        && bindingLength <= MAX_BINDING
                        && signatures.binds(it),
                Refusal.BAD_BINDING);
        certificates.add(it.owner(), it.sequence(), call.entry());
        return new KeyPublished(it);
    }

    LedgerEvent createContract(LedgerCall call, CreateContract it) throws SQLException {
        Attestation attestation = it.attestation();
        call.require(call.sender().equals(attestation.patient()), Refusal.NOT_PATIENT);
        call.require(!images.isRootKnown(attestation.root()), Refusal.ROOT_KNOWN);
        attestations.require(call, attestation, it.attestationSignature());
        call.require(attestation.correction() == null, Refusal.BAD_ATTESTATION);
        images.add(attestation.image(), attestation.patient(), attestation.root(), call.entry());
        return new ContractCreated(attestation, it.attestationSignature(), it.patientCapsule());
    }
}
