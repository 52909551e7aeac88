package org.pcim.internal;

import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.KeyCheck;
import org.pcim.error.InputException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PrunedEventException;
import org.pcim.error.Refusal;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a patient looks at before registering a receipt. */
public final class OwnReceipt {

    private static final Logger LOG = LoggerFactory.getLogger(OwnReceipt.class);

    private OwnReceipt() {}

    /** Refuses a receipt that is not this patient's, not for this ledger, not attested, or whose key does not open. */
    public static void require(
            ClientServices services, String action, Receipt receipt, Address patient, CipherIdentity keys) {
        Attestation attestation = receipt.attestation();
        String id = receipt.image().toString();
        if (!attestation.ledger().equals(services.ledger().id())) {
            throw new InputException(
                    action, id, "the receipt is for ledger " + attestation.ledger() + ", and this is another");
        }
        if (!attestation.patient().equals(patient)) {
            throw new LedgerRefusalException(action, id, Refusal.NOT_PATIENT);
        }
        if (!services.verified().isAttested(attestation, receipt.attestationSignature())) {
            throw new LedgerRefusalException(action, id, Refusal.BAD_ATTESTATION);
        }
        KeyCheck binding = OpenedVersion.keyCheck(attestation, attestation.radiologist(), attestation.version());
        services.cipher()
                .open(receipt.patientCapsule(), keys, binding, attestation.keyCheck())
                .close();
    }

    /** Refuses a receipt whose radiologist has disowned since the certificate that signed the study. */
    public static void requireNotDisowned(ClientServices services, String action, Receipt receipt) {
        Attestation attestation = receipt.attestation();
        try {
            services.certificates()
                    .signer(attestation.radiologist(), attestation.radiologistCertificate(), attestation.date())
                    .revocation()
                    .filter(Revocations.Found::doubtsEarlierSignatures)
                    .ifPresent(found -> {
                        throw new InputException(
                                action,
                                receipt.image().toString(),
                                "its radiologist has revoked the certificate that signed it ("
                                        + found.revocation().reason() + "); have it deposited anew");
                    });
        } catch (PrunedEventException dropped) {
            LOG.warn("Whether the signer of {} has revoked the certificate is not known", receipt.image(), dropped);
        }
    }
}
