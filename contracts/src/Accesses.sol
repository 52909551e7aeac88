// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ApprovalLimit} from "./ApprovalLimit.sol";
import {Certificates} from "./Certificates.sol";
import {Grants} from "./Grants.sol";
import {Images} from "./Images.sol";
import {Ranges} from "./Ranges.sol";

/// @title Who may open which image
/// @notice Requests, and what the patient decides.
abstract contract Accesses is Certificates, Images {
    using ApprovalLimit for ApprovalLimit.Choice;

    uint8 internal constant NONE = 0;
    uint8 internal constant PENDING = 1;
    uint8 internal constant APPROVED = 2;
    uint8 internal constant DENIED = 3;
    uint8 internal constant REMOVED = 4;
    uint8 internal constant WITHDRAWN = 5;

    uint8 private constant PATIENT_DECISION = 1;

    /// @dev One slot. `blockNumber` is where the last capsule lies; all but the status outlives a removal.
    struct Access {
        address patient;
        uint8 status;
        uint40 expiry;
        uint40 blockNumber;
    }

    mapping(bytes32 image => mapping(address requester => Access)) private _accesses;
    mapping(address patient => ApprovalLimit.Choice) private _choices;

    function accessOf(bytes32 image, address requester)
        external
        view
        returns (uint8 status, uint64 expiry, uint64 blockNumber)
    {
        Access storage access = _accesses[image][requester];
        return (access.status, access.expiry, access.blockNumber);
    }

    function isAuthorized(bytes32 image, address requester) external view returns (bool) {
        return _isInForce(_accesses[image][requester]);
    }

    function _requestAccess(address requester, Request calldata request) internal {
        Ranges.requireText(request.notes);
        bytes32 image = request.image;
        address patient = _images[image].patient;
        if (patient == address(0)) {
            revert UnknownImage(image);
        }
        if (requester == patient) {
            revert OwnImage(image, patient);
        }
        if (!_hasKey(requester)) {
            revert NoKey(image, requester);
        }
        Access storage access = _accesses[image][requester];
        if (access.status == PENDING) {
            revert AlreadyPending(image, requester);
        }
        if (_isInForce(access)) {
            revert AlreadyApproved(image, requester);
        }
        if (_choices[patient].registeredOnly && !_isMember(REQUESTER, requester)) {
            revert NotRegisteredRequester(image, requester);
        }
        access.patient = patient;
        access.status = PENDING;
        emit AccessRequested(image, patient, requester, request.isSealed, request.notes);
    }

    function _withdrawRequest(address requester, bytes32 image) internal {
        Access storage access = _accesses[image][requester];
        address patient = _patientOf(image, access);
        _requirePending(image, requester, access);
        access.status = WITHDRAWN;
        emit RequestWithdrawn(image, patient, requester);
    }

    function _traceAuthorization(address sender, bytes32 image, address requester) internal {
        Access storage access = _accesses[image][requester];
        address patient = _patientOf(image, access);
        if (sender != patient && sender != requester) {
            revert NotConcerned(image, sender);
        }
        if (_isInForce(access)) {
            emit AuthorizationSuccess(image, patient, requester, sender);
        } else {
            emit AuthorizationFailed(image, patient, requester, sender, access.status);
        }
    }

    function _approveRequester(address patient, Approval calldata approval) internal {
        _requireApproval(approval);
        uint32 version = _requirePatient(approval.image, patient);
        Access storage access = _accesses[approval.image][approval.requester];
        _requirePending(approval.image, approval.requester, access);
        _requireCurrent(approval, version);
        _countApproval(patient, approval);
        _grant(access, approval);
        emit RequestApproved(
            approval.image,
            patient,
            approval.requester,
            approval.version,
            approval.expiry,
            approval.capsule,
            approval.certificateSequence
        );
    }

    function _renewRequester(address patient, Approval calldata approval) internal {
        _requireApproval(approval);
        uint32 version = _requirePatient(approval.image, patient);
        Access storage access = _accesses[approval.image][approval.requester];
        _requireInForce(approval.image, approval.requester, access);
        _requireCurrent(approval, version);
        _grant(access, approval);
        emit RequestRenewed(
            approval.image,
            patient,
            approval.requester,
            approval.version,
            approval.expiry,
            approval.capsule,
            approval.certificateSequence
        );
    }

    function _denyRequester(address sender, Ending calldata denial) internal {
        Access storage access = _requireEnding(sender, denial);
        _requirePending(denial.image, denial.requester, access);
        access.status = DENIED;
        emit RequestDenied(denial.image, sender, denial.requester, denial.code, denial.isSealed, denial.reason);
    }

    function _removeRequester(address sender, Ending calldata removal) internal {
        _requireEnding(sender, removal);
        _remove(removal.image, removal.requester);
        emit RequesterRemoved(removal.image, sender, removal.requester, removal.code, removal.isSealed, removal.reason);
    }

    function _setApprovalLimit(address patient, uint64 max, uint64 period) internal {
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

    function _addCorrection(
        address patient,
        bytes32 image,
        Correction calldata correction,
        Attestation calldata attestation,
        bytes calldata attestationSignature,
        bytes calldata patientCapsule,
        bytes calldata grants
    ) internal {
        Ranges.requireCapsule(patientCapsule.length);
        _correct(patient, image, correction, attestation, attestationSignature);
        bytes memory renewed = _renewAll(image, grants);
        emit CorrectionAdded(image, patient, correction, attestation, attestationSignature, patientCapsule, renewed);
    }

    function _addRotation(
        address patient,
        bytes32 image,
        Rotation calldata rotation,
        bytes calldata patientCapsule,
        address[] calldata removed,
        bytes calldata grants
    ) internal {
        Ranges.requireCapsule(patientCapsule.length);
        _rotate(patient, image, rotation);
        for (uint256 i = 0; i < removed.length; i++) {
            _remove(image, removed[i]);
            emit RequesterRemoved(image, patient, removed[i], PATIENT_DECISION, false, "");
        }
        bytes memory renewed = _renewAll(image, grants);
        emit RotationAdded(image, patient, rotation, patientCapsule, renewed);
    }

    /// @dev Renews each approval for the new version.
    /// @return recorded the grants, each with the expiry of its approval (5 bytes) in front
    function _renewAll(bytes32 image, bytes calldata grants) private returns (bytes memory recorded) {
        uint256 place = 0;
        uint256 end = 0;
        recorded = new bytes(grants.length + 5 * (grants.length / Grants.HEADER));
        while (place < grants.length) {
            Grants.Grant memory grant = Grants.read(grants, place);
            Ranges.requireCapsule(grant.capsuleLength);
            Ranges.requireSequence(grant.certificateSequence);
            Access storage access = _accesses[image][grant.requester];
            _requireInForce(image, grant.requester, access);
            access.blockNumber = uint40(block.number);
            uint256 length = Grants.HEADER + grant.capsuleLength;
            uint256 expiry = access.expiry;
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

    function _remove(bytes32 image, address requester) private {
        Access storage access = _accesses[image][requester];
        if (access.status != APPROVED) {
            revert NotApproved(image, requester);
        }
        access.status = REMOVED;
    }

    function _grant(Access storage access, Approval calldata approval) private {
        access.status = APPROVED;
        access.expiry = uint40(approval.expiry);
        access.blockNumber = uint40(block.number);
    }

    function _countApproval(address patient, Approval calldata approval) private {
        ApprovalLimit.Choice memory choice = _choices[patient];
        choice.advance(block.timestamp);
        if (choice.period == 0) {
            return;
        }
        if (choice.used >= choice.max) {
            revert LimitReached(approval.image, approval.requester, uint64(choice.end()));
        }
        choice.used++;
        _choices[patient] = choice;
    }

    /// @dev An access knows the patient once there was a request; else the image does.
    function _patientOf(bytes32 image, Access storage access) private view returns (address patient) {
        patient = access.patient;
        if (patient == address(0)) {
            patient = _images[image].patient;
        }
        if (patient == address(0)) {
            revert UnknownImage(image);
        }
    }

    function _requireEnding(address sender, Ending calldata ending) private view returns (Access storage access) {
        Ranges.requireReason(ending.code);
        Ranges.requireText(ending.reason);
        access = _accesses[ending.image][ending.requester];
        if (sender != _patientOf(ending.image, access)) {
            revert NotPatient(ending.image, sender);
        }
    }

    function _requirePending(bytes32 image, address requester, Access storage access) private view {
        if (access.status != PENDING) {
            revert NotPending(image, requester);
        }
    }

    function _requireInForce(bytes32 image, address requester, Access storage access) private view {
        if (!_isInForce(access)) {
            revert NotApproved(image, requester);
        }
    }

    function _isInForce(Access storage access) private view returns (bool) {
        return access.status == APPROVED && block.timestamp < access.expiry;
    }

    function _requireCurrent(Approval calldata approval, uint32 version) private view {
        if (approval.version != version) {
            revert NotCurrentVersion(approval.image, approval.requester, approval.version);
        }
        if (approval.expiry <= block.timestamp) {
            revert ExpiryPast(approval.image, approval.requester, approval.expiry);
        }
    }

    function _requireApproval(Approval calldata approval) private pure {
        Ranges.requireTime(approval.expiry);
        Ranges.requireCapsule(approval.capsule.length);
        Ranges.requireSequence(approval.certificateSequence);
    }
}
