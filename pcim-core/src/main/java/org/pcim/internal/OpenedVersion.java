package org.pcim.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.MessageDecryptor;
import org.pcim.cipher.MessageKey;
import org.pcim.cipher.ShareMode;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.content.UnixFsReader;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.KeyCapsule;
import org.pcim.store.BlockReader;

/** The current version of an image, opened by somebody's key and found genuine. */
final class OpenedVersion implements AutoCloseable {

    private final ImageRecord image;
    private final MessageDecryptor decryptor;
    private final BlockReader blocks;
    private final GenuineStudy study;

    private OpenedVersion(ImageRecord image, MessageDecryptor decryptor, BlockReader blocks, GenuineStudy study) {
        this.image = image;
        this.decryptor = decryptor;
        this.blocks = blocks;
        this.study = study;
    }

    /** Opens the image's current version for its patient, or for a requester whose approval of it is in force. */
    static OpenedVersion openFor(
            ClientServices services, String action, ImageRecord image, Address me, CipherIdentity keys) {
        long certificateSequence = 0;
        if (!image.patient().equals(me)) {
            Access access = services.ledger().access(image.id(), me);
            requireInForce(action, image, access, services.verified().now());
            certificateSequence = access.certificateSequence();
        }
        KeyCapsule capsule = services.ledger()
                .capsule(image.id(), me)
                .orElseThrow(() -> new LedgerException(
                        action,
                        image.id().toString(),
                        "the ledger's node no longer has its key; ask another node",
                        false));
        OpenedVersion opened = open(services, image, capsule, keys);
        services.keeping().keep(new KeptImage(image, me, capsule, certificateSequence));
        return opened;
    }

    private static void requireInForce(String action, ImageRecord image, Access access, Instant now) {
        if (!access.inForce(now)) {
            throw new LedgerRefusalException(action, image.id().toString(), Refusal.NOT_APPROVED);
        }
        if (access.version() != image.version()) {
            throw new LedgerRefusalException(action, image.id().toString(), Refusal.APPROVED_EARLIER_VERSION);
        }
    }

    /**
     * Opens the image's current version, or the copy of it that was made for these keys.
     *
     * @param capsule what these keys open, as the ledger has it
     */
    static OpenedVersion open(ClientServices services, ImageRecord image, KeyCapsule capsule, CipherIdentity keys) {
        if (keys.certificate().shareMode() == ShareMode.COPY) {
            Cid root = CopyNotice.open(services, image, capsule, keys).root();
            Instant now = services.verified().now();
            return open(
                    services,
                    GenuineStudy.Source.copy(image, root, now),
                    services.cipher().openCopy(keys));
        }
        StudyDecryptor decryptor = services.cipher().open(capsule, keys, keyCheck(image), image.keyCheck());
        return open(services, GenuineStudy.Source.version(image), decryptor);
    }

    private static OpenedVersion open(ClientServices services, GenuineStudy.Source source, MessageDecryptor decryptor) {
        BlockReader blocks = null;
        try {
            blocks = services.store().read(source.root());
            GenuineStudy study = GenuineStudy.open(services, source, new UnixFsReader(blocks::get), decryptor);
            return new OpenedVersion(source.image(), decryptor, blocks, study);
        } catch (RuntimeException e) {
            if (blocks != null) {
                blocks.close();
            }
            decryptor.close();
            throw e;
        }
    }

    /** What the session key of an image's current version is bound to. */
    static KeyCheck keyCheck(ImageRecord image) {
        return keyCheck(image.attestation(), image.author(), image.version());
    }

    /** What the session key of a version is bound to: the statement that it keeps, who made it, and its number. */
    static KeyCheck keyCheck(Attestation attestation, Address author, int version) {
        return new KeyCheck(attestation.statement(), attestation.ledger(), attestation.patient(), author, version);
    }

    ImageRecord image() {
        return image;
    }

    GenuineStudy study() {
        return study;
    }

    /** The version's blocks, read by one thread at a time. */
    BlockReader blocks() {
        return blocks;
    }

    /** Decrypts the message that lies at a path below the root. */
    InputStream decrypt(String path, InputStream message) {
        MessageKey kept = study.layout().keptKeys().get(path);
        return kept == null ? decryptor.decrypt(message) : versionDecryptor().decrypt(message, kept);
    }

    /** The key that opens the message at a path below the root, and nothing else. The caller closes it. */
    MessageKey messageKey(String path, InputStream message) throws IOException {
        MessageKey kept = study.layout().keptKeys().get(path);
        if (kept != null) {
            return MessageKey.of(kept.toByteArray());
        }
        return versionDecryptor().messageKey(message);
    }

    private StudyDecryptor versionDecryptor() {
        if (decryptor instanceof StudyDecryptor version) {
            return version;
        }
        throw new IllegalStateException("A copy has no session key");
    }

    @Override
    public void close() {
        study.close();
        blocks.close();
        decryptor.close();
    }
}
