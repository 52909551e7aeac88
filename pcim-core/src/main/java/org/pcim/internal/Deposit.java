package org.pcim.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.internal.Statement.StatedInstance;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import org.pcim.model.ImageDescription;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.store.BlockWriter;
import org.pcim.study.Study;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A radiologist's deposit: steps 1 to 3 of the paper's section 4.4. */
public final class Deposit {

    private static final Logger LOG = LoggerFactory.getLogger(Deposit.class);

    private final ClientServices services;
    private final Attestor attestor;

    /** A deposit by the owner of these keys for this patient. */
    public Deposit(ClientServices services, LedgerSigner signer, CipherIdentity keys, Address patient) {
        this.services = services;
        this.attestor = new Attestor(services, signer, keys, patient, "deposit study");
    }

    /** Encrypts, uploads and attests. Whatever can be refused is refused before anything is uploaded. */
    public Receipt run(Study study, ImageDescription description, String text, Progress progress) {
        attestor.requireNoPhi(study, description);
        Instant date = services.verified().now().truncatedTo(ChronoUnit.SECONDS);
        RecipientCertificate patientCertificate = attestor.patientCertificate(date);
        attestor.requireRegistered(date);
        try (StudyEncryptor encryptor = services.cipher().encrypt(patientCertificate);
                BlockWriter blocks = services.store().write()) {
            StudyUpload upload = new StudyUpload(study, encryptor, blocks, progress);
            List<StatedInstance> instances = upload.run(services.threads());
            Receipt receipt = attestor.attest(
                    new Attestor.Claim(null, description, text, date),
                    new Attestor.Content(instances, upload.messages(), Map.of()),
                    patientCertificate,
                    encryptor,
                    blocks);
            LOG.debug("Deposited {}, {} bytes, as {}", study, study.size(), receipt.image());
            return receipt;
        }
    }
}
