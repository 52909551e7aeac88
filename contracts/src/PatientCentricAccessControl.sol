// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

import {Accesses} from "./Accesses.sol";
import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {TypedData} from "./TypedData.sol";

/// @title Patient-Centric Access Control
/// @notice See IPatientCentricAccessControl. Here stand the calls, each beside its signed twin; the rules are inherited.
contract PatientCentricAccessControl is Accesses {
    /// @param initialOwner who may register institutions
    constructor(address initialOwner) Ownable(initialOwner) {}

    /// @inheritdoc IPatientCentricAccessControl
    function publishKey(Key calldata key) external {
        _publishKey(msg.sender, key);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function publishKeyBySig(Key calldata key, Authorization calldata by) external {
        address sender = _signed(TypedData.publishKey(key, by), by);
        _publishKey(sender, key);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function requestAccess(Request calldata request) external {
        _requestAccess(msg.sender, request);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function requestAccessBySig(Request calldata request, Authorization calldata by) external {
        address sender = _signed(TypedData.requestAccess(request, by), by);
        _requestAccess(sender, request);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function requestAccesses(Request[] calldata requests) external {
        _requestAccesses(msg.sender, requests);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function requestAccessesBySig(Request[] calldata requests, Authorization calldata by) external {
        address sender = _signed(TypedData.requestAccesses(requests, by), by);
        _requestAccesses(sender, requests);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function withdrawRequest(bytes32 image) external {
        _withdrawRequest(msg.sender, image);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function withdrawRequestBySig(bytes32 image, Authorization calldata by) external {
        address sender = _signed(TypedData.withdrawRequest(image, by), by);
        _withdrawRequest(sender, image);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function createContract(bytes32 root, Attestation calldata attestation, bytes calldata attestationSignature, bytes calldata patientCapsule) external {
        _createContract(msg.sender, root, attestation, attestationSignature, patientCapsule);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function createContractBySig(bytes32 root, Attestation calldata attestation, bytes calldata attestationSignature, bytes calldata patientCapsule, Authorization calldata by) external {
        bytes32 attested = TypedData.attestation(by.sender, root, Correction(1, 0, root), attestation);
        address sender = _signed(TypedData.createContract(attested, attestationSignature, patientCapsule, by), by);
        _createContract(sender, root, attestation, attestationSignature, patientCapsule);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function approveRequester(Approval calldata approval) external {
        _approveRequester(msg.sender, approval);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function approveRequesterBySig(Approval calldata approval, Authorization calldata by) external {
        address sender = _signed(TypedData.approveRequester(approval, by), by);
        _approveRequester(sender, approval);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function approveRequesters(Approval[] calldata approvals) external {
        _approveRequesters(msg.sender, approvals);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function approveRequestersBySig(Approval[] calldata approvals, Authorization calldata by) external {
        address sender = _signed(TypedData.approveRequesters(approvals, by), by);
        _approveRequesters(sender, approvals);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function renewRequester(Approval calldata approval) external {
        _renewRequester(msg.sender, approval);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function renewRequesterBySig(Approval calldata approval, Authorization calldata by) external {
        address sender = _signed(TypedData.renewRequester(approval, by), by);
        _renewRequester(sender, approval);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function denyRequester(Ending calldata denial) external {
        _denyRequester(msg.sender, denial);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function denyRequesterBySig(Ending calldata denial, Authorization calldata by) external {
        address sender = _signed(TypedData.denyRequester(denial, by), by);
        _denyRequester(sender, denial);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeRequester(Ending calldata removal) external {
        _removeRequester(msg.sender, removal);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeRequesterBySig(Ending calldata removal, Authorization calldata by) external {
        address sender = _signed(TypedData.removeRequester(removal, by), by);
        _removeRequester(sender, removal);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function addCorrection(bytes32 image, Correction calldata correction, Attestation calldata attestation, bytes calldata attestationSignature, bytes calldata patientCapsule, bytes calldata grants) external {
        _addCorrection(msg.sender, image, correction, attestation, attestationSignature, patientCapsule, grants);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function addCorrectionBySig(bytes32 image, Correction calldata correction, Attestation calldata attestation, bytes calldata attestationSignature, bytes calldata patientCapsule, bytes calldata grants, Authorization calldata by) external {
        bytes32 attested = TypedData.attestation(by.sender, image, correction, attestation);
        address sender = _signed(TypedData.addCorrection(attested, attestationSignature, patientCapsule, grants, by), by);
        _addCorrection(sender, image, correction, attestation, attestationSignature, patientCapsule, grants);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function addRotation(bytes32 image, Rotation calldata rotation, bytes calldata patientCapsule, address[] calldata removed, bytes calldata grants) external {
        _addRotation(msg.sender, image, rotation, patientCapsule, removed, grants);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function addRotationBySig(bytes32 image, Rotation calldata rotation, bytes calldata patientCapsule, address[] calldata removed, bytes calldata grants, Authorization calldata by) external {
        address sender = _signed(TypedData.addRotation(image, rotation, patientCapsule, removed, grants, by), by);
        _addRotation(sender, image, rotation, patientCapsule, removed, grants);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function setApprovalLimit(uint64 max, uint64 period) external {
        _setApprovalLimit(msg.sender, max, period);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function setApprovalLimitBySig(uint64 max, uint64 period, Authorization calldata by) external {
        address sender = _signed(TypedData.setApprovalLimit(max, period, by), by);
        _setApprovalLimit(sender, max, period);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function setRegisteredRequestersOnly(bool registeredOnly) external {
        _setRegisteredRequestersOnly(msg.sender, registeredOnly);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function setRegisteredRequestersOnlyBySig(bool registeredOnly, Authorization calldata by) external {
        address sender = _signed(TypedData.setRegisteredRequestersOnly(registeredOnly, by), by);
        _setRegisteredRequestersOnly(sender, registeredOnly);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function traceAuthorization(bytes32 image, address requester) external {
        _traceAuthorization(msg.sender, image, requester);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function traceAuthorizationBySig(bytes32 image, address requester, Authorization calldata by) external {
        address sender = _signed(TypedData.traceAuthorization(image, requester, by), by);
        _traceAuthorization(sender, image, requester);
    }

    function _requestAccesses(address sender, Request[] calldata requests) private {
        for (uint256 i = 0; i < requests.length; i++) {
            _requestAccess(sender, requests[i]);
        }
    }

    function _approveRequesters(address sender, Approval[] calldata approvals) private {
        for (uint256 i = 0; i < approvals.length; i++) {
            _approveRequester(sender, approvals[i]);
        }
    }
}
