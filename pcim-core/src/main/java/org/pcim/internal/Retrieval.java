package org.pcim.internal;

import java.nio.file.Path;
import java.util.List;
import org.pcim.cipher.CipherIdentity;
import org.pcim.error.CancelledException;
import org.pcim.error.PcimException;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Address;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
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

    /**
     * Reads, verifies and decrypts the current version into a folder that comes to be whole or not at all. A version that is
     * followed by another meanwhile may lose its keys or its blocks; then that one is retrieved.
     */
    public RetrievedStudy run(ImageId id, Path folder, Progress progress) {
        ImageRecord image = services.verified().image(ACTION, id);
        while (true) {
            try {
                return run(image, folder, progress);
            } catch (CancelledException e) {
                throw e;
            } catch (PcimException e) {
                LOG.debug("Version {} of image {} could not be retrieved", image.version(), id, e);
                image = laterThan(image, e);
            }
        }
    }

    /** The version that has followed this one; if there is none, why this could not be retrieved. */
    private ImageRecord laterThan(ImageRecord image, PcimException failure) {
        ImageRecord now;
        try {
            now = services.verified().image(ACTION, image.id());
        } catch (PcimException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        if (now.version() <= image.version()) {
            throw failure;
        }
        return now;
    }

    private RetrievedStudy run(ImageRecord image, Path folder, Progress progress) {
        try (OpenedVersion version = OpenedVersion.openFor(services, ACTION, image, me, keys);
                RetrievalFolder target = RetrievalFolder.begin(folder)) {
            new StudyDownload(version, target, progress).run(services.threads());
            target.complete();
            LOG.debug("Retrieved version {} of image {} for {}", image.version(), image.id(), me);
            return retrieved(image, version.study(), folder);
        }
    }

    private static RetrievedStudy retrieved(ImageRecord image, GenuineStudy study, Path folder) {
        Statement statement = study.statement();
        study.revocation()
                .ifPresent(revocation -> LOG.warn(
                        "Image {} is signed by a certificate that its radiologist has revoked: {}",
                        image.id(),
                        revocation));
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
                study.revocation(),
                instances);
    }
}
