package org.pcim.embedded.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pcim.error.Refusal;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.CorrectionAdded;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.ledger.LedgerEvent.RotationAdded;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;

/** The rules of an image's later versions. */
final class VersionRules {

    private final ImageTable images;
    private final AccessTable access;
    private final AttestationRules attestations;

    VersionRules(ImageTable images, AccessTable access, AttestationRules attestations) {
        this.images = images;
        this.access = access;
        this.attestations = attestations;
    }

    List<LedgerEvent> addCorrection(LedgerCall call, AddCorrection it) throws SQLException {
        Attestation attestation = it.attestation();
        ImageId id = attestation.image();
        requireNext(call, id, attestation.root(), attestation.version());
        Attestation.Correction correction = attestation.correction();
        call.require(correction != null && isCurrent(id, correction), Refusal.NOT_CURRENT_VERSION);
        attestations.require(call, attestation, it.attestationSignature());
        call.require(attestation.patient().equals(call.sender()), Refusal.BAD_ATTESTATION);
        images.correct(id, attestation.root(), attestation.version(), call.entry());
        List<LedgerEvent> events = new ArrayList<>();
        events.add(new CorrectionAdded(attestation, it.attestationSignature(), it.patientCapsule()));
        for (Regrant grant : it.grants()) {
            events.add(regrant(call, id, attestation.version(), grant));
        }
        return events;
    }

    List<LedgerEvent> addRotation(LedgerCall call, AddRotation it) throws SQLException {
        NewVersion rotation = it.rotation();
        requireNext(call, it.image(), rotation.root(), rotation.number());
        images.rotate(it.image(), rotation.root(), rotation.number(), call.entry());
        List<LedgerEvent> events = new ArrayList<>();
        for (Address requester : it.removed()) {
            events.add(remove(call, it.image(), requester));
        }
        events.add(new RotationAdded(it.image(), call.sender(), rotation, it.patientCapsule()));
        for (Regrant grant : it.grants()) {
            events.add(regrant(call, it.image(), rotation.number(), grant));
        }
        return events;
    }

    private void requireNext(LedgerCall call, ImageId id, Cid root, int version) throws SQLException {
        ImageTable.Image image = images.own(call, id);
        call.require(!images.isRootKnown(root), Refusal.ROOT_KNOWN);
        call.require(version == image.version() + 1 && version <= ImageRecord.MAX_VERSION, Refusal.NOT_CURRENT_VERSION);
    }

    private boolean isCurrent(ImageId id, Attestation.Correction correction) throws SQLException {
        return images.version(id, correction.version() - 1)
                .filter(version -> version.root().equals(correction.previous()))
                .isPresent();
    }

    private LedgerEvent remove(LedgerCall call, ImageId image, Address requester) throws SQLException {
        AccessTable.Row row = access.find(image, requester);
        call.require(row.status() == AccessStatus.APPROVED, Refusal.NOT_APPROVED);
        access.save(image, requester, row.status(AccessStatus.REMOVED));
        return new RequesterRemoved(image, call.sender(), requester, Reason.ROTATION);
    }

    private LedgerEvent regrant(LedgerCall call, ImageId image, int version, Regrant grant) throws SQLException {
        AccessTable.Row row = access.find(image, grant.requester());
        call.require(row.inForce(call.now()), Refusal.NOT_APPROVED);
        access.save(image, grant.requester(), row.regranted(version, grant.certificateSequence(), call.entry()));
        Instant expiry = Instant.ofEpochSecond(row.expiry());
        return new RequestRenewed(
                image,
                call.sender(),
                grant.requester(),
                new Grant(version, expiry, grant.capsule(), grant.certificateSequence()));
    }
}
