// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Access, Accesses} from "./Access.sol";
import {ApprovalLimit} from "./ApprovalLimit.sol";
import {Certificates} from "./Certificates.sol";
import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {Image} from "./Image.sol";
import {ImageRules} from "./ImageRules.sol";
import {Packed} from "./Packed.sol";
import {Ranges} from "./Ranges.sol";

/// @title Who may open which image
/// @notice Requests, and what the patient decides.
abstract contract AccessRules is Certificates, ImageRules {
    using ApprovalLimit for ApprovalLimit.Choice;

    uint256 private constant PATIENT_DECISION = 1;

    mapping(bytes32 image => mapping(address requester => Access)) private _accesses;
    mapping(address patient => ApprovalLimit.Choice) private _choices;

    /// @inheritdoc IPatientCentricAccessControl
    function accessOf(bytes32 image, address requester)
        external
        view
        returns (uint256 status, uint256 expiry, uint256 blockNumber)
    {
        Access access = _accesses[image][requester];
        return (access.status(), access.expiry(), access.blockNumber());
    }

    /// @inheritdoc IPatientCentricAccessControl
    function isAuthorized(bytes32 image, address requester) external view returns (bool) {
        return _accesses[image][requester].isInForce();
    }

    function _requestAccess(address requester, Request calldata request) internal {
        Ranges.requireText(request.notes);
        bytes32 image = request.image;
        address patient = _images[image].patient();
        if (patient == address(0)) {
            revert UnknownImage(image);
        }
        if (requester == patient) {
            revert OwnImage(image, patient);
        }
        if (!_hasKey(requester)) {
            revert NoKey(image, requester);
        }
        Access access = _accesses[image][requester];
        if (access.status() == Accesses.PENDING) {
            revert AlreadyPending(image, requester);
        }
        if (access.isInForce()) {
            revert AlreadyApproved(image, requester);
        }
        if (_choices[patient].registeredOnly && !_isMember(REQUESTER, requester)) {
            revert NotRegisteredRequester(image, requester);
        }
        _accesses[image][requester] = access.requested(patient);
        emit AccessRequested(image, patient, requester, request.isSealed, request.notes);
    }

    function _withdrawRequest(address requester, bytes32 image) internal {
        Access access = _accesses[image][requester];
        address patient = _patientOf(image, access);
        _requirePending(image, requester, access);
        _accesses[image][requester] = access.changed(Accesses.WITHDRAWN);
        emit RequestWithdrawn(image, patient, requester);
    }

    function _traceAuthorization(address sender, bytes32 image, address requester) internal {
        Access access = _accesses[image][requester];
        address patient = _patientOf(image, access);
        if (sender != patient && sender != requester) {
            revert NotConcerned(image, sender);
        }
        if (access.isInForce()) {
            emit AuthorizationSuccess(image, patient, requester, sender);
        } else {
            emit AuthorizationFailed(image, patient, requester, sender, access.status());
        }
    }

    function _approveRequester(address patient, Approval calldata it) internal {
        _requireApproval(it);
        Image image = _requirePatient(it.image, patient);
        Access access = _accesses[it.image][it.requester];
        _requirePending(it.image, it.requester, access);
        _requireCurrent(it, image);
        _countApproval(patient, it);
        _accesses[it.image][it.requester] = access.granted(it.expiry);
        emit RequestApproved(it.image, patient, it.requester, it.version, it.expiry, it.capsule, it.certificateSequence);
    }

    function _renewRequester(address patient, Approval calldata it) internal {
        _requireApproval(it);
        Image image = _requirePatient(it.image, patient);
        Access access = _accesses[it.image][it.requester];
        _requireInForce(it.image, it.requester, access);
        _requireCurrent(it, image);
        _accesses[it.image][it.requester] = access.granted(it.expiry);
        emit RequestRenewed(it.image, patient, it.requester, it.version, it.expiry, it.capsule, it.certificateSequence);
    }

    function _denyRequester(address sender, Ending calldata it) internal {
        Access access = _requireEnding(sender, it);
        _requirePending(it.image, it.requester, access);
        _accesses[it.image][it.requester] = access.changed(Accesses.DENIED);
        emit RequestDenied(it.image, sender, it.requester, it.code, it.isSealed, it.reason);
    }

    function _removeRequester(address sender, Ending calldata it) internal {
        Access access = _requireEnding(sender, it);
        _remove(it.image, it.requester, access);
        emit RequesterRemoved(it.image, sender, it.requester, it.code, it.isSealed, it.reason);
    }

    function _setApprovalLimit(address patient, uint256 max, uint256 period) internal {
        Ranges.requireLimit(max);
        Ranges.requireLimit(period);
        ApprovalLimit.Choice memory choice = _choices[patient];
        choice.change(uint32(max), uint32(period), block.timestamp);
        _choices[patient] = choice;
        emit ApprovalLimitSet(patient, max, period);
    }

    function _setRegisteredRequestersOnly(address patient, bool registeredOnly) internal {
        _choices[patient].registeredOnly = registeredOnly;
        emit RegisteredRequestersOnlySet(patient, registeredOnly);
    }

    function _addCorrection(address patient, Correction calldata it) internal {
        _correct(patient, it);
        bytes memory renewed = _renewAll(it.image, it.grants);
        emit CorrectionAdded(
            it.image, patient, it.version, it.previous, it.root, it.attestation, it.signatureAndCapsule, renewed
        );
    }

    function _addRotation(address patient, Rotation calldata it) internal {
        _rotate(patient, it);
        for (uint256 i = 0; i < it.removed.length; i++) {
            address requester = it.removed[i];
            _remove(it.image, requester, _accesses[it.image][requester]);
            emit RequesterRemoved(it.image, patient, requester, PATIENT_DECISION, false, "");
        }
        bytes memory renewed = _renewAll(it.image, it.grants);
        emit RotationAdded(it.image, patient, it.version, it.root, it.keyCheck, it.patientCapsule, renewed);
    }

    /// @dev Renews each approval for the new version.
    /// @return recorded the grants, each with the expiry of its approval (5 bytes) in front
    function _renewAll(bytes32 image, bytes calldata grants) private returns (bytes memory recorded) {
        unchecked {
            uint256 place = 0;
            uint256 end = 0;
            recorded = new bytes(grants.length + 5 * (grants.length / Packed.GRANT_HEADER));
            while (place < grants.length) {
                (address requester, uint256 sequence, uint256 capsuleLength) = Packed.grant(grants, place);
                Ranges.requireCapsule(capsuleLength);
                Ranges.requireSequence(sequence);
                Access access = _accesses[image][requester];
                _requireInForce(image, requester, access);
                _accesses[image][requester] = access.renewed();
                uint256 length = Packed.GRANT_HEADER + capsuleLength;
                uint256 expiry = access.expiry();
                assembly ("memory-safe") {
                    let to := add(add(recorded, 32), end)
                    mstore(to, shl(216, expiry))
                    calldatacopy(add(to, 5), add(grants.offset, place), length)
                }
                place += length;
                end += length + 5;
            }
            assembly ("memory-safe") {
                mstore(recorded, end)
            }
        }
    }

    function _remove(bytes32 image, address requester, Access access) private {
        if (access.status() != Accesses.APPROVED) {
            revert NotApproved(image, requester);
        }
        _accesses[image][requester] = access.changed(Accesses.REMOVED);
    }

    function _countApproval(address patient, Approval calldata it) private {
        ApprovalLimit.Choice memory choice = _choices[patient];
        choice.advance(block.timestamp);
        if (choice.period == 0) {
            return;
        }
        if (choice.used >= choice.max) {
            revert LimitReached(it.image, it.requester, choice.end());
        }
        unchecked {
            choice.used++;
        }
        _choices[patient] = choice;
    }

    /// @dev An access knows the patient once there was a request; else the image does.
    function _patientOf(bytes32 image, Access access) private view returns (address patient) {
        patient = access.patient();
        if (patient == address(0)) {
            patient = _images[image].patient();
        }
        if (patient == address(0)) {
            revert UnknownImage(image);
        }
    }

    function _requireEnding(address sender, Ending calldata it) private view returns (Access access) {
        Ranges.requireReason(it.code);
        Ranges.requireText(it.reason);
        access = _accesses[it.image][it.requester];
        if (sender != _patientOf(it.image, access)) {
            revert NotPatient(it.image, sender);
        }
    }

    function _requirePending(bytes32 image, address requester, Access access) private pure {
        if (access.status() != Accesses.PENDING) {
            revert NotPending(image, requester);
        }
    }

    function _requireInForce(bytes32 image, address requester, Access access) private view {
        if (!access.isInForce()) {
            revert NotApproved(image, requester);
        }
    }

    function _requireCurrent(Approval calldata it, Image image) private view {
        if (it.version != image.version()) {
            revert NotCurrentVersion(it.image, it.requester, it.version);
        }
        if (it.expiry <= block.timestamp) {
            revert ExpiryPast(it.image, it.requester, it.expiry);
        }
    }

    function _requireApproval(Approval calldata it) private pure {
        Ranges.requireTime(it.expiry);
        Ranges.requireCapsule(it.capsule.length);
        Ranges.requireSequence(it.certificateSequence);
    }
}
