// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";
import {LibBit} from "solady/utils/LibBit.sol";

import {Grants} from "./Grants.sol";
import {IPatientCentricAccessControl as Pcac} from "./IPatientCentricAccessControl.sol";

/// @title What participants sign
/// @notice The EIP-712 struct hashes of docs/ledger.md.
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

    /// @notice A radiologist's attestation to this version of a patient's image.
    function attestation(address patient, bytes32 image, Pcac.Correction memory version, Pcac.Attestation calldata it)
        internal
        pure
        returns (bytes32)
    {
        bytes32[] memory words = EfficientHashLib.malloc(14);
        words.set(0, ATTESTATION).set(1, _word(patient)).set(2, image).set(3, version.version).set(4, version.previous);
        words.set(5, version.root).set(6, it.statement).set(7, it.keyCheck);
        words.set(8, _codeHash(bytes16(it.description))).set(9, _codeHash(bytes16(it.description << 128)));
        words.set(10, uint256(it.attestedBy) >> 96).set(11, it.radiologistCertificate);
        words.set(12, uint48(uint256(it.attestedBy) >> 48)).set(13, uint48(uint256(it.attestedBy)));
        return words.hash();
    }

    /// @notice What an owner signs to bind a certificate to its address.
    function keyBinding(address owner, bytes32 certificateHash, uint64 sequence) internal pure returns (bytes32) {
        return EfficientHashLib.hash(KEY_BINDING, _word(owner), certificateHash, bytes32(uint256(sequence)));
    }

    function publishKey(Pcac.Key calldata it, Pcac.Authorization calldata by) internal pure returns (bytes32) {
        bytes32[] memory words = EfficientHashLib.malloc(9);
        words.set(0, PUBLISH_KEY).set(1, _word(by.sender)).set(2, it.certificate.hashCalldata()).set(3, it.sequence);
        words.set(4, it.ownerBinding.hashCalldata()).set(5, it.certificateBinding.hashCalldata());
        return _signed(words, by);
    }

    function createContract(
        bytes32 attestationHash,
        bytes calldata attestationSignature,
        bytes calldata patientCapsule,
        Pcac.Authorization calldata by
    ) internal pure returns (bytes32) {
        bytes32[] memory words = EfficientHashLib.malloc(7);
        words.set(0, CREATE_CONTRACT).set(1, attestationHash).set(2, attestationSignature.hashCalldata());
        words.set(3, patientCapsule.hashCalldata());
        return _signed(words, by);
    }

    function requestAccess(Pcac.Request calldata it, Pcac.Authorization calldata by) internal pure returns (bytes32) {
        bytes32[] memory words = EfficientHashLib.malloc(7);
        _set(words, REQUEST_ACCESS, it);
        return _signed(words, by);
    }

    function requestAccesses(Pcac.Request[] calldata requests, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        bytes32[] memory hashes = EfficientHashLib.malloc(requests.length);
        for (uint256 i = 0; i < requests.length; i++) {
            bytes32[] memory words = EfficientHashLib.malloc(4);
            _set(words, REQUEST, requests[i]);
            hashes.set(i, words.hash());
        }
        return _batch(REQUEST_ACCESSES, hashes, by);
    }

    function withdrawRequest(bytes32 image, Pcac.Authorization calldata by) internal pure returns (bytes32) {
        bytes32[] memory words = EfficientHashLib.malloc(5);
        words.set(0, WITHDRAW_REQUEST).set(1, image);
        return _signed(words, by);
    }

    function approveRequester(Pcac.Approval calldata it, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        return _decision(APPROVE_REQUESTER, it, by);
    }

    function approveRequesters(Pcac.Approval[] calldata approvals, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        bytes32[] memory hashes = EfficientHashLib.malloc(approvals.length);
        for (uint256 i = 0; i < approvals.length; i++) {
            bytes32[] memory words = EfficientHashLib.malloc(7);
            _set(words, APPROVAL, approvals[i]);
            hashes.set(i, words.hash());
        }
        return _batch(APPROVE_REQUESTERS, hashes, by);
    }

    function renewRequester(Pcac.Approval calldata it, Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _decision(RENEW_REQUESTER, it, by);
    }

    function denyRequester(Pcac.Ending calldata it, Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _ending(DENY_REQUESTER, it, by);
    }

    function removeRequester(Pcac.Ending calldata it, Pcac.Authorization calldata by) internal pure returns (bytes32) {
        return _ending(REMOVE_REQUESTER, it, by);
    }

    function traceAuthorization(bytes32 image, address requester, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        bytes32[] memory words = EfficientHashLib.malloc(6);
        words.set(0, TRACE_AUTHORIZATION).set(1, image).set(2, _word(requester));
        return _signed(words, by);
    }

    function setApprovalLimit(uint64 max, uint64 period, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        bytes32[] memory words = EfficientHashLib.malloc(6);
        words.set(0, SET_APPROVAL_LIMIT).set(1, max).set(2, period);
        return _signed(words, by);
    }

    function setRegisteredRequestersOnly(bool registeredOnly, Pcac.Authorization calldata by)
        internal
        pure
        returns (bytes32)
    {
        bytes32[] memory words = EfficientHashLib.malloc(5);
        words.set(0, SET_REGISTERED_REQUESTERS_ONLY).set(1, _word(registeredOnly));
        return _signed(words, by);
    }

    function addCorrection(
        bytes32 attestationHash,
        bytes calldata attestationSignature,
        bytes calldata patientCapsule,
        bytes calldata grants,
        Pcac.Authorization calldata by
    ) internal pure returns (bytes32) {
        bytes32[] memory words = EfficientHashLib.malloc(8);
        words.set(0, ADD_CORRECTION).set(1, attestationHash).set(2, attestationSignature.hashCalldata());
        words.set(3, patientCapsule.hashCalldata()).set(4, _grants(grants));
        return _signed(words, by);
    }

    function addRotation(
        bytes32 image,
        Pcac.Rotation calldata it,
        bytes calldata patientCapsule,
        address[] calldata removed,
        bytes calldata grants,
        Pcac.Authorization calldata by
    ) internal pure returns (bytes32) {
        bytes32[] memory words = EfficientHashLib.malloc(11);
        words.set(0, ADD_ROTATION).set(1, image).set(2, it.version).set(3, it.root).set(4, it.keyCheck);
        words.set(5, patientCapsule.hashCalldata()).set(6, keccak256(abi.encodePacked(removed))).set(7, _grants(grants));
        return _signed(words, by);
    }

    /// @dev Every signed call ends with sender, nonce and deadline.
    function _signed(bytes32[] memory words, Pcac.Authorization calldata by) private pure returns (bytes32) {
        uint256 last = words.length - 1;
        words.set(last - 2, _word(by.sender)).set(last - 1, by.nonce).set(last, by.deadline);
        return words.hash();
    }

    function _batch(bytes32 typeHash, bytes32[] memory hashes, Pcac.Authorization calldata by)
        private
        pure
        returns (bytes32)
    {
        bytes32[] memory words = EfficientHashLib.malloc(5);
        words.set(0, typeHash).set(1, hashes.hash());
        return _signed(words, by);
    }

    function _decision(bytes32 typeHash, Pcac.Approval calldata it, Pcac.Authorization calldata by)
        private
        pure
        returns (bytes32)
    {
        bytes32[] memory words = EfficientHashLib.malloc(10);
        _set(words, typeHash, it);
        return _signed(words, by);
    }

    function _set(bytes32[] memory words, bytes32 typeHash, Pcac.Approval calldata it) private pure {
        words.set(0, typeHash).set(1, it.image).set(2, _word(it.requester)).set(3, it.version).set(4, it.expiry);
        words.set(5, it.capsule.hashCalldata()).set(6, it.certificateSequence);
    }

    function _set(bytes32[] memory words, bytes32 typeHash, Pcac.Request calldata it) private pure {
        words.set(0, typeHash).set(1, it.image).set(2, _word(it.isSealed)).set(3, it.notes.hashCalldata());
    }

    function _ending(bytes32 typeHash, Pcac.Ending calldata it, Pcac.Authorization calldata by)
        private
        pure
        returns (bytes32)
    {
        bytes32[] memory words = EfficientHashLib.malloc(9);
        words.set(0, typeHash).set(1, it.image).set(2, _word(it.requester)).set(3, it.code);
        words.set(4, _word(it.isSealed)).set(5, it.reason.hashCalldata());
        return _signed(words, by);
    }

    function _grants(bytes calldata grants) private pure returns (bytes32) {
        uint256 count = 0;
        for (uint256 place = 0; place < grants.length; count++) {
            place += Grants.HEADER + Grants.read(grants, place).capsuleLength;
        }
        bytes32[] memory hashes = EfficientHashLib.malloc(count);
        uint256 start = 0;
        for (uint256 i = 0; i < count; i++) {
            Grants.Grant memory grant = Grants.read(grants, start);
            start += Grants.HEADER;
            bytes calldata capsule = grants[start:start + grant.capsuleLength];
            start += grant.capsuleLength;
            bytes32 hash = EfficientHashLib.hash(
                REGRANT,
                _word(grant.requester),
                capsule.hashCalldata(),
                bytes32(uint256(grant.certificateSequence))
            );
            hashes.set(i, hash);
        }
        return hashes.hash();
    }

    /// @dev A code ends where only zeros follow, so two that differ are never hashed as the same text.
    function _codeHash(bytes16 code) private pure returns (bytes32) {
        uint256 length = code == 0 ? 0 : 16 - LibBit.ffs(uint128(code)) / 8;
        bytes32 text = code;
        assembly ("memory-safe") {
            mstore(0, text)
            text := keccak256(0, length)
        }
        return text;
    }

    function _word(address value) private pure returns (bytes32) {
        return bytes32(uint256(uint160(value)));
    }

    function _word(bool value) private pure returns (bytes32) {
        return bytes32(uint256(value ? 1 : 0));
    }
}
