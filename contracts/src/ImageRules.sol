// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {any} from "./Conditions.sol";
import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {Image, ImageSlot, Images} from "./Image.sol";
import {Institutions} from "./Institutions.sol";
import {Packed} from "./Packed.sol";
import {Ranges} from "./Ranges.sol";
import {Signatures} from "./Signatures.sol";
import {SignedCalls} from "./SignedCalls.sol";
import {TypedData} from "./TypedData.sol";
import {refuse} from "./Refuse.sol";

/// @title Images and their versions
/// @notice Registered by the patient whom a radiologist's attestation names.
abstract contract ImageRules is Institutions, SignedCalls {
    uint256 private constant CLOCK_TOLERANCE = 15 minutes;
    uint256 private constant LIFETIME = 90 days;
    uint256 private constant MAX_VERSION = type(uint16).max;

    mapping(bytes32 root => ImageSlot) internal _images;

    /// @inheritdoc IPatientCentricAccessControl
    function imageOf(bytes32 id)
        external
        view
        returns (address patient, uint256 version, uint256 blockNumber, uint256 attestedBlock)
    {
        Image image = _images[id].image;
        if (image.patient() != address(0)) {
            return (image.patient(), image.version(), image.blockNumber(), image.attestedBlock());
        }
    }

    /// @inheritdoc IPatientCentricAccessControl
    function isCurrentRoot(bytes32 id, bytes32 root) external view returns (bool) {
        Image image = _images[id].image;
        return image.patient() != address(0) && _isCurrentRoot(id, image, root);
    }

    function _createContract(
        address patient,
        bytes32 root,
        bytes calldata signatureAndCapsule,
        Attestation calldata attestation
    ) internal {
        bytes calldata signature = _requirePacked(signatureAndCapsule);
        ImageSlot storage slot = _requireUnknown(root);
        bytes32 attested = TypedData.attestation(patient, root, 1, 0, root, attestation);
        _requireAttested(root, attested, attestation.attestedBy, signature);
        slot.image = Images.first(patient);
        _emitCreated(root, patient, signatureAndCapsule, attestation);
    }

    /// @dev `emit ContractCreated(root, patient, attestation, signatureAndCapsule)`, in 150 gas less: the attestation's words lie in
    /// the call as they go into the event.
    function _emitCreated(
        bytes32 root,
        address patient,
        bytes calldata signatureAndCapsule,
        Attestation calldata attestation
    ) private {
        bytes32 selector = ContractCreated.selector;
        assembly ("memory-safe") {
            let data := mload(0x40)
            let length := signatureAndCapsule.length
            calldatacopy(data, attestation, 0xa0)
            mstore(add(data, 0xa0), 0xc0)
            mstore(add(data, 0xc0), length)
            calldatacopy(add(data, 0xe0), signatureAndCapsule.offset, length)
            mstore(add(add(data, 0xe0), length), 0)
            log3(data, and(add(length, 0xff), not(0x1f)), selector, root, patient)
        }
    }

    /// @dev Makes a correction the current version; grants and event are the caller's.
    function _correct(address patient, Correction calldata it) internal {
        bytes calldata signature = _requirePacked(it.signatureAndCapsule);
        Image image = _requireNext(patient, it.image, it.version, it.root);
        if (!_isCurrentRoot(it.image, image, it.previous)) {
            refuse(NotCurrentVersion.selector, it.image, patient, it.version);
        }
        bytes32 attested = TypedData.attestation(patient, it.image, it.version, it.previous, it.root, it.attestation);
        _requireAttested(it.root, attested, it.attestation.attestedBy, signature);
        _addVersion(it.image, image.next(true), it.root);
    }

    /// @dev Makes a rotation the current version; grants and event are the caller's.
    function _rotate(address patient, Rotation calldata it) internal {
        Ranges.requireCapsule(it.patientCapsule.length);
        Image image = _requireNext(patient, it.image, it.version, it.root);
        _addVersion(it.image, image.next(false), it.root);
    }

    /// @dev Refuses what is not an image, or not the sender's.
    function _requirePatient(bytes32 id, address sender) internal view returns (Image image) {
        image = _images[id].image;
        address patient = image.patient();
        _requireImage(id, patient);
        if (sender != patient) {
            refuse(NotPatient.selector, id, sender);
        }
    }

    function _requireImage(bytes32 id, address patient) internal pure {
        if (patient == address(0)) {
            refuse(UnknownImage.selector, id);
        }
    }

    function _requirePacked(bytes calldata packed) private pure returns (bytes calldata signature) {
        bytes calldata capsule;
        (signature, capsule) = Packed.split(packed);
        Ranges.requireText(signature.length);
        Ranges.requireCapsule(capsule.length);
    }

    function _requireUnknown(bytes32 root) private view returns (ImageSlot storage slot) {
        slot = _images[root];
        if (slot.image.isKnown()) {
            refuse(RootKnown.selector, root);
        }
    }

    function _requireNext(address patient, bytes32 id, uint256 version, bytes32 root)
        private
        view
        returns (Image image)
    {
        image = _requirePatient(id, patient);
        _requireUnknown(root);
        unchecked {
            if (version != image.version() + 1 || version > MAX_VERSION) {
                refuse(NotCurrentVersion.selector, id, patient, version);
            }
        }
    }

    function _requireAttested(bytes32 root, bytes32 attested, bytes32 attestedBy, bytes calldata signature)
        private
        view
    {
        address radiologist = address(bytes20(attestedBy));
        uint256 date = uint40(uint256(attestedBy) >> 56);
        uint256 lastDay = uint40(uint256(attestedBy) >> 16);
        unchecked {
            bool isEarly = date > block.timestamp + CLOCK_TOLERANCE;
            if (any(isEarly, lastDay > date + LIFETIME, block.timestamp > lastDay)) {
                refuse(OutdatedAttestation.selector, date, lastDay, block.timestamp);
            }
        }
        if (!_isMember(RADIOLOGIST, radiologist)) {
            refuse(NotRadiologist.selector, radiologist);
        }
        if (!Signatures.isValid(radiologist, _digest(attested), signature)) {
            refuse(BadAttestation.selector, root, radiologist);
        }
    }

    function _addVersion(bytes32 id, Image image, bytes32 root) private {
        _images[id].image = image;
        _images[root].image = Images.laterRoot(id, image.version());
    }

    function _isCurrentRoot(bytes32 id, Image image, bytes32 root) private view returns (bool) {
        uint256 version = image.version();
        return version == 1 ? root == id : _images[root].image.isSame(Images.laterRoot(id, version));
    }
}
