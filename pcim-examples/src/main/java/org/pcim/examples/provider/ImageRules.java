package org.pcim.examples.provider;

import java.util.ArrayList;
import java.util.List;
import org.pcim.error.Refusal;
import org.pcim.examples.provider.LedgerState.Image;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerEvent.CorrectionAdded;
import org.pcim.ledger.LedgerEvent.RotationAdded;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.Role;
import org.pcim.model.Signature;

/** The rules of images and their later versions. */
record ImageRules(LedgerSignatures signatures, AccessRules access) {

    LedgerEvent createContract(LedgerState state, LedgerCall call, CreateContract it) {
        Attestation attestation = it.attestation();
        call.require(call.sender().equals(attestation.patient()), Refusal.NOT_PATIENT);
        call.require(!state.roots.contains(attestation.root()), Refusal.ROOT_KNOWN);
        requireAttested(state, call, attestation, it.attestationSignature());
        call.require(attestation.correction() == null, Refusal.BAD_ATTESTATION);
        state.roots.add(attestation.root());
        state.images.put(
                attestation.image(),
                new Image(
                        new ImageRecord(attestation, it.attestationSignature(), call.now(), null),
                        it.patientCapsule()));
        return new ContractCreated(attestation, it.attestationSignature(), it.patientCapsule());
    }

    List<LedgerEvent> addCorrection(LedgerState state, LedgerCall call, AddCorrection it) {
        Attestation attestation = it.attestation();
        ImageId id = attestation.image();
        ImageRecord image = requireNext(state, call, id, attestation.root(), attestation.version());
        Attestation.Correction correction = attestation.correction();
        call.require(correction != null && correction.previous().equals(image.root()), Refusal.NOT_CURRENT_VERSION);
        requireAttested(state, call, attestation, it.attestationSignature());
        call.require(attestation.patient().equals(call.sender()), Refusal.BAD_ATTESTATION);
        state.images.put(
                id,
                new Image(
                        new ImageRecord(attestation, it.attestationSignature(), call.now(), null),
                        it.patientCapsule()));
        List<LedgerEvent> events = new ArrayList<>();
        events.add(new CorrectionAdded(attestation, it.attestationSignature(), it.patientCapsule()));
        it.grants().forEach(grant -> events.add(access.regrant(state, call, id, grant)));
        return events;
    }

    List<LedgerEvent> addRotation(LedgerState state, LedgerCall call, AddRotation it) {
        NewVersion rotation = it.rotation();
        ImageRecord image = requireNext(state, call, it.image(), rotation.root(), rotation.number());
        state.images.put(
                it.image(),
                new Image(
                        new ImageRecord(
                                image.attestation(),
                                image.attestationSignature(),
                                image.registered(),
                                new ImageRecord.Rotation(
                                        rotation.number(), rotation.root(), rotation.keyCheck(), call.now())),
                        it.patientCapsule()));
        List<LedgerEvent> events = new ArrayList<>();
        for (Address requester : it.removed()) {
            events.add(access.remove(state, call, new RemoveRequester(it.image(), requester, Reason.ROTATION)));
        }
        events.add(new RotationAdded(it.image(), call.sender(), rotation, it.patientCapsule()));
        it.grants().forEach(grant -> events.add(access.regrant(state, call, it.image(), grant)));
        return events;
    }

    private static ImageRecord requireNext(LedgerState state, LedgerCall call, ImageId id, Cid root, int version) {
        ImageRecord image = state.ownImage(call, id);
        call.require(state.roots.add(root), Refusal.ROOT_KNOWN);
        call.require(version == image.version() + 1 && version <= ImageRecord.MAX_VERSION, Refusal.NOT_CURRENT_VERSION);
        return image;
    }

    private void requireAttested(LedgerState state, LedgerCall call, Attestation attestation, Signature signature) {
        call.require(attestation.isCurrent(call.now()), Refusal.OUTDATED_ATTESTATION);
        call.require(
                state.institutionOf(Role.RADIOLOGIST, attestation.radiologist()).isPresent(), Refusal.NOT_RADIOLOGIST);
        call.require(signatures.attests(attestation, signature), Refusal.BAD_ATTESTATION);
    }
}
