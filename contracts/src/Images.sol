// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Institutions} from "./Institutions.sol";
import {Ranges} from "./Ranges.sol";
import {Signatures} from "./Signatures.sol";
import {SignedCalls} from "./SignedCalls.sol";
import {TypedData} from "./TypedData.sol";

/// @title Images and their versions
/// @notice Registered by the patient whom a radiologist's attestation names.
abstract contract Images is Institutions, SignedCalls {
    uint256 private constant CLOCK_TOLERANCE = 15 minutes;
    uint256 private constant LIFETIME = 90 days;

    /// @dev One slot. The root of a later version has one too, with no patient: it is known, and is no image.
    struct Image {
        address patient;
        uint16 version;
        uint40 blockNumber;
        uint40 attestedBlock;
    }

    mapping(bytes32 root => Image) internal _images;
    /// @dev Zero for an image that has its first version only.
    mapping(bytes32 image => bytes32 root) private _laterRoot;

    function imageOf(bytes32 image)
        external
        view
        returns (address patient, uint32 version, bytes32 root, uint64 blockNumber, uint64 attestedBlock)
    {
        Image storage it = _images[image];
        if (it.patient != address(0)) {
            return (it.patient, it.version, _currentRoot(image), it.blockNumber, it.attestedBlock);
        }
    }

    function _createContract(
        address patient,
        bytes32 root,
        Attestation calldata attestation,
        bytes calldata attestationSignature,
        bytes calldata patientCapsule
    ) internal {
        Ranges.requireText(attestationSignature);
        Ranges.requireCapsule(patientCapsule.length);
        _requireUnknown(root);
        _requireAttested(patient, root, Correction(1, 0, root), attestation, attestationSignature);
        _images[root] = Image(patient, 1, uint40(block.number), uint40(block.number));
        emit ContractCreated(root, patient, attestation, attestationSignature, patientCapsule);
    }

    /// @dev Makes a correction the current version, and leaves grants and event to the caller.
    function _correct(
        address patient,
        bytes32 image,
        Correction calldata correction,
        Attestation calldata attestation,
        bytes calldata attestationSignature
    ) internal {
        Ranges.requireText(attestationSignature);
        _requireNext(patient, image, correction.version, correction.root);
        if (correction.previous != _currentRoot(image)) {
            revert NotCurrentVersion(image, patient, correction.version);
        }
        _requireAttested(patient, image, correction, attestation, attestationSignature);
        _addVersion(image, correction.version, correction.root);
        _images[image].attestedBlock = uint40(block.number);
    }

    /// @dev Makes a rotation the current version, and leaves grants and event to the caller.
    function _rotate(address patient, bytes32 image, Rotation calldata rotation) internal {
        _requireNext(patient, image, rotation.version, rotation.root);
        _addVersion(image, rotation.version, rotation.root);
    }

    /// @dev Refuses what is not an image, or not the sender's.
    function _requirePatient(bytes32 image, address sender) internal view returns (uint32 version) {
        Image storage it = _images[image];
        if (it.patient == address(0)) {
            revert UnknownImage(image);
        }
        if (sender != it.patient) {
            revert NotPatient(image, sender);
        }
        return it.version;
    }

    function _requireUnknown(bytes32 root) private view {
        Image storage it = _images[root];
        if (it.patient != address(0) || it.blockNumber != 0) {
            revert RootKnown(root);
        }
    }

    function _requireNext(address patient, bytes32 image, uint32 version, bytes32 root) private view {
        uint32 current = _requirePatient(image, patient);
        _requireUnknown(root);
        if (version != uint256(current) + 1 || version > type(uint16).max) {
            revert NotCurrentVersion(image, patient, version);
        }
    }

    function _requireAttested(
        address patient,
        bytes32 image,
        Correction memory version,
        Attestation calldata attestation,
        bytes calldata signature
    ) private view {
        address radiologist = address(bytes20(attestation.attestedBy));
        uint256 date = uint48(uint256(attestation.attestedBy) >> 48);
        uint256 lastDay = uint48(uint256(attestation.attestedBy));
        if (date > block.timestamp + CLOCK_TOLERANCE || lastDay > date + LIFETIME || block.timestamp > lastDay) {
            revert OutdatedAttestation(uint64(date), uint64(lastDay), uint64(block.timestamp));
        }
        if (!_isMember(RADIOLOGIST, radiologist)) {
            revert NotRadiologist(radiologist);
        }
        bytes32 digest = _hashTypedData(TypedData.attestation(patient, image, version, attestation));
        if (!Signatures.isValid(radiologist, digest, signature)) {
            revert BadAttestation(version.root, radiologist);
        }
    }

    function _addVersion(bytes32 image, uint32 version, bytes32 root) private {
        Image storage it = _images[image];
        it.version = uint16(version);
        it.blockNumber = uint40(block.number);
        _laterRoot[image] = root;
        _images[root].blockNumber = uint40(block.number);
    }

    function _currentRoot(bytes32 image) private view returns (bytes32) {
        bytes32 later = _laterRoot[image];
        return later == 0 ? image : later;
    }
}
