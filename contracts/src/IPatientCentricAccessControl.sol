// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title Patient-Centric Access Control
/// @notice Records who may open which encrypted medical image. The patient of an image alone decides. The rules, their order and all
/// numbers stand in docs/ledger.md; the functions are those of Jabarulla & Lee, "Blockchain-Based Distributed Patient-Centric Image
/// Management System" (2021), section 4, with the paper's names beside them.
/// @dev Sizes are bytes, times seconds since 1970. Numbers are whole words, which cost least; what is beyond the ranges of
/// docs/ledger.md is refused. What identifies a patient, and every key, is kept out or encrypted by the
/// clients. Each call has its sender as `msg.sender`; each call of a patient or a requester has a twin `...BySig` that anybody may
/// send who has the sender's EIP-712 signature.
interface IPatientCentricAccessControl {
    /// @notice What a radiologist attests to when an image is deposited or corrected.
    /// @dev Signed as EIP-712 `Attestation`, whose patient is the caller.
    /// @param statement SHA-256 of the statement in the study's manifest
    /// @param keyCheck proves which session key opens the study
    /// @param radiologistCertificate SHA-256 of the radiologist's published certificate
    /// @param description two DICOM codes of 0 to 16 characters, each padded with zeros to 16: modality, then body part
    /// @param attestedBy the radiologist (20 bytes), when it was signed (5), the last second at which it may be registered (5),
    /// length of the modality (1), length of the body part (1)
    struct Attestation {
        bytes32 statement;
        bytes32 keyCheck;
        bytes32 radiologistCertificate;
        bytes32 description;
        bytes32 attestedBy;
    }

    /// @notice A version of an image that a radiologist corrected.
    /// @param image the image
    /// @param version the number of the version, one above the current one's
    /// @param previous the root of the current version
    /// @param root the root of the version
    /// @param attestation the radiologist's
    /// @param signatureAndCapsule length of the signature (2 bytes); the radiologist's signature over the attestation; the session
    /// key, wrapped for the patient
    /// @param grants what approved requesters get, one after the other: requester (20 bytes), sequence number of the
    /// certificate (8), length of the capsule (2), capsule
    struct Correction {
        bytes32 image;
        uint256 version;
        bytes32 previous;
        bytes32 root;
        Attestation attestation;
        bytes signatureAndCapsule;
        bytes grants;
    }

    /// @notice A version of an image that its patient encrypted anew.
    /// @param image the image
    /// @param version the number of the version, one above the current one's
    /// @param root its root
    /// @param keyCheck proves which session key opens it
    /// @param patientCapsule the session key, wrapped for the patient
    /// @param removed requesters whose approval ends
    /// @param grants as of a correction
    struct Rotation {
        bytes32 image;
        uint256 version;
        bytes32 root;
        bytes32 keyCheck;
        bytes patientCapsule;
        address[] removed;
        bytes grants;
    }

    /// @notice An approval or its renewal.
    /// @param image the image
    /// @param requester who is approved
    /// @param version the version that the capsule opens
    /// @param expiry from when on it is no longer in force
    /// @param capsule the version's session key, wrapped for the requester
    /// @param certificateSequence the sequence number of the requester's certificate that the capsule is wrapped for
    struct Approval {
        bytes32 image;
        address requester;
        uint256 version;
        uint256 expiry;
        bytes capsule;
        uint256 certificateSequence;
    }

    /// @notice What ends a request or an approval.
    /// @param image the image
    /// @param requester who is denied or removed
    /// @param code the public reason
    /// @param isSealed whether the text is encrypted
    /// @param reason a text
    struct Ending {
        bytes32 image;
        address requester;
        uint256 code;
        bool isSealed;
        bytes reason;
    }

    /// @notice A request for access, as one of several.
    /// @param image the image
    /// @param isSealed whether the notes are encrypted
    /// @param notes purpose and usage agreement
    struct Request {
        bytes32 image;
        bool isSealed;
        bytes notes;
    }

    /// @notice What goes with a signed call.
    /// @param sender who signed it, and for whom it counts
    /// @param nonce makes it another one than an equal one before; any number
    /// @param deadline the last second at which it may be recorded
    /// @param signature the sender's over the EIP-712 struct that is named after the call: ECDSA, or what its contract accepts
    struct Authorization {
        address sender;
        uint256 nonce;
        uint256 deadline;
        bytes signature;
    }

    // Events. Every event with an image has it as its first topic, its patient as the second, the requester, if any, as the third.

    event InstitutionRegistered(address indexed institution, string name);
    event InstitutionRemoved(address indexed institution);
    event MemberRegistered(address indexed institution, address indexed member, uint256 role);
    event MemberRemoved(address indexed institution, address indexed member, uint256 role);

    /// @param previousBlock the block in which the owner published its last certificate; 0 for the first
    /// @param key as in the call
    event KeyPublished(address indexed owner, uint256 sequence, uint256 previousBlock, bytes key);

    /// @param signatureAndCapsule as in the call
    event ContractCreated(
        bytes32 indexed image, address indexed patient, Attestation attestation, bytes signatureAndCapsule
    );

    /// @param signatureAndCapsule as in the call
    /// @param grants as in the call, each with the expiry of its approval (5 bytes) in front; each counts as a renewal
    event CorrectionAdded(
        bytes32 indexed image,
        address indexed patient,
        uint256 version,
        bytes32 previous,
        bytes32 root,
        Attestation attestation,
        bytes signatureAndCapsule,
        bytes grants
    );

    /// @param grants as of a correction
    event RotationAdded(
        bytes32 indexed image,
        address indexed patient,
        uint256 version,
        bytes32 root,
        bytes32 keyCheck,
        bytes patientCapsule,
        bytes grants
    );

    event AccessRequested(
        bytes32 indexed image, address indexed patient, address indexed requester, bool isSealed, bytes notes
    );
    event RequestWithdrawn(bytes32 indexed image, address indexed patient, address indexed requester);
    event RequestApproved(
        bytes32 indexed image,
        address indexed patient,
        address indexed requester,
        uint256 version,
        uint256 expiry,
        bytes capsule,
        uint256 certificateSequence
    );
    event RequestRenewed(
        bytes32 indexed image,
        address indexed patient,
        address indexed requester,
        uint256 version,
        uint256 expiry,
        bytes capsule,
        uint256 certificateSequence
    );
    event RequestDenied(
        bytes32 indexed image,
        address indexed patient,
        address indexed requester,
        uint256 code,
        bool isSealed,
        bytes reason
    );
    event RequesterRemoved(
        bytes32 indexed image,
        address indexed patient,
        address indexed requester,
        uint256 code,
        bool isSealed,
        bytes reason
    );

    /// @param tracedBy the patient or the requester
    event AuthorizationSuccess(
        bytes32 indexed image, address indexed patient, address indexed requester, address tracedBy
    );

    /// @param status an expired approval shows as approved
    event AuthorizationFailed(
        bytes32 indexed image, address indexed patient, address indexed requester, address tracedBy, uint256 status
    );

    event ApprovalLimitSet(address indexed patient, uint256 max, uint256 period);
    event RegisteredRequestersOnlySet(address indexed patient, bool registeredOnly);

    /// @notice A signed call was recorded; the events that follow in this transaction, up to the next of these, are its.
    event SignedCallRecorded(bytes32 indexed digest, address indexed sender);

    // Errors: one for each refusal in docs/ledger.md, with the values that it is about.

    error NotOwner(address sender);
    error NotInstitution(address institution);
    error InstitutionKnown(address institution);
    error MemberKnown(uint256 role, address member);
    error NotMember(uint256 role, address member);
    error BadCertificate(uint256 length);
    error StaleSequence(uint256 sequence, uint256 last);
    error BadBinding(address owner, uint256 sequence);
    error RootKnown(bytes32 root);
    error OutdatedAttestation(uint256 date, uint256 lastDay, uint256 time);
    error NotRadiologist(address radiologist);
    error BadAttestation(bytes32 root, address radiologist);
    error UnknownImage(bytes32 image);
    error NotPatient(bytes32 image, address sender);
    error OwnImage(bytes32 image, address patient);
    error NoKey(bytes32 image, address requester);
    error AlreadyPending(bytes32 image, address requester);
    error AlreadyApproved(bytes32 image, address requester);
    error NotRegisteredRequester(bytes32 image, address requester);
    error NotPending(bytes32 image, address requester);
    error NotApproved(bytes32 image, address requester);
    error NotCurrentVersion(bytes32 image, address requester, uint256 version);
    error ExpiryPast(bytes32 image, address requester, uint256 expiry);
    error LimitReached(bytes32 image, address requester, uint256 nextPeriod);
    error NotConcerned(bytes32 image, address sender);
    error TooLarge(uint256 length, uint256 limit);
    /// @notice A number that no PCIM ledger can hold: a role, a code, a time, a limit, a sequence number, an empty capsule.
    error OutOfRange(uint256 value);
    /// @notice What lies packed in so many bytes ends too early.
    error Truncated(uint256 length);
    /// @notice The contract always has an owner.
    error OwnerRequired();
    error DeadlinePassed(uint256 deadline, uint256 time);
    error BadSignature(address sender);
    /// @notice This signed call is recorded already; it counts as done.
    error AlreadyRecorded(bytes32 digest, uint256 blockNumber);

    // The owner and the institutions.

    function registerInstitution(address institution, string calldata name) external;
    function removeInstitution(address institution) external;
    function registerMember(uint256 role, address member) external;
    function removeMember(uint256 role, address member) external;

    // Everybody.

    /// @notice Publishes the sender's certificate.
    /// @param sequence above that of the owner's last one
    /// @param key length of the owner's binding (2 bytes), the owner's signature over the EIP-712 `KeyBinding` with the
    /// certificate's SHA-256; length of the certificate's binding (2), the certificate's OpenPGP signature over the same, which
    /// clients verify; the OpenPGP certificate
    function publishKey(uint256 sequence, bytes calldata key) external;
    function publishKeyBySig(uint256 sequence, bytes calldata key, Authorization calldata by) external;

    // Requesters.

    /// @notice requesting_access of the paper.
    /// @param notes purpose and usage agreement
    /// @param isSealed whether they are encrypted
    /// @param image the image
    function requestAccess(bytes calldata notes, bool isSealed, bytes32 image) external;
    function requestAccessBySig(bytes calldata notes, bool isSealed, bytes32 image, Authorization calldata by) external;

    /// @notice Several requests, all or none.
    function requestAccesses(Request[] calldata requests) external;
    function requestAccessesBySig(Request[] calldata requests, Authorization calldata by) external;

    function withdrawRequest(bytes32 image) external;
    function withdrawRequestBySig(bytes32 image, Authorization calldata by) external;

    // Patients.

    /// @notice create_contract of the paper.
    /// @param root SHA-256 in the root CID of the encrypted study; the image's id from now on
    /// @param signatureAndCapsule as of a correction
    /// @param attestation the radiologist's
    function createContract(bytes32 root, bytes calldata signatureAndCapsule, Attestation calldata attestation) external;
    function createContractBySig(
        bytes32 root,
        bytes calldata signatureAndCapsule,
        Attestation calldata attestation,
        Authorization calldata by
    ) external;

    /// @notice approve_IRs of the paper.
    function approveRequester(Approval calldata approval) external;
    function approveRequesterBySig(Approval calldata approval, Authorization calldata by) external;

    /// @notice Several approvals, all or none.
    function approveRequesters(Approval[] calldata approvals) external;
    function approveRequestersBySig(Approval[] calldata approvals, Authorization calldata by) external;

    function renewRequester(Approval calldata approval) external;
    function renewRequesterBySig(Approval calldata approval, Authorization calldata by) external;
    function denyRequester(Ending calldata denial) external;
    function denyRequesterBySig(Ending calldata denial, Authorization calldata by) external;

    /// @notice remove_IRs of the paper.
    function removeRequester(Ending calldata removal) external;
    function removeRequesterBySig(Ending calldata removal, Authorization calldata by) external;

    function addCorrection(Correction calldata correction) external;
    function addCorrectionBySig(Correction calldata correction, Authorization calldata by) external;
    function addRotation(Rotation calldata rotation) external;
    function addRotationBySig(Rotation calldata rotation, Authorization calldata by) external;
    function setApprovalLimit(uint256 max, uint256 period) external;
    function setApprovalLimitBySig(uint256 max, uint256 period, Authorization calldata by) external;
    function setRegisteredRequestersOnly(bool registeredOnly) external;
    function setRegisteredRequestersOnlyBySig(bool registeredOnly, Authorization calldata by) external;

    // Patients and requesters.

    /// @notice trace_authorization of the paper.
    function traceAuthorization(bytes32 image, address requester) external;
    function traceAuthorizationBySig(bytes32 image, address requester, Authorization calldata by) external;

    // Reading. Block numbers say where the event lies that holds the rest; they are 0 where there is none.

    /// @return patient zero if there is no such image
    /// @return version the current version
    /// @return blockNumber where it was added; that event has its root and the patient's capsule
    /// @return attestedBlock where a radiologist last attested to it
    function imageOf(bytes32 image)
        external
        view
        returns (address patient, uint256 version, uint256 blockNumber, uint256 attestedBlock);

    /// @return whether this is the root of the image's current version
    function isCurrentRoot(bytes32 image, bytes32 root) external view returns (bool);

    /// @return status its number in docs/ledger.md
    /// @return expiry of the last approval
    /// @return blockNumber where the last capsule lies
    function accessOf(bytes32 image, address requester)
        external
        view
        returns (uint256 status, uint256 expiry, uint256 blockNumber);

    /// @return sequence of the newest certificate
    /// @return blockNumber where it lies
    function keyOf(address owner) external view returns (uint256 sequence, uint256 blockNumber);

    /// @return blockNumber where a registered institution's registration lies; 0 if it is not registered
    function institutionBlock(address institution) external view returns (uint256 blockNumber);

    /// @return institution the registered institution of which the member is one in this role; zero if there is none
    function institutionOf(uint256 role, address member) external view returns (address institution);

    /// @return blockNumber where this signed call was recorded; 0 if it was not
    function recordedAt(bytes32 digest) external view returns (uint256 blockNumber);
}
