package org.pcim.internal;

import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.MessageEncryptor;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.ShareMode;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Cid;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Progress;
import org.pcim.store.BlockWriter;

/** Makes what a patient gives to a requester: the wrapped session key of a version, or a copy of the version. */
final class Sharing {

    private final ClientServices services;
    private final CipherIdentity patient;

    Sharing(ClientServices services, CipherIdentity patient) {
        this.services = services;
        this.patient = patient;
    }

    /**
     * What opens the image's current version for a requester. Closing it lets a copy go that was not handed on.
     *
     * @param own the patient's own capsule of that version
     * @param progress told of the bytes of the study that are copied, if it is a copy
     */
    Share share(ImageRecord image, KeyCapsule own, RecipientCertificate requester, Progress progress) {
        if (requester.shareMode() == ShareMode.REWRAP) {
            KeyCapsule capsule =
                    services.cipher().rewrap(own, patient, OpenedVersion.keyCheck(image), image.keyCheck(), requester);
            return new Share(capsule, null);
        }
        UnrecordedRoot copy = new UnrecordedRoot(services.store(), copy(image, own, requester, progress));
        try {
            CopyNotice notice = new CopyNotice(services.ledger().id(), image.id(), image.version(), copy.cid());
            return new Share(notice.seal(services.cipher(), requester, patient.certificate()), copy);
        } catch (RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private Cid copy(ImageRecord image, KeyCapsule own, RecipientCertificate requester, Progress progress) {
        try (OpenedVersion version = OpenedVersion.open(services, image, own, patient);
                MessageEncryptor encryptor = services.cipher().encryptCopy(requester);
                BlockWriter blocks = services.store().write()) {
            return new Reencryption(version, encryptor, blocks).run(services, image.version(), patient, progress);
        }
    }
}
