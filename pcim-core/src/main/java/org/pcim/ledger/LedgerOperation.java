package org.pcim.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.pcim.error.InputException;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerText;
import org.pcim.model.ReasonCode;
import org.pcim.model.Role;
import org.pcim.model.Signature;

/**
 * What a participant asks a ledger to record. Who may, and what is refused, stands in docs/ledger.md.
 *
 * <p>Times have whole seconds.
 */
public sealed interface LedgerOperation {

    /**
     * A batch has at most so many items. On Ethereum a transaction holds 2^24 gas, and a request that is the first of its
     * requester for its image takes 60,000 of them; its other bound, 128 KiB, depends on the capsules and notes.
     */
    int MAX_BATCH = 100;

    /** What is being done, for messages: the record's name in words, "approve requester". */
    default String action() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /** What it is done to, for messages: an image id or an address. */
    String subject();

    /** The owner admits an institution. */
    record RegisterInstitution(Address institution, String name) implements LedgerOperation {

        /** The longest name, in bytes of UTF-8. */
        public static final int MAX_NAME_BYTES = 128;

        @Override
        public String subject() {
            return institution.toString();
        }
    }

    /** The owner dismisses an institution; its members count no more. */
    record RemoveInstitution(Address institution) implements LedgerOperation {
        @Override
        public String subject() {
            return institution.toString();
        }
    }

    /** An institution registers one of its own. */
    record RegisterMember(Role role, Address member) implements LedgerOperation {
        @Override
        public String subject() {
            return member.toString();
        }
    }

    /** An institution removes one of its own; what a radiologist attested to and was registered stays valid. */
    record RemoveMember(Role role, Address member) implements LedgerOperation {
        @Override
        public String subject() {
            return member.toString();
        }
    }

    /** Anybody publishes the OpenPGP certificate that belongs to its ledger key. */
    record PublishKey(PublishedCertificate certificate) implements LedgerOperation {
        @Override
        public String subject() {
            return certificate.owner().toString();
        }
    }

    /** create_contract of the paper: the patient registers a receipt's image. */
    record CreateContract(Attestation attestation, Signature attestationSignature, KeyCapsule patientCapsule)
            implements LedgerOperation {
        @Override
        public String subject() {
            return attestation.image().toString();
        }
    }

    /** requesting_access of the paper. */
    record RequestAccess(ImageId image, LedgerText notes) implements LedgerOperation {
        @Override
        public String subject() {
            return image.toString();
        }
    }

    /** The requester takes a pending request back. */
    record WithdrawRequest(ImageId image) implements LedgerOperation {
        @Override
        public String subject() {
            return image.toString();
        }
    }

    /** approve_IRs of the paper: the patient answers a pending request. */
    record ApproveRequester(ImageId image, Address requester, Grant grant) implements LedgerOperation {
        @Override
        public String subject() {
            return requester + " for " + image;
        }
    }

    /** The patient gives an approval in force another expiry, or a capsule for a newer certificate. */
    record RenewRequester(ImageId image, Address requester, Grant grant) implements LedgerOperation {
        @Override
        public String subject() {
            return requester + " for " + image;
        }
    }

    /** The patient answers a pending request with no. */
    record DenyRequester(ImageId image, Address requester, Reason reason) implements LedgerOperation {
        @Override
        public String subject() {
            return requester + " for " + image;
        }
    }

    /** remove_IRs of the paper: the patient ends an approval, in force or expired. */
    record RemoveRequester(ImageId image, Address requester, Reason reason) implements LedgerOperation {
        @Override
        public String subject() {
            return requester + " for " + image;
        }
    }

    /** trace_authorization of the paper: patient or requester has it recorded whether an approval is in force. */
    record TraceAuthorization(ImageId image, Address requester) implements LedgerOperation {
        @Override
        public String subject() {
            return requester + " for " + image;
        }
    }

    /**
     * The patient takes over a radiologist's correction, which is the image's new version. Approvals in force that get no
     * capsule stay approvals of the version before.
     *
     * @param attestation what the radiologist attests to; it names the version that it corrects
     * @param attestationSignature the radiologist's signature over it
     * @param patientCapsule the new version's session key, wrapped for the patient
     * @param grants capsules for requesters whose approval is in force
     */
    record AddCorrection(
            Attestation attestation, Signature attestationSignature, KeyCapsule patientCapsule, List<Regrant> grants)
            implements LedgerOperation {

        /** Copies the list; refuses too many or a requester twice. */
        public AddCorrection {
            grants = Regrant.distinct(grants);
        }

        @Override
        public String subject() {
            return attestation.image().toString();
        }
    }

    /**
     * The patient puts the same images, encrypted anew, in place of the image's current version. Approvals in force that
     * are neither removed nor get a capsule stay approvals of the version before.
     *
     * @param image the image
     * @param rotation the new version
     * @param patientCapsule its session key, wrapped for the patient
     * @param removed requesters whose approval ends
     * @param grants capsules for requesters whose approval is in force and goes on
     */
    record AddRotation(
            ImageId image, NewVersion rotation, KeyCapsule patientCapsule, List<Address> removed, List<Regrant> grants)
            implements LedgerOperation {

        /** Copies the lists; refuses too many or a requester twice. */
        public AddRotation {
            removed = List.copyOf(removed);
            Regrant.requireDistinct(removed);
            grants = Regrant.distinct(grants);
        }

        @Override
        public String subject() {
            return image.toString();
        }
    }

    /**
     * The patient limits approvals (paper 4.5): at most {@code max} in each period, counted from now; renewals do not
     * count; a raise takes effect with the next period. A zero period lifts the limit.
     */
    record SetApprovalLimit(long max, Duration period) implements LedgerOperation {
        @Override
        public String subject() {
            return max + " in " + period;
        }
    }

    /** The patient admits requests only from requesters that a registered institution vouches for, or from anybody. */
    record SetRegisteredRequestersOnly(boolean registeredOnly) implements LedgerOperation {
        @Override
        public String subject() {
            return Boolean.toString(registeredOnly);
        }
    }

    /**
     * Several approvals of one patient, recorded wholly or not at all, as if they had been sent one after another.
     *
     * @param approvals from 1 to {@link LedgerOperation#MAX_BATCH}, for no image a requester twice
     */
    record ApproveRequesters(List<ApproveRequester> approvals) implements LedgerOperation {

        /** Copies the list; refuses an empty one, too many, or a requester twice for an image. */
        public ApproveRequesters {
            approvals = List.copyOf(approvals);
            Batch.require("approve requesters", approvals);
        }

        @Override
        public String subject() {
            return Batch.subject(approvals);
        }
    }

    /**
     * Several requests of one requester, recorded wholly or not at all, as if they had been sent one after another.
     *
     * @param requests from 1 to {@link LedgerOperation#MAX_BATCH}, for no image twice
     */
    record RequestAccesses(List<RequestAccess> requests) implements LedgerOperation {

        /** Copies the list; refuses an empty one, too many, or an image twice. */
        public RequestAccesses {
            requests = List.copyOf(requests);
            Batch.require("request accesses", requests);
        }

        @Override
        public String subject() {
            return Batch.subject(requests);
        }
    }

    /**
     * What an approval or a renewal gives.
     *
     * @param version the version of the image that it opens, from 1
     * @param expiry from when on it is no longer in force
     * @param capsule the version's session key, wrapped for the requester
     * @param certificateSequence the sequence number of the requester's certificate that the capsule is wrapped for
     */
    record Grant(int version, Instant expiry, KeyCapsule capsule, long certificateSequence) {}

    /**
     * A version of an image that a patient made.
     *
     * @param number its number, one above that of the version before
     * @param root its root
     * @param keyCheck the check of its session key
     */
    record NewVersion(int number, Cid root, Digest keyCheck) {}

    /**
     * What a requester whose approval is in force gets for a new version. The approval's expiry stays.
     *
     * @param requester the requester
     * @param capsule the new version's session key, wrapped for the requester
     * @param certificateSequence the sequence number of the requester's certificate that the capsule is wrapped for
     */
    record Regrant(Address requester, KeyCapsule capsule, long certificateSequence) {

        /** At most so many go with one operation; the others are renewed one by one. */
        public static final int MAX_COUNT = 200;

        private static List<Regrant> distinct(List<Regrant> grants) {
            requireDistinct(grants.stream().map(Regrant::requester).toList());
            return List.copyOf(grants);
        }

        private static void requireDistinct(List<Address> requesters) {
            if (requesters.size() > MAX_COUNT) {
                throw new InputException("add version", "", "it names more than " + MAX_COUNT + " requesters");
            }
            if (new HashSet<>(requesters).size() < requesters.size()) {
                throw new InputException("add version", "", "it names a requester twice");
            }
        }
    }

    /**
     * Why a requester is denied or removed.
     *
     * @param code the public reason
     * @param text more about it, sealed as a rule
     */
    record Reason(ReasonCode code, LedgerText text) {

        /** Of a removal that is part of a rotation: the patient's decision, without a text. */
        public static final Reason ROTATION = new Reason(ReasonCode.PATIENT_DECISION, LedgerText.empty());
    }
}
