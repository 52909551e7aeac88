package org.pcim.error;

/** A rule by which a ledger refuses an operation; the same on every ledger. */
public enum Refusal {
    /** The sender is not the owner of the ledger. */
    NOT_OWNER("only the ledger's owner may do this"),
    /** The sender, or the named institution, is not a registered institution. */
    NOT_INSTITUTION("the institution is not registered; ask the ledger's owner to register it"),
    /** The institution is registered already. */
    INSTITUTION_KNOWN("the institution is registered already"),
    /** The address is not a member of the sending institution in that role. */
    NOT_MEMBER("the address is not a member of this institution in that role"),
    /** The address is a member of an institution in that role already. */
    MEMBER_KNOWN("the address is a member of an institution in that role already"),
    /** The sender is not the patient of the image, or not the one named in the receipt. */
    NOT_PATIENT("only the patient of this image may do this"),
    /** The sender is neither the patient of the image nor the requester in question. */
    NOT_CONCERNED("only the patient and the requester may do this"),
    /** A patient asked for access to an image of his own. */
    OWN_IMAGE("the image is the sender's own"),
    /** No such image is registered. */
    UNKNOWN_IMAGE("no such image is registered on this ledger"),
    /** The root is registered already, as an image or as a version of one. */
    ROOT_KNOWN("this content is registered already"),
    /** The attesting radiologist is not a member of a registered institution. */
    NOT_RADIOLOGIST("the radiologist is not registered by a registered institution"),
    /** The attestation's signature is not the radiologist's, or not over these values. */
    BAD_ATTESTATION("the radiologist's attestation does not match the receipt"),
    /** The attestation's last day has passed, or its dates make no sense. */
    OUTDATED_ATTESTATION("the attestation is outdated or dated in the future; ask the radiologist for a new deposit"),
    /** The published certificate is empty or too large. */
    BAD_CERTIFICATE("the certificate is empty or larger than 16 KiB"),
    /** The sequence number of a published key is not above the last. */
    STALE_SEQUENCE("a key with this or a later sequence number has been published"),
    /** The binding of a certificate to its owner is not the owner's. */
    BAD_BINDING("the certificate is not bound to the sender by the sender's signature"),
    /** The requester has not published a key. */
    NO_KEY("the requester has not published a key; publish it first"),
    /** A request of this requester is pending already. */
    ALREADY_PENDING("a request is pending already"),
    /** An approval of this requester is in force already. */
    ALREADY_APPROVED("an approval is in force already"),
    /** The patient admits only requesters that an institution has registered. */
    NOT_REGISTERED_REQUESTER("the patient admits only requesters that are registered by an institution"),
    /** No request of this requester is pending. */
    NOT_PENDING("no request of this requester is pending"),
    /** No approval of this requester is in force, or none was ever given. */
    NOT_APPROVED("the requester is not approved"),
    /** The approval in force is of an earlier version of the image; the patient has not renewed it for this one. */
    APPROVED_EARLIER_VERSION("the approval is of an earlier version of the image; ask the patient to renew it"),
    /** The decision names a version of the image that is not the current one. */
    NOT_CURRENT_VERSION("the decision is about a version that is no longer the current one; read the image again"),
    /** The expiry of an approval is not after the present. */
    EXPIRY_PAST("the expiry is not in the future"),
    /** The patient's approval limit for this period has been reached. */
    LIMIT_REACHED("the approval limit for this period has been reached"),
    /** A note, a reason or a capsule is larger than the ledger takes. */
    TOO_LARGE("a note, a reason or a capsule is larger than the ledger takes"),
    /** The signature of the operation is not the sender's. */
    BAD_SIGNATURE("the signature is not the sender's"),
    /** The operation was submitted after its deadline. */
    DEADLINE_PASSED("the operation was submitted after its deadline; prepare it again");

    private final String reason;

    Refusal(String reason) {
        this.reason = reason;
    }

    /** One clause that says what is wrong, without the subject. */
    public String reason() {
        return reason;
    }
}
