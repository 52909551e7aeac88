package org.pcim.internal;

import java.util.List;
import java.util.Set;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.error.InputException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.store.BlockWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A patient's later versions of an image. Whoever is approved, and is not removed, gets the new version's key with it. */
public final class Versions {

    private static final Logger LOG = LoggerFactory.getLogger(Versions.class);
    private static final String CORRECT = "add correction";
    private static final String ROTATE = "add rotation";

    private final ClientServices services;
    private final LedgerSigner signer;
    private final CipherIdentity keys;
    private final Decisions decisions;
    private final SupersededContent superseded;

    /** The versions of the owner of these keys. */
    public Versions(ClientServices services, LedgerSigner signer, CipherIdentity keys) {
        this.services = services;
        this.signer = signer;
        this.keys = keys;
        this.decisions = new Decisions(services, signer, keys);
        this.superseded = new SupersededContent(services, keys);
    }

    /** Takes over a radiologist's correction, unless it is the current version already; then lets the old one go. */
    public ImageRecord addCorrection(Receipt receipt) {
        Attestation attestation = receipt.attestation();
        if (attestation.correction() == null) {
            throw new InputException(
                    CORRECT,
                    receipt.image().toString(),
                    "the receipt is of a first version; create a contract with it");
        }
        OwnReceipt.require(services, CORRECT, receipt, signer.address(), keys);
        ImageRecord current = services.verified().image(CORRECT, receipt.image());
        if (current.attestation().equals(attestation)) {
            decisions.renewOutdated(receipt.image());
        } else {
            recordUnlessItIs(receipt);
        }
        superseded.unpin(receipt.image());
        return kept(services.verified().image(CORRECT, receipt.image()));
    }

    /** What an earlier call has sent may be recorded while this one is under way. */
    private void recordUnlessItIs(Receipt receipt) {
        try {
            record(receipt);
        } catch (LedgerRefusalException e) {
            ImageRecord now = services.verified().image(CORRECT, receipt.image());
            if (!now.attestation().equals(receipt.attestation())) {
                throw e;
            }
            decisions.renewOutdated(receipt.image());
        }
    }

    private void record(Receipt receipt) {
        OwnReceipt.requireNotDisowned(services, CORRECT, receipt);
        ImageRecord next = new ImageRecord(
                receipt.attestation(),
                receipt.attestationSignature(),
                services.verified().now(),
                null);
        try (Regrants regrants = Regrants.share(services, keys, next, receipt.patientCapsule(), Set.of())) {
            AddCorrection operation = new AddCorrection(
                    receipt.attestation(), receipt.attestationSignature(), receipt.patientCapsule(), regrants.grants());
            services.verified().perform(operation, signer, regrants::handOnBy);
            renewRest(receipt.image(), regrants);
        }
    }

    /** Encrypts an image's current version anew, ends some approvals, and lets the old version go. */
    public ImageRecord rotate(ImageId id, Set<Address> removed, Progress progress) {
        ImageRecord image = services.verified().image(ROTATE, id);
        if (!image.patient().equals(signer.address())) {
            throw new LedgerRefusalException(ROTATE, id.toString(), Refusal.NOT_PATIENT);
        }
        RecipientCertificate certificate = requirePublished();
        try (StudyEncryptor encryptor = services.cipher().encrypt(certificate);
                UnrecordedRoot root = new UnrecordedRoot(services.store(), reencrypt(image, encryptor, progress))) {
            NewVersion version = newVersion(image, root.cid(), encryptor);
            ImageRecord next = new ImageRecord(
                    image.attestation(),
                    image.attestationSignature(),
                    image.registered(),
                    new ImageRecord.Rotation(
                            version.number(),
                            version.root(),
                            version.keyCheck(),
                            services.verified().now()));
            try (Regrants regrants = Regrants.share(services, keys, next, encryptor.capsule(), removed)) {
                AddRotation operation =
                        new AddRotation(id, version, encryptor.capsule(), List.copyOf(removed), regrants.grants());
                services.verified()
                        .perform(operation, signer, sending -> root.handOnBy(() -> regrants.handOnBy(sending)));
                LOG.debug("Rotated image {}: version {}", id, version.number());
                renewRest(id, regrants);
            }
        }
        superseded.unpin(id);
        return kept(services.verified().image(ROTATE, id));
    }

    private ImageRecord kept(ImageRecord image) {
        services.keepOwn(image);
        return image;
    }

    private void renewRest(ImageId id, Regrants regrants) {
        if (regrants.areMore()) {
            decisions.renewOutdated(id);
        }
    }

    private Cid reencrypt(ImageRecord image, StudyEncryptor encryptor, Progress progress) {
        try (OpenedVersion version = OpenedVersion.openFor(services, ROTATE, image, signer.address(), keys);
                BlockWriter blocks = services.store().write()) {
            return new Reencryption(version, encryptor, blocks).run(services, image.version() + 1, keys, progress);
        }
    }

    private NewVersion newVersion(ImageRecord image, Cid root, StudyEncryptor encryptor) {
        int number = image.version() + 1;
        Digest keyCheck = encryptor.keyCheck(OpenedVersion.keyCheck(image.attestation(), image.patient(), number));
        return new NewVersion(number, root, keyCheck);
    }

    /** The patient's own certificate; whoever opens the version finds the one that signed its layout on the ledger. */
    private RecipientCertificate requirePublished() {
        Digest own = keys.certificate().hash();
        boolean published = services.ledger().certificates(signer.address()).stream()
                .anyMatch(certificate -> certificate.published().hash().equals(own));
        if (!published) {
            throw new InputException(
                    ROTATE, signer.address().toString(), "the certificate at hand is not published; publish it first");
        }
        String fingerprint = keys.certificate().fingerprint();
        if (services.certificates().revocation(signer.address(), fingerprint).isPresent()) {
            throw new InputException(
                    ROTATE,
                    signer.address().toString(),
                    "the certificate at hand is revoked, and nothing more is encrypted to it");
        }
        return keys.certificate();
    }
}
