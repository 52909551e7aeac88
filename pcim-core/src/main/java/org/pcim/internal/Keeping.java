package org.pcim.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.RecordedCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what opened an image, for when the ledger's node no longer has it; or nothing, without a folder. */
public final class Keeping {

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final @Nullable KeptFolder folder;

    private Keeping(@Nullable KeptFolder folder) {
        this.folder = folder;
    }

    /** Keeps in this folder, which is made if need be; nothing if it is null. */
    public static Keeping in(@Nullable Path folder) {
        return new Keeping(folder == null ? null : new KeptFolder(folder));
    }

    /** The ledger, with what is kept in place of what its node no longer has. */
    AccessLedger complete(AccessLedger ledger) {
        return folder == null ? ledger : new CompletedLedger(ledger, folder);
    }

    /** Keeps what opened an image. A failure is no reason not to have opened it. */
    void keep(KeptImage kept) {
        if (folder == null) {
            return;
        }
        try {
            folder.keep(kept);
        } catch (IOException e) {
            LOG.warn(
                    "What opens image {} for {} could not be kept", kept.image().id(), kept.participant(), e);
        }
    }

    /** Keeps what a patient has of an image of its own. */
    void keepOwn(AccessLedger ledger, ImageRecord image) {
        if (folder != null) {
            ledger.capsule(image.id(), image.patient())
                    .ifPresent(capsule -> keep(new KeptImage(image, image.patient(), capsule, 0)));
        }
    }

    /** Keeps a certificate that proved something genuine, or its revocation. */
    void keep(RecordedCertificate certificate) {
        if (folder == null) {
            return;
        }
        try {
            folder.keep(certificate);
        } catch (IOException e) {
            LOG.warn(
                    "Certificate {} of {} could not be kept",
                    certificate.published().sequence(),
                    certificate.published().owner(),
                    e);
        }
    }
}
