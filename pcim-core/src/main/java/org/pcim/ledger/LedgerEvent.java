package org.pcim.ledger;

import java.time.Duration;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerText;
import org.pcim.model.Role;
import org.pcim.model.Signature;

/** What a ledger has recorded. */
public sealed interface LedgerEvent {

    /** Something that happened to an image. */
    sealed interface ImageEvent extends LedgerEvent {

        /** The image. */
        ImageId image();

        /** The patient whose image it is. */
        Address patient();
    }

    /** Something that happened between a patient and a requester. */
    sealed interface AccessEvent extends ImageEvent {

        /** The requester. */
        Address requester();
    }

    /** An institution was admitted. */
    record InstitutionRegistered(Address institution, String name) implements LedgerEvent {}

    /** An institution was dismissed. */
    record InstitutionRemoved(Address institution) implements LedgerEvent {}

    /** An institution registered one of its own. */
    record MemberRegistered(Address institution, Role role, Address member) implements LedgerEvent {}

    /** An institution removed one of its own. */
    record MemberRemoved(Address institution, Role role, Address member) implements LedgerEvent {}

    /** A certificate was published. */
    record KeyPublished(PublishedCertificate certificate) implements LedgerEvent {}

    /** An image was registered. */
    record ContractCreated(Attestation attestation, Signature attestationSignature, KeyCapsule patientCapsule)
            implements ImageEvent {
        @Override
        public ImageId image() {
            return attestation.image();
        }

        @Override
        public Address patient() {
            return attestation.patient();
        }
    }

    /** An image got a new version by a radiologist's correction. */
    record CorrectionAdded(Attestation attestation, Signature attestationSignature, KeyCapsule patientCapsule)
            implements ImageEvent {
        @Override
        public ImageId image() {
            return attestation.image();
        }

        @Override
        public Address patient() {
            return attestation.patient();
        }
    }

    /** An image got a new version by the patient, who encrypted it anew. */
    record RotationAdded(ImageId image, Address patient, NewVersion rotation, KeyCapsule patientCapsule)
            implements ImageEvent {}

    /** A requester asked. */
    record AccessRequested(ImageId image, Address patient, Address requester, LedgerText notes)
            implements AccessEvent {}

    /** A requester took its request back. */
    record RequestWithdrawn(ImageId image, Address patient, Address requester) implements AccessEvent {}

    /** The patient approved. */
    record RequestApproved(ImageId image, Address patient, Address requester, Grant grant) implements AccessEvent {}

    /** The patient renewed an approval, or wrapped a new version's key for it. */
    record RequestRenewed(ImageId image, Address patient, Address requester, Grant grant) implements AccessEvent {}

    /** The patient denied. */
    record RequestDenied(ImageId image, Address patient, Address requester, Reason reason) implements AccessEvent {}

    /** The patient removed a requester. */
    record RequesterRemoved(ImageId image, Address patient, Address requester, Reason reason) implements AccessEvent {}

    /** An approval was in force when it was traced. */
    record AuthorizationSuccess(ImageId image, Address patient, Address requester, Address tracedBy)
            implements AccessEvent {}

    /** No approval was in force when it was traced; an expired one shows as {@code APPROVED}. */
    record AuthorizationFailed(ImageId image, Address patient, Address requester, Address tracedBy, AccessStatus status)
            implements AccessEvent {}

    /** A patient limited approvals. */
    record ApprovalLimitSet(Address patient, long max, Duration period) implements LedgerEvent {}

    /** A patient chose from whom requests are admitted. */
    record RegisteredRequestersOnlySet(Address patient, boolean registeredOnly) implements LedgerEvent {}
}
