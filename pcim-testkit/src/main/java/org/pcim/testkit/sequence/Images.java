package org.pcim.testkit.sequence;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.error.Refusal;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerEvent.CorrectionAdded;
import org.pcim.ledger.LedgerEvent.RotationAdded;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Role;
import org.pcim.model.Signature;

/** The model's images and their versions. */
final class Images {

    private final Consortium consortium;
    private final Signatures signatures;
    private final Map<ImageId, ImageRecord> records = new HashMap<>();
    private final Map<ImageId, KeyCapsule> patientCapsules = new HashMap<>();
    private final Set<Cid> roots = new HashSet<>();

    Images(Consortium consortium, Signatures signatures) {
        this.consortium = consortium;
        this.signatures = signatures;
    }

    Set<ImageId> ids() {
        return records.keySet();
    }

    Optional<ImageRecord> find(ImageId image) {
        return Optional.ofNullable(records.get(image));
    }

    /** The patient's own capsule. */
    Optional<KeyCapsule> patientCapsule(ImageId image) {
        return Optional.ofNullable(patientCapsules.get(image));
    }

    /** The patient of an image, or a refusal. */
    Address patient(Attempt attempt, ImageId image) {
        return known(attempt, image).patient();
    }

    /** The number of the current version of an image of the sender's, or a refusal. */
    int ownVersion(Attempt attempt, ImageId image) {
        ImageRecord own = known(attempt, image);
        attempt.require(own.patient().equals(attempt.sender()), Refusal.NOT_PATIENT);
        return own.version();
    }

    LedgerEvent create(Attempt attempt, CreateContract it) {
        Attestation attestation = it.attestation();
        attempt.require(attestation.patient().equals(attempt.sender()), Refusal.NOT_PATIENT);
        attempt.require(!roots.contains(attestation.root()), Refusal.ROOT_KNOWN);
        requireCurrent(attempt, attestation);
        attempt.require(attestation.correction() == null, Refusal.BAD_ATTESTATION);
        requireSigned(attempt, attestation, it.attestationSignature());
        return new ContractCreated(attestation, it.attestationSignature(), it.patientCapsule());
    }

    LedgerEvent addCorrection(Attempt attempt, AddCorrection it) {
        Attestation attestation = it.attestation();
        int version = ownVersion(attempt, attestation.image());
        attempt.require(!roots.contains(attestation.root()), Refusal.ROOT_KNOWN);
        attempt.require(attestation.version() == version + 1, Refusal.NOT_CURRENT_VERSION);
        Attestation.@Nullable Correction correction = attestation.correction();
        attempt.require(
                correction != null
                        && correction
                                .previous()
                                .equals(known(attempt, attestation.image()).root()),
                Refusal.NOT_CURRENT_VERSION);
        requireCurrent(attempt, attestation);
        attempt.require(attestation.patient().equals(attempt.sender()), Refusal.BAD_ATTESTATION);
        requireSigned(attempt, attestation, it.attestationSignature());
        return new CorrectionAdded(attestation, it.attestationSignature(), it.patientCapsule());
    }

    LedgerEvent addRotation(Attempt attempt, AddRotation it) {
        int version = ownVersion(attempt, it.image());
        attempt.require(!roots.contains(it.rotation().root()), Refusal.ROOT_KNOWN);
        attempt.require(it.rotation().number() == version + 1, Refusal.NOT_CURRENT_VERSION);
        return new RotationAdded(it.image(), attempt.sender(), it.rotation(), it.patientCapsule());
    }

    private ImageRecord known(Attempt attempt, ImageId image) {
        attempt.require(records.containsKey(image), Refusal.UNKNOWN_IMAGE);
        return find(image).orElseThrow();
    }

    /** Dates, then the radiologist. */
    private void requireCurrent(Attempt attempt, Attestation it) {
        attempt.require(!it.date().isAfter(attempt.now().plus(Duration.ofMinutes(15))), Refusal.OUTDATED_ATTESTATION);
        attempt.require(!it.lastDay().isAfter(it.date().plus(Duration.ofDays(90))), Refusal.OUTDATED_ATTESTATION);
        attempt.require(!attempt.now().isAfter(it.lastDay()), Refusal.OUTDATED_ATTESTATION);
        attempt.require(
                consortium.institutionOf(Role.RADIOLOGIST, it.radiologist()).isPresent(), Refusal.NOT_RADIOLOGIST);
    }

    private void requireSigned(Attempt attempt, Attestation it, Signature signature) {
        attempt.require(signatures.isOf(it.radiologist(), it, signature), Refusal.BAD_ATTESTATION);
    }

    void happened(RecordedEvent recorded) {
        if (recorded.event() instanceof ContractCreated it) {
            attested(recorded, it.attestation(), it.attestationSignature(), it.patientCapsule());
        } else if (recorded.event() instanceof CorrectionAdded it) {
            attested(recorded, it.attestation(), it.attestationSignature(), it.patientCapsule());
        } else if (recorded.event() instanceof RotationAdded it) {
            NewVersion made = it.rotation();
            roots.add(made.root());
            patientCapsules.put(it.image(), it.patientCapsule());
            records.computeIfPresent(
                    it.image(),
                    (image, before) -> new ImageRecord(
                            before.attestation(),
                            before.attestationSignature(),
                            before.registered(),
                            new ImageRecord.Rotation(made.number(), made.root(), made.keyCheck(), recorded.time())));
        }
    }

    private void attested(RecordedEvent recorded, Attestation it, Signature signature, KeyCapsule patientCapsule) {
        roots.add(it.root());
        patientCapsules.put(it.image(), patientCapsule);
        records.put(it.image(), new ImageRecord(it, signature, recorded.time(), null));
    }
}
