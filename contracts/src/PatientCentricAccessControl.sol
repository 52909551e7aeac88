// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {AccessRules} from "./AccessRules.sol";
import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {TypedData} from "./TypedData.sol";

/// @title Patient-Centric Access Control
/// @notice See IPatientCentricAccessControl. Here stand the calls, each beside its signed twin; the rules are inherited.
contract PatientCentricAccessControl is AccessRules {
    /// @param initialOwner who may register institutions
    constructor(address initialOwner) Ownable(initialOwner) {}

    /// @inheritdoc IPatientCentricAccessControl
    function publishKey(uint256 sequence, bytes calldata key) external {
        _publishKey(msg.sender, sequence, key);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function publishKeyBySig(uint256 sequence, bytes calldata key, Authorization calldata by) external {
        _publishKey(_signed(TypedData.publishKey(sequence, key, by), by), sequence, key);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function requestAccess(bytes calldata notes, bool isSealed, bytes32 image) external {
        _requestAccess(msg.sender, image, isSealed, notes);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function requestAccessBySig(bytes calldata notes, bool isSealed, bytes32 image, Authorization calldata by) external {
        _requestAccess(_signed(TypedData.requestAccess(notes, isSealed, image, by), by), image, isSealed, notes);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function requestAccesses(Request[] calldata requests) external {
        _requestAccesses(msg.sender, requests);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function requestAccessesBySig(Request[] calldata requests, Authorization calldata by) external {
        _requestAccesses(_signed(TypedData.requestAccesses(requests, by), by), requests);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function withdrawRequest(bytes32 image) external {
        _withdrawRequest(msg.sender, image);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function withdrawRequestBySig(bytes32 image, Authorization calldata by) external {
        _withdrawRequest(_signed(TypedData.withdrawRequest(by), by), image);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function createContract(bytes32 root, bytes calldata signatureAndCapsule, Attestation calldata attestation) external {
        _createContract(msg.sender, root, signatureAndCapsule, attestation);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function createContractBySig(bytes32 root, bytes calldata signatureAndCapsule, Attestation calldata attestation, Authorization calldata by) external {
        bytes32 attested = TypedData.attestation(by.sender, root, 1, 0, root, attestation);
        address sender = _signed(TypedData.createContract(attested, signatureAndCapsule, by), by);
        _createContract(sender, root, signatureAndCapsule, attestation);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function approveRequester(Approval calldata approval) external {
        _approveRequester(msg.sender, approval);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function approveRequesterBySig(Approval calldata approval, Authorization calldata by) external {
        _approveRequester(_signed(TypedData.approveRequester(approval, by), by), approval);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function approveRequesters(Approval[] calldata approvals) external {
        _approveRequesters(msg.sender, approvals);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function approveRequestersBySig(Approval[] calldata approvals, Authorization calldata by) external {
        _approveRequesters(_signed(TypedData.approveRequesters(approvals, by), by), approvals);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function renewRequester(Approval calldata approval) external {
        _renewRequester(msg.sender, approval);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function renewRequesterBySig(Approval calldata approval, Authorization calldata by) external {
        _renewRequester(_signed(TypedData.renewRequester(approval, by), by), approval);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function denyRequester(Ending calldata denial) external {
        _denyRequester(msg.sender, denial);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function denyRequesterBySig(Ending calldata denial, Authorization calldata by) external {
        _denyRequester(_signed(TypedData.denyRequester(denial, by), by), denial);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeRequester(Ending calldata removal) external {
        _removeRequester(msg.sender, removal);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeRequesterBySig(Ending calldata removal, Authorization calldata by) external {
        _removeRequester(_signed(TypedData.removeRequester(removal, by), by), removal);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function addCorrection(Correction calldata correction) external {
        _addCorrection(msg.sender, correction);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function addCorrectionBySig(Correction calldata correction, Authorization calldata by) external {
        _addCorrection(_signed(TypedData.addCorrection(correction, by), by), correction);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function addRotation(Rotation calldata rotation) external {
        _addRotation(msg.sender, rotation);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function addRotationBySig(Rotation calldata rotation, Authorization calldata by) external {
        _addRotation(_signed(TypedData.addRotation(rotation, by), by), rotation);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function setApprovalLimit(uint256 max, uint256 period) external {
        _setApprovalLimit(msg.sender, max, period);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function setApprovalLimitBySig(uint256 max, uint256 period, Authorization calldata by) external {
        _setApprovalLimit(_signed(TypedData.setApprovalLimit(by), by), max, period);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function setRegisteredRequestersOnly(bool registeredOnly) external {
        _setRegisteredRequestersOnly(msg.sender, registeredOnly);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function setRegisteredRequestersOnlyBySig(bool registeredOnly, Authorization calldata by) external {
        _setRegisteredRequestersOnly(_signed(TypedData.setRegisteredRequestersOnly(by), by), registeredOnly);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function traceAuthorization(bytes32 image, address requester) external {
        _traceAuthorization(msg.sender, image, requester);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function traceAuthorizationBySig(bytes32 image, address requester, Authorization calldata by) external {
        _traceAuthorization(_signed(TypedData.traceAuthorization(by), by), image, requester);
    }

    function _requestAccesses(address sender, Request[] calldata requests) private {
        for (uint256 i = 0; i < requests.length; i++) {
            Request calldata it = requests[i];
            _requestAccess(sender, it.image, it.isSealed, it.notes);
        }
    }

    function _approveRequesters(address sender, Approval[] calldata approvals) private {
        for (uint256 i = 0; i < approvals.length; i++) {
            _approveRequester(sender, approvals[i]);
        }
    }
}
