package org.pcim.internal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.MessageKey;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.content.DagRoot;
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
import org.pcim.model.ImageId;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.store.BlockWriter;
import org.pcim.study.PhiGuard;
import org.pcim.study.Study;

/** A radiologist who signs what the images of one patient are, and where they lie. */
final class Attestor {

    private static final int STUDY_ID_LENGTH = 16;

    private final ClientServices services;
    private final LedgerSigner signer;
    private final CipherIdentity keys;
    private final Address patient;
    private final String action;

    /** What is being done is for messages. */
    Attestor(ClientServices services, LedgerSigner signer, CipherIdentity keys, Address patient, String action) {
        this.services = services;
        this.signer = signer;
        this.keys = keys;
        this.patient = patient;
        this.action = action;
    }

    /**
     * What is to be said about a version.
     *
     * @param correction what it corrects, or null
     * @param description what anybody may read
     * @param text what only those read who may open it
     * @param date when it is said
     */
    record Claim(
            Attestation.@Nullable Correction correction, ImageDescription description, String text, Instant date) {}

    /**
     * The encrypted instances of a version.
     *
     * @param instances what they are
     * @param messages where they lie, in the same order
     * @param keptKeys for those kept from an earlier version, the keys that open them, by their paths
     */
    record Content(List<StatedInstance> instances, List<DagRoot> messages, Map<String, MessageKey> keptKeys) {}

    /** The patient's newest certificate, which says nothing of who the patient is. */
    RecipientCertificate patientCertificate(Instant now) {
        RecipientCertificate certificate =
                services.certificates().require(patient, now).certificate();
        if (!certificate.userIds().isEmpty()) {
            throw new InputException(
                    action, "", "the patient's certificate has a User ID; the patient publishes one without");
        }
        return certificate;
    }

    /** Refuses unless the ledger will take what this radiologist attests to. */
    void requireRegistered(Instant now) {
        Address radiologist = signer.address();
        if (services.ledger().institutionOf(Role.RADIOLOGIST, radiologist).isEmpty()) {
            throw new LedgerRefusalException(action, radiologist.toString(), Refusal.NOT_RADIOLOGIST);
        }
        Bytes published =
                services.certificates().require(radiologist, now).published().certificate();
        if (!published.equals(keys.certificate().encoded())) {
            throw new InputException(
                    action,
                    "",
                    "the radiologist's newest published certificate is another than the one at hand; publish this one");
        }
    }

    /** Refuses a public description that identifies the patient. */
    void requireNoPhi(Study study, ImageDescription description) {
        PhiGuard guard = new PhiGuard(study.identifyingValues());
        for (String code : description.codes()) {
            if (!guard.allowsCode(code)) {
                throw new InputException(
                        action, "", "a code of its public description identifies the patient; leave that code out");
            }
        }
    }

    /** Signs the manifest, commits the version, and attests to it. */
    Receipt attest(
            Claim claim,
            Content content,
            RecipientCertificate patientCertificate,
            StudyEncryptor encryptor,
            BlockWriter blocks) {
        Statement statement = new Statement(
                randomStudyId(),
                patient,
                patientCertificate.fingerprint(),
                claim.text,
                claim.date.toString(),
                content.instances);
        Manifest manifest = manifest(statement, claim.correction, content);
        Cid committed = StudyGraph.commit(manifest, content.messages, encryptor, blocks);
        try (UnrecordedRoot root = new UnrecordedRoot(services.store(), committed)) {
            Attestation attestation = attestation(claim, manifest.statementHash(), encryptor, committed);
            return root.handOn(new Receipt(
                    attestation, signer.sign(services.ledger().attestationData(attestation)), encryptor.capsule()));
        }
    }

    private Manifest manifest(Statement statement, Attestation.@Nullable Correction correction, Content content) {
        byte[] signedStatement = statement.toJson();
        ImageId image = correction == null ? null : correction.image();
        Layout layout = new Layout(
                Digest.sha256(signedStatement),
                services.ledger().id(),
                image,
                correction == null ? 1 : correction.version(),
                null,
                StudyPaths.paths(content.instances.size()),
                content.keptKeys);
        byte[] signedLayout = layout.toJson();
        return new Manifest(
                signedStatement,
                services.cipher().sign(signedStatement, keys),
                signedLayout,
                services.cipher().sign(signedLayout, keys));
    }

    private Attestation attestation(Claim claim, Digest statement, StudyEncryptor encryptor, Cid root) {
        int version = claim.correction == null ? 1 : claim.correction.version();
        Digest keyCheck =
                encryptor.keyCheck(new KeyCheck(statement, services.ledger().id(), patient, signer.address(), version));
        return new Attestation(
                services.ledger().id(),
                patient,
                claim.correction,
                root,
                statement,
                keyCheck,
                claim.description,
                signer.address(),
                keys.certificate().hash(),
                claim.date,
                claim.date.plus(Attestation.LIFETIME));
    }

    private static String randomStudyId() {
        byte[] id = new byte[STUDY_ID_LENGTH];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }
}
