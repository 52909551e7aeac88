package org.pcim.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.MessageKey;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Attestation;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.store.BlockWriter;
import org.pcim.study.Study;
import org.pcim.study.StudyCorrection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A radiologist's correction of an image that the radiologist may open. */
public final class CorrectionDeposit {

    private static final Logger LOG = LoggerFactory.getLogger(CorrectionDeposit.class);
    private static final String ACTION = "correct study";

    private final ClientServices services;
    private final LedgerSigner signer;
    private final CipherIdentity keys;

    /** A correction by the owner of these keys. */
    public CorrectionDeposit(ClientServices services, LedgerSigner signer, CipherIdentity keys) {
        this.services = services;
        this.signer = signer;
        this.keys = keys;
    }

    /** Encrypts what changes, links what stays, uploads and attests. */
    public Receipt run(
            ImageId id, StudyCorrection correction, ImageDescription description, String text, Progress progress) {
        ImageRecord image = services.verified().image(ACTION, id);
        Attestor attestor = new Attestor(services, signer, keys, image.patient(), ACTION);
        Instant date = services.verified().now().truncatedTo(ChronoUnit.SECONDS);
        if (correction.changed() != null) {
            attestor.requireNoPhi(correction.changed(), description);
        }
        RecipientCertificate patientCertificate = attestor.patientCertificate(date);
        attestor.requireRegistered(date);
        try (OpenedVersion before = OpenedVersion.openFor(services, ACTION, image, signer.address(), keys);
                StudyEncryptor encryptor = services.cipher().encrypt(patientCertificate);
                BlockWriter blocks = services.store().write()) {
            CorrectedStudy corrected = new CorrectedStudy(before, correction);
            Attestor.Content content = upload(correction.changed(), corrected, encryptor, blocks, progress);
            try {
                Receipt receipt = attestor.attest(
                        new Attestor.Claim(
                                new Attestation.Correction(id, image.version() + 1, image.root()),
                                description,
                                text,
                                date),
                        content,
                        patientCertificate,
                        encryptor,
                        blocks);
                LOG.debug("Corrected image {}: version {}", id, image.version() + 1);
                return receipt;
            } finally {
                content.keptKeys().values().forEach(MessageKey::close);
            }
        }
    }

    private Attestor.Content upload(
            @Nullable Study changed,
            CorrectedStudy corrected,
            StudyEncryptor encryptor,
            BlockWriter blocks,
            Progress progress) {
        if (changed == null) {
            return corrected.with(List.of(), List.of());
        }
        StudyUpload upload = new StudyUpload(changed, encryptor, blocks, progress);
        return corrected.with(upload.run(services.threads()), upload.messages());
    }
}
