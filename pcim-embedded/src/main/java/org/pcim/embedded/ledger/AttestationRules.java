package org.pcim.embedded.ledger;

import java.sql.SQLException;
import java.time.Instant;
import org.pcim.error.Refusal;
import org.pcim.model.Attestation;
import org.pcim.model.Role;
import org.pcim.model.Signature;

/** The rules that every attestation of a radiologist has to keep. */
final class AttestationRules {

    private final InstitutionTable institutions;
    private final LedgerSignatures signatures;

    AttestationRules(InstitutionTable institutions, LedgerSignatures signatures) {
        this.institutions = institutions;
        this.signatures = signatures;
    }

    void require(LedgerCall call, Attestation attestation, Signature signature) throws SQLException {
        call.require(attestation.isCurrent(Instant.ofEpochSecond(call.now())), Refusal.OUTDATED_ATTESTATION);
        call.require(
                institutions.of(Role.RADIOLOGIST, attestation.radiologist()).isPresent(), Refusal.NOT_RADIOLOGIST);
        call.require(signatures.attests(attestation, signature), Refusal.BAD_ATTESTATION);
    }
}
