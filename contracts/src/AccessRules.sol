// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Access, AccessSlot, Accesses} from "./Access.sol";
import {Choice, ChoiceSlot} from "./ApprovalLimit.sol";
import {Certificates} from "./Certificates.sol";
import {all} from "./Conditions.sol";
import {Grant, Grants} from "./Grant.sol";
import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {Image} from "./Image.sol";
import {ImageRules} from "./ImageRules.sol";
import {Ranges} from "./Ranges.sol";
import {refuse} from "./Refuse.sol";

/// @title Who may open which image
/// @notice Requests, and what the patient decides.
abstract contract AccessRules is Certificates, ImageRules {
    uint256 private constant PATIENT_DECISION = 1;

    mapping(bytes32 image => mapping(address requester => AccessSlot)) private _accesses;
    mapping(address patient => ChoiceSlot) private _choices;

    /// @inheritdoc IPatientCentricAccessControl
    function accessOf(bytes32 image, address requester)
        external
        view
        returns (uint256 status, uint256 expiry, uint256 blockNumber)
    {
        Access access = _accesses[image][requester].access;
        return (access.status(), access.expiry(), access.blockNumber());
    }

    function _requestAccess(address requester, bytes32 image, bool isSealed, bytes calldata notes) internal {
        Ranges.requireText(notes.length);
        address patient = _images[image].image.patient();
        _requireImage(image, patient);
        if (requester == patient) {
            refuse(OwnImage.selector, image, patient);
        }
        if (!_hasKey(requester)) {
            refuse(NoKey.selector, image, requester);
        }
        AccessSlot storage slot = _accesses[image][requester];
        Access access = slot.access;
        if (access.status() == Accesses.PENDING) {
            refuse(AlreadyPending.selector, image, requester);
        }
        if (access.isInForce()) {
            refuse(AlreadyApproved.selector, image, requester);
        }
        if (_choices[patient].choice.isRegisteredOnly()) {
            if (!_isMember(REQUESTER, requester)) {
                refuse(NotRegisteredRequester.selector, image, requester);
            }
        }
        slot.access = access.requested(patient);
        emit AccessRequested(image, patient, requester, isSealed, notes);
    }

    function _withdrawRequest(address requester, bytes32 image) internal {
        AccessSlot storage slot = _accesses[image][requester];
        Access access = slot.access;
        address patient = _patientOf(image, access);
        _requirePending(image, requester, access);
        slot.access = access.changed(Accesses.WITHDRAWN);
        emit RequestWithdrawn(image, patient, requester);
    }

    function _traceAuthorization(address sender, bytes32 image, address requester) internal {
        Access access = _accesses[image][requester].access;
        address patient = _patientOf(image, access);
        if (sender != patient && sender != requester) {
            refuse(NotConcerned.selector, image, sender);
        }
        if (access.isInForce()) {
            emit AuthorizationSuccess(image, patient, requester, sender);
        } else {
            emit AuthorizationFailed(image, patient, requester, sender, access.status());
        }
    }

    function _approveRequester(address patient, Approval calldata it) internal {
        _approve(patient, it, false);
    }

    function _renewRequester(address patient, Approval calldata it) internal {
        _approve(patient, it, true);
    }

    function _approve(address patient, Approval calldata it, bool isRenewal) private {
        (bytes32 image, address requester) = (it.image, it.requester);
        bytes calldata capsule = _requireApproval(it);
        Image current = _requirePatient(image, patient);
        AccessSlot storage slot = _accesses[image][requester];
        if (isRenewal) {
            _requireInForce(image, requester, slot.access);
        } else {
            _requirePending(image, requester, slot.access);
        }
        _requireCurrent(it, requester, current);
        if (!isRenewal) {
            _countApproval(patient, image, requester);
        }
        slot.access = Accesses.granted(patient, it.expiry);
        if (isRenewal) {
            emit RequestRenewed(image, patient, requester, it.version, it.expiry, capsule, it.certificateSequence);
        } else {
            emit RequestApproved(image, patient, requester, it.version, it.expiry, capsule, it.certificateSequence);
        }
    }

    function _denyRequester(address sender, Ending calldata it) internal {
        (bytes32 image, address requester) = (it.image, it.requester);
        bytes calldata reason = _requireReason(it);
        AccessSlot storage slot = _requireDecision(sender, image, requester);
        Access access = slot.access;
        _requirePending(image, requester, access);
        slot.access = access.changed(Accesses.DENIED);
        emit RequestDenied(image, sender, requester, it.code, it.isSealed, reason);
    }

    function _removeRequester(address sender, Ending calldata it) internal {
        (bytes32 image, address requester) = (it.image, it.requester);
        bytes calldata reason = _requireReason(it);
        AccessSlot storage slot = _requireDecision(sender, image, requester);
        _remove(slot, sender, image, requester, it.code, it.isSealed, reason);
    }

    function _setApprovalLimit(address patient, uint256 max, uint256 period) internal {
        Ranges.requireLimit(max);
        Ranges.requireLimit(period);
        ChoiceSlot storage slot = _choices[patient];
        slot.choice = slot.choice.changed(max, period, block.timestamp);
        emit ApprovalLimitSet(patient, max, period);
    }

    function _setRegisteredRequestersOnly(address patient, bool registeredOnly) internal {
        ChoiceSlot storage slot = _choices[patient];
        slot.choice = slot.choice.registeredOnly(registeredOnly);
        emit RegisteredRequestersOnlySet(patient, registeredOnly);
    }

    function _addCorrection(address patient, Correction calldata it) internal {
        _correct(patient, it);
        uint256 words;
        assembly ("memory-safe") {
            words := add(it, 0x20)
        }
        uint256 grants = _beginEvent(words, 8, it.signatureAndCapsule);
        uint256 end = _renewAll(grants, it.image, it.grants);
        _endEvent(CorrectionAdded.selector, it.image, patient, grants, end);
    }

    function _addRotation(address patient, Rotation calldata it) internal {
        _rotate(patient, it);
        bytes32 image = it.image;
        address[] calldata removed = it.removed;
        for (uint256 i = 0; i < removed.length; i++) {
            address requester = removed[i];
            _remove(_accesses[image][requester], patient, image, requester, PATIENT_DECISION, false, msg.data[0:0]);
        }
        uint256 words;
        assembly ("memory-safe") {
            words := add(it, 0x20)
        }
        uint256 grants = _beginEvent(words, 3, it.patientCapsule);
        uint256 end = _renewAll(grants, image, it.grants);
        _endEvent(RotationAdded.selector, image, patient, grants, end);
    }

    /// @dev Renews each approval, and writes the grants into memory, each with the expiry of its approval (5 bytes) in front. Which
    /// certificate a grant is for is the clients' matter.
    /// @return where they end in memory
    function _renewAll(uint256 to, bytes32 image, bytes calldata grants) private returns (uint256) {
        mapping(address requester => AccessSlot) storage slots = _accesses[image];
        (uint256 place, uint256 end) = Grants.range(grants);
        while (place < end) {
            Grant grant = Grants.read(place);
            uint256 next = grant.next(place);
            AccessSlot storage slot = slots[grant.requester()];
            Access access = slot.access;
            if (!all(next <= end, grant.isInRange(), access.isInForce())) {
                grant.requireWithin(place, end);
                refuse(NotApproved.selector, image, grant.requester());
            }
            slot.access = access.renewed();
            assembly ("memory-safe") {
                let length := sub(next, place)
                // The first 5 bytes of the slot are the expiry; the grant, of at least 31, is written over the others.
                mstore(to, access)
                calldatacopy(add(to, 5), place, length)
                to := add(to, add(length, 5))
            }
            place = next;
        }
        return to;
    }

    /// @dev Writes into free memory what an event of a version begins with: words of the call, a text. With `emit`, for which the
    /// grants would have to be gathered before, each of them would cost 300 gas more.
    /// @param words where they lie in the call
    /// @return grants where the bytes of the grants begin in memory
    function _beginEvent(uint256 words, uint256 count, bytes calldata text) private pure returns (uint256 grants) {
        assembly ("memory-safe") {
            let data := mload(0x40)
            let head := shl(5, count)
            calldatacopy(data, words, head)
            let tail := add(head, 0x40)
            mstore(add(data, head), tail)
            let place := add(data, tail)
            mstore(place, text.length)
            calldatacopy(add(place, 0x20), text.offset, text.length)
            mstore(add(add(place, 0x20), text.length), 0)
            tail := add(tail, and(add(text.length, 0x3f), not(0x1f)))
            mstore(add(add(data, head), 0x20), tail)
            grants := add(add(data, tail), 0x20)
        }
    }

    /// @dev Logs what was begun.
    /// @param end where the bytes of the grants end in memory
    function _endEvent(bytes32 selector, bytes32 image, address patient, uint256 grants, uint256 end) private {
        assembly ("memory-safe") {
            let data := mload(0x40)
            let length := sub(end, grants)
            mstore(sub(grants, 0x20), length)
            mstore(end, 0)
            log3(data, sub(add(grants, and(add(length, 0x1f), not(0x1f))), data), selector, image, patient)
        }
    }

    function _remove(
        AccessSlot storage slot,
        address patient,
        bytes32 image,
        address requester,
        uint256 code,
        bool isSealed,
        bytes calldata reason
    ) private {
        Access access = slot.access;
        if (access.status() != Accesses.APPROVED) {
            refuse(NotApproved.selector, image, requester);
        }
        slot.access = access.changed(Accesses.REMOVED);
        emit RequesterRemoved(image, patient, requester, code, isSealed, reason);
    }

    function _countApproval(address patient, bytes32 image, address requester) private {
        ChoiceSlot storage slot = _choices[patient];
        Choice choice = slot.choice.advanced(block.timestamp);
        if (choice.period() != 0) {
            if (choice.isUsedUp()) {
                refuse(LimitReached.selector, image, requester, choice.end());
            }
            slot.choice = choice.counted();
        }
    }

    /// @dev An access knows the patient once there was a request; else the image does.
    function _patientOf(bytes32 image, Access access) private view returns (address patient) {
        patient = access.patient();
        if (patient == address(0)) {
            patient = _images[image].image.patient();
        }
        _requireImage(image, patient);
    }

    function _requireDecision(address sender, bytes32 image, address requester)
        private
        view
        returns (AccessSlot storage slot)
    {
        slot = _accesses[image][requester];
        if (sender != _patientOf(image, slot.access)) {
            refuse(NotPatient.selector, image, sender);
        }
    }

    function _requireReason(Ending calldata it) private pure returns (bytes calldata reason) {
        Ranges.requireReason(it.code);
        reason = it.reason;
        Ranges.requireText(reason.length);
    }

    function _requirePending(bytes32 image, address requester, Access access) private pure {
        if (access.status() != Accesses.PENDING) {
            refuse(NotPending.selector, image, requester);
        }
    }

    function _requireInForce(bytes32 image, address requester, Access access) private view {
        if (!access.isInForce()) {
            refuse(NotApproved.selector, image, requester);
        }
    }

    function _requireCurrent(Approval calldata it, address requester, Image image) private view {
        if (it.version != image.version()) {
            refuse(NotCurrentVersion.selector, it.image, requester, it.version);
        }
        if (it.expiry <= block.timestamp) {
            refuse(ExpiryPast.selector, it.image, requester, it.expiry);
        }
    }

    function _requireApproval(Approval calldata it) private pure returns (bytes calldata capsule) {
        Ranges.requireTime(it.expiry);
        capsule = it.capsule;
        Ranges.requireCapsule(capsule.length);
        Ranges.requireSequence(it.certificateSequence);
    }
}
