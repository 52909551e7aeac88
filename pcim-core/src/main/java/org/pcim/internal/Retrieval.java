package org.pcim.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.content.UnixFsReader;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Progress;
import org.pcim.store.BlockReader;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.RetrievedStudy.RetrievedInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opening an image: for a requester whose approval is in force, or for the patient. */
public final class Retrieval {

    private static final Logger LOG = LoggerFactory.getLogger(Retrieval.class);
    private static final String ACTION = "retrieve image";

    private final ClientServices services;
    private final Address me;
    private final CipherIdentity keys;

    /** A retrieval by the owner of these keys. */
    public Retrieval(ClientServices services, Address me, CipherIdentity keys) {
        this.services = services;
        this.me = me;
        this.keys = keys;
    }

    /** Reads, verifies and decrypts the current version into a folder that comes to be whole or not at all. */
    public RetrievedStudy run(ImageId id, Path folder, Progress progress) {
        ImageRecord image = services.verified().image(ACTION, id);
        requireAccess(image);
        KeyCapsule capsule = services.ledger()
                .capsule(id, me)
                .orElseThrow(() -> new LedgerException(
                        ACTION, id.toString(), "the ledger's node no longer has its key; ask another node", false));
        RecipientCertificate radiologist = services.certificates()
                .require(
                        image.attestation().radiologist(),
                        image.attestation().radiologistCertificate(),
                        image.registered());
        try (StudyDecryptor decryptor = services.cipher().open(capsule, keys, keyCheck(image), image.keyCheck());
                BlockReader blocks = services.store().read(image.root());
                RetrievalFolder target = RetrievalFolder.begin(folder)) {
            GenuineStudy study = GenuineStudy.open(
                    image,
                    services.ledger().id(),
                    new UnixFsReader(blocks::get),
                    decryptor,
                    services.cipher(),
                    radiologist);
            new StudyDownload(study, blocks, decryptor, target.path(), progress)
                    .download(services.threads(), services.parallel());
            target.complete();
            LOG.debug("Retrieved version {} of image {} for {}", image.version(), id, me);
            return retrieved(image, study.statement(), folder);
        }
    }

    /** What an image's session key is bound to. */
    public static KeyCheck keyCheck(ImageRecord image) {
        Attestation attestation = image.attestation();
        return new KeyCheck(
                attestation.statement(), attestation.ledger(), attestation.patient(), image.author(), image.version());
    }

    private void requireAccess(ImageRecord image) {
        if (image.patient().equals(me)) {
            return;
        }
        Instant now = services.verified().now();
        Access access = services.ledger().access(image.id(), me);
        if (!access.inForce(now)) {
            throw new LedgerRefusalException(ACTION, image.id().toString(), Refusal.NOT_APPROVED);
        }
    }

    private static RetrievedStudy retrieved(ImageRecord image, Statement statement, Path folder) {
        List<RetrievedInstance> instances = statement.instances().stream()
                .map(stated -> new RetrievedInstance(
                        stated.name(), folder.resolve(stated.name()), stated.size(), stated.sopInstanceUid()))
                .toList();
        return new RetrievedStudy(
                image.id(),
                image.version(),
                folder,
                statement.description(),
                image.attestation().date(),
                image.attestation().radiologist(),
                instances);
    }
}
