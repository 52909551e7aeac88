// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";

import {Grant, Grants} from "./Grant.sol";
import {IPatientCentricAccessControl as Pcac} from "./IPatientCentricAccessControl.sol";
import {Packed} from "./Packed.sol";

/// @title What participants sign
/// @notice The EIP-712 struct hashes of docs/ledger.md.
/// @dev Where slither is told of an unused return, that is `set`, which returns its own argument.
library TypedData {
    using EfficientHashLib for bytes;
    using EfficientHashLib for bytes32[];

    bytes32 private constant ATTESTATION = keccak256(
        "Attestation(address patient,bytes32 image,uint32 version,bytes32 previous,bytes32 root,bytes32 statement,bytes32 keyCheck,string modality,string bodyPart,address radiologist,bytes32 radiologistCertificate,uint64 date,uint64 lastDay)"
    );
    bytes32 private constant KEY_BINDING = keccak256("KeyBinding(address owner,bytes32 certificate,uint64 sequence)");
    bytes32 private constant PUBLISH_KEY = keccak256(
        "PublishKey(address owner,bytes certificate,uint64 sequence,bytes ownerBinding,bytes certificateBinding,address sender,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant CREATE_CONTRACT = keccak256(
        "CreateContract(Attestation attestation,bytes attestationSignature,bytes patientCapsule,address sender,uint256 nonce,uint64 deadline)"
        "Attestation(address patient,bytes32 image,uint32 version,bytes32 previous,bytes32 root,bytes32 statement,bytes32 keyCheck,string modality,string bodyPart,address radiologist,bytes32 radiologistCertificate,uint64 date,uint64 lastDay)"
    );
    bytes32 private constant REQUEST_ACCESS = keccak256(
        "RequestAccess(bytes32 image,bool isSealed,bytes notes,address sender,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant REQUEST_ACCESSES = keccak256(
        "RequestAccesses(Request[] requests,address sender,uint256 nonce,uint64 deadline)"
        "Request(bytes32 image,bool isSealed,bytes notes)"
    );
    bytes32 private constant REQUEST = keccak256("Request(bytes32 image,bool isSealed,bytes notes)");
    bytes32 private constant WITHDRAW_REQUEST =
        keccak256("WithdrawRequest(bytes32 image,address sender,uint256 nonce,uint64 deadline)");
    bytes32 private constant APPROVE_REQUESTER = keccak256(
        "ApproveRequester(bytes32 image,address requester,uint32 version,uint64 expiry,bytes capsule,uint64 certificateSequence,address sender,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant APPROVE_REQUESTERS = keccak256(
        "ApproveRequesters(Approval[] approvals,address sender,uint256 nonce,uint64 deadline)"
        "Approval(bytes32 image,address requester,uint32 version,uint64 expiry,bytes capsule,uint64 certificateSequence)"
    );
    bytes32 private constant APPROVAL = keccak256(
        "Approval(bytes32 image,address requester,uint32 version,uint64 expiry,bytes capsule,uint64 certificateSequence)"
    );
    bytes32 private constant RENEW_REQUESTER = keccak256(
        "RenewRequester(bytes32 image,address requester,uint32 version,uint64 expiry,bytes capsule,uint64 certificateSequence,address sender,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant DENY_REQUESTER = keccak256(
        "DenyRequester(bytes32 image,address requester,uint8 code,bool isSealed,bytes reason,address sender,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant REMOVE_REQUESTER = keccak256(
        "RemoveRequester(bytes32 image,address requester,uint8 code,bool isSealed,bytes reason,address sender,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant TRACE_AUTHORIZATION = keccak256(
        "TraceAuthorization(bytes32 image,address requester,address sender,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant SET_APPROVAL_LIMIT =
        keccak256("SetApprovalLimit(uint64 max,uint64 period,address sender,uint256 nonce,uint64 deadline)");
    bytes32 private constant SET_REGISTERED_REQUESTERS_ONLY = keccak256(
        "SetRegisteredRequestersOnly(bool registeredOnly,address sender,uint256 nonce,uint64 deadline)"
    );
    bytes32 private constant ADD_CORRECTION = keccak256(
        "AddCorrection(Attestation attestation,bytes attestationSignature,bytes patientCapsule,Regrant[] grants,address sender,uint256 nonce,uint64 deadline)"
        "Attestation(address patient,bytes32 image,uint32 version,bytes32 previous,bytes32 root,bytes32 statement,bytes32 keyCheck,string modality,string bodyPart,address radiologist,bytes32 radiologistCertificate,uint64 date,uint64 lastDay)"
        "Regrant(address requester,bytes capsule,uint64 certificateSequence)"
    );
    bytes32 private constant ADD_ROTATION = keccak256(
        "AddRotation(bytes32 image,uint32 version,bytes32 root,bytes32 keyCheck,bytes patientCapsule,address[] removed,Regrant[] grants,address sender,uint256 nonce,uint64 deadline)"
        "Regrant(address requester,bytes capsule,uint64 certificateSequence)"
    );
    bytes32 private constant REGRANT =
        keccak256("Regrant(address requester,bytes capsule,uint64 certificateSequence)");

    /// @notice A radiologist's attestation to a version of a patient's image.
    /// @param version its number; a first version's previous root is zero
    function attestation(
        address patient,
        bytes32 image,
        uint256 version,
        bytes32 previous,
        bytes32 root,
        Pcac.Attestation calldata it
    ) internal pure returns (bytes32 hash) {
        bytes32 typeHash = ATTESTATION;
        assembly ("memory-safe") {
            let words := mload(0x40)
            let description := calldataload(add(it, 0x60))
            let attestedBy := calldataload(add(it, 0x80))
            mstore(words, typeHash)
            mstore(add(words, 0x20), patient)
            mstore(add(words, 0x40), image)
            mstore(add(words, 0x60), version)
            mstore(add(words, 0x80), previous)
            mstore(add(words, 0xa0), root)
            // statement and key check
            calldatacopy(add(words, 0xc0), it, 0x40)
            mstore(0, description)
            mstore(add(words, 0x100), keccak256(0, byte(30, attestedBy)))
            mstore(0, shl(128, description))
            mstore(add(words, 0x120), keccak256(0, byte(31, attestedBy)))
            mstore(add(words, 0x140), shr(96, attestedBy))
            // the radiologist's certificate
            calldatacopy(add(words, 0x160), add(it, 0x40), 0x20)
            mstore(add(words, 0x180), and(shr(56, attestedBy), 0xffffffffff))
            mstore(add(words, 0x1a0), and(shr(16, attestedBy), 0xffffffffff))
            hash := keccak256(words, 0x1c0)
        }
    }

    /// @notice What an owner signs to bind a certificate to its address.
    function keyBinding(address owner, bytes32 certificate, uint256 sequence) internal pure returns (bytes32) {
        return EfficientHashLib.hash(KEY_BINDING, _word(owner), certificate, bytes32(sequence));
    }

    function publishKey(uint256 sequence, bytes calldata key, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        (bytes calldata ownerBinding, bytes calldata certificateBinding, bytes calldata certificate) = Packed.key(key);
        return _signed(
            PUBLISH_KEY,
            5,
            _word(by.sender),
            certificate.hashCalldata(),
            bytes32(sequence),
            ownerBinding.hashCalldata(),
            certificateBinding.hashCalldata(),
            by
        );
    }

    /// @param attested the hash of the attestation
    function createContract(bytes32 attested, bytes calldata signatureAndCapsule, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        (bytes32 signature, bytes32 capsule) = _hashes(signatureAndCapsule);
        return _signed(CREATE_CONTRACT, 3, attested, signature, capsule, 0, 0, by);
    }

    function requestAccess(bytes calldata notes, bool isSealed, bytes32 image, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        return _signed(REQUEST_ACCESS, 3, image, _word(isSealed), notes.hashCalldata(), 0, 0, by);
    }

    function requestAccesses(Pcac.Request[] calldata requests, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        bytes32[] memory hashes = EfficientHashLib.malloc(requests.length);
        for (uint256 i = 0; i < requests.length; i++) {
            Pcac.Request calldata it = requests[i];
            // slither-disable-next-line unused-return
            hashes.set(i, _hash(REQUEST, _at(it), 3, 2, it.notes.hashCalldata(), 0, 0));
        }
        return _signed(REQUEST_ACCESSES, 1, hashes.hash(), 0, 0, 0, 0, by);
    }

    function withdrawRequest(Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _signed(WITHDRAW_REQUEST, 1, by);
    }

    function approveRequester(Pcac.Approval calldata it, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        return _signed(APPROVE_REQUESTER, _at(it), 6, 4, it.capsule.hashCalldata(), by);
    }

    function approveRequesters(Pcac.Approval[] calldata approvals, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        bytes32[] memory hashes = EfficientHashLib.malloc(approvals.length);
        for (uint256 i = 0; i < approvals.length; i++) {
            Pcac.Approval calldata it = approvals[i];
            // slither-disable-next-line unused-return
            hashes.set(i, _hash(APPROVAL, _at(it), 6, 4, it.capsule.hashCalldata(), 0, 0));
        }
        return _signed(APPROVE_REQUESTERS, 1, hashes.hash(), 0, 0, 0, 0, by);
    }

    function renewRequester(Pcac.Approval calldata it, Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _signed(RENEW_REQUESTER, _at(it), 6, 4, it.capsule.hashCalldata(), by);
    }

    function denyRequester(Pcac.Ending calldata it, Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _signed(DENY_REQUESTER, _at(it), 5, 4, it.reason.hashCalldata(), by);
    }

    function removeRequester(Pcac.Ending calldata it, Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _signed(REMOVE_REQUESTER, _at(it), 5, 4, it.reason.hashCalldata(), by);
    }

    function traceAuthorization(Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _signed(TRACE_AUTHORIZATION, 2, by);
    }

    function setApprovalLimit(Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _signed(SET_APPROVAL_LIMIT, 2, by);
    }

    function setRegisteredRequestersOnly(Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _signed(SET_REGISTERED_REQUESTERS_ONLY, 1, by);
    }

    function addCorrection(Pcac.Correction calldata it, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        bytes32 attested = attestation(by.sender, it.image, it.version, it.previous, it.root, it.attestation);
        (bytes32 signature, bytes32 capsule) = _hashes(it.signatureAndCapsule);
        return _signed(ADD_CORRECTION, 4, attested, signature, capsule, _grants(it.grants), 0, by);
    }

    function addRotation(Pcac.Rotation calldata it, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32 hash)
    {
        bytes32 typeHash = ADD_ROTATION;
        bytes32 capsule = it.patientCapsule.hashCalldata();
        bytes32 removed = _hash(it.removed);
        bytes32 grants = _grants(it.grants);
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, typeHash)
            // image, version, root and key check
            calldatacopy(add(words, 0x20), it, 0x80)
            mstore(add(words, 0xa0), capsule)
            mstore(add(words, 0xc0), removed)
            mstore(add(words, 0xe0), grants)
            calldatacopy(add(words, 0x100), by, 0x60)
            hash := keccak256(words, 0x160)
        }
    }

    /// @dev The struct of a signed call whose fields are the call's first words.
    function _signed(bytes32 typeHash, uint256 count, Pcac.Authorization calldata by) private pure returns (bytes32) {
        return _signed(typeHash, 4, count, count, 0, by);
    }

    /// @dev The struct of a signed call: fields, then sender, nonce and deadline.
    function _signed(
        bytes32 typeHash,
        uint256 from,
        uint256 count,
        uint256 text,
        bytes32 textHash,
        Pcac.Authorization calldata by
    ) private pure returns (bytes32) {
        uint256 rest;
        assembly ("memory-safe") {
            rest := by
        }
        return _hash(typeHash, from, count, text, textHash, rest, 3);
    }

    /// @dev The struct of a signed call with up to five fields that are given.
    function _signed(
        bytes32 typeHash,
        uint256 count,
        bytes32 a,
        bytes32 b,
        bytes32 c,
        bytes32 d,
        bytes32 e,
        Pcac.Authorization calldata by
    ) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, typeHash)
            mstore(add(words, 0x20), a)
            mstore(add(words, 0x40), b)
            mstore(add(words, 0x60), c)
            mstore(add(words, 0x80), d)
            mstore(add(words, 0xa0), e)
            calldatacopy(add(words, shl(5, add(count, 1))), by, 0x60)
            hash := keccak256(words, shl(5, add(count, 4)))
        }
    }

    /// @dev A struct's fields are words of the call, but for a text, which is hashed.
    /// @param from where they begin in the call
    /// @param text which of them is the text
    /// @param rest where more words begin in the call
    function _hash(
        bytes32 typeHash,
        uint256 from,
        uint256 count,
        uint256 text,
        bytes32 textHash,
        uint256 rest,
        uint256 restCount
    ) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, typeHash)
            calldatacopy(add(words, 0x20), from, shl(5, count))
            mstore(add(words, shl(5, add(text, 1))), textHash)
            calldatacopy(add(words, shl(5, add(count, 1))), rest, shl(5, restCount))
            hash := keccak256(words, shl(5, add(add(count, restCount), 1)))
        }
    }

    function _hashes(bytes calldata signatureAndCapsule) private pure returns (bytes32, bytes32) {
        (bytes calldata signature, bytes calldata capsule) = Packed.split(signatureAndCapsule);
        return (signature.hashCalldata(), capsule.hashCalldata());
    }

    function _grants(bytes calldata grants) private pure returns (bytes32) {
        unchecked {
            bytes32[] memory hashes = EfficientHashLib.malloc(grants.length / Grants.HEADER);
            uint256 count = 0;
            (uint256 place, uint256 end) = Grants.range(grants);
            while (place < end) {
                Grant grant = Grants.read(place);
                grant.requireWithin(place, end);
                bytes32 requester = _word(grant.requester());
                bytes32 capsule = grant.capsule(place).hashCalldata();
                bytes32 sequence = bytes32(grant.certificateSequence());
                // slither-disable-next-line unused-return
                hashes.set(count, EfficientHashLib.hash(REGRANT, requester, capsule, sequence));
                count++;
                place = grant.next(place);
            }
            assembly ("memory-safe") {
                mstore(hashes, count)
            }
            return hashes.hash();
        }
    }

    function _hash(address[] calldata list) private pure returns (bytes32 hash) {
        assembly ("memory-safe") {
            let words := mload(0x40)
            let size := shl(5, list.length)
            calldatacopy(words, list.offset, size)
            hash := keccak256(words, size)
        }
    }

    function _at(Pcac.Request calldata it) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := it
        }
    }

    function _at(Pcac.Approval calldata it) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := it
        }
    }

    function _at(Pcac.Ending calldata it) private pure returns (uint256 place) {
        assembly ("memory-safe") {
            place := it
        }
    }

    function _word(address value) private pure returns (bytes32) {
        return bytes32(uint256(uint160(value)));
    }

    function _word(bool value) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := value
        }
    }
}
