package org.pcim.internal;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.InputException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.internal.Statement.StatedInstance;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.store.BlockWriter;
import org.pcim.study.PhiGuard;
import org.pcim.study.Study;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A radiologist's deposit: steps 1 to 3 of the paper's section 4.4. */
public final class Deposit {

    private static final Logger LOG = LoggerFactory.getLogger(Deposit.class);
    private static final String ACTION = "deposit study";
    private static final int FIRST_VERSION = 1;
    private static final int STUDY_ID_LENGTH = 16;

    private final ClientServices services;
    private final LedgerSigner signer;
    private final CipherIdentity keys;
    private final Address patient;

    /** A deposit by the owner of these keys for this patient. */
    public Deposit(ClientServices services, LedgerSigner signer, CipherIdentity keys, Address patient) {
        this.services = services;
        this.signer = signer;
        this.keys = keys;
        this.patient = patient;
    }

    /** Encrypts, uploads and attests. Whatever can be refused is refused before anything is uploaded. */
    public Receipt run(Study study, ImageDescription description, String text, Progress progress) {
        requireNoPhi(study, description);
        Instant date = services.verified().now().truncatedTo(ChronoUnit.SECONDS);
        RecipientCertificate patientCertificate =
                services.certificates().require(patient, date).certificate();
        if (!patientCertificate.userIds().isEmpty()) {
            throw new InputException(
                    ACTION, "", "the patient's certificate has a User ID; the patient publishes one without");
        }
        requireAttestor(date);
        try (StudyEncryptor encryptor = services.cipher().encrypt(patientCertificate);
                BlockWriter blocks = services.store().write()) {
            StudyUpload upload = new StudyUpload(study, encryptor, blocks, progress);
            List<StatedInstance> instances = upload.uploadInstances(services.threads(), services.parallel());
            Statement statement = new Statement(
                    randomStudyId(), patient, patientCertificate.fingerprint(), text, date.toString(), instances);
            Manifest manifest = manifest(statement);
            Cid root = upload.commit(manifest);
            Digest keyCheck = encryptor.keyCheck(new KeyCheck(
                    manifest.statementHash(), services.ledger().id(), patient, signer.address(), FIRST_VERSION));
            Attestation attestation = new Attestation(
                    services.ledger().id(),
                    patient,
                    null,
                    root,
                    manifest.statementHash(),
                    keyCheck,
                    description,
                    signer.address(),
                    keys.certificate().hash(),
                    date,
                    date.plus(Attestation.LIFETIME));
            LOG.debug("Deposited {}, {} bytes, as {}", study, study.size(), root);
            return new Receipt(
                    attestation, signer.sign(services.ledger().attestationData(attestation)), encryptor.capsule());
        }
    }

    private Manifest manifest(Statement statement) {
        byte[] signedStatement = statement.toJson();
        Layout layout = new Layout(
                Digest.sha256(signedStatement),
                services.ledger().id(),
                FIRST_VERSION,
                StudyPaths.firstVersion(statement.instances().size()));
        byte[] signedLayout = layout.toJson();
        return new Manifest(
                signedStatement,
                services.cipher().sign(signedStatement, keys),
                signedLayout,
                services.cipher().sign(signedLayout, keys));
    }

    private void requireAttestor(Instant now) {
        Address radiologist = signer.address();
        if (services.ledger().institutionOf(Role.RADIOLOGIST, radiologist).isEmpty()) {
            throw new LedgerRefusalException(ACTION, radiologist.toString(), Refusal.NOT_RADIOLOGIST);
        }
        Bytes published =
                services.certificates().require(radiologist, now).published().certificate();
        if (!published.equals(keys.certificate().encoded())) {
            throw new InputException(
                    ACTION,
                    "",
                    "the radiologist's newest published certificate is another than the one at hand; publish this one");
        }
    }

    private static void requireNoPhi(Study study, ImageDescription description) {
        PhiGuard guard = new PhiGuard(study.identifyingValues());
        for (String code : description.codes()) {
            if (!guard.allowsCode(code)) {
                throw new InputException(
                        ACTION, "", "a code of its public description identifies the patient; leave that code out");
            }
        }
    }

    private static String randomStudyId() {
        byte[] id = new byte[STUDY_ID_LENGTH];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
