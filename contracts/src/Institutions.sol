// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {refuse} from "./Refuse.sol";

/// @title The consortium
/// @notice The owner registers institutions, an institution its members (paper, section 4).
abstract contract Institutions is Ownable2Step, IPatientCentricAccessControl {
    uint256 internal constant RADIOLOGIST = 1;
    uint256 internal constant REQUESTER = 2;

    uint256 private constant MAX_NAME = 128;

    /// @dev From the right: block of its registration (40 bits), 0 where it is not registered; how often it was removed. Who became
    /// a member before the last removal does not count: so removing an institution ends all memberships at once.
    struct InstitutionSlot {
        uint256 institution;
    }

    /// @dev From the right: institution (160 bits); how often it had been removed then.
    struct MemberSlot {
        uint256 membership;
    }

    mapping(address institution => InstitutionSlot) private _institutions;
    mapping(uint256 roleAndMember => MemberSlot) private _members;

    /// @inheritdoc IPatientCentricAccessControl
    function registerInstitution(address institution, string calldata name) external {
        _requireOwner();
        if (bytes(name).length > MAX_NAME) {
            refuse(TooLarge.selector, bytes(name).length, MAX_NAME);
        }
        InstitutionSlot storage slot = _institutions[institution];
        if (_registeredAt(slot) != 0) {
            refuse(InstitutionKnown.selector, institution);
        }
        slot.institution |= block.number;
        emit InstitutionRegistered(institution, name);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeInstitution(address institution) external {
        _requireOwner();
        unchecked {
            _institutions[institution].institution = (_requireInstitution(institution) + 1) << 40;
        }
        emit InstitutionRemoved(institution);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function registerMember(uint256 role, address member) external {
        uint256 removals = _requireInstitution(msg.sender);
        MemberSlot storage slot = _memberSlot(role, member);
        if (_institutionOf(slot) != address(0)) {
            refuse(MemberKnown.selector, role, member);
        }
        slot.membership = uint160(msg.sender) | (removals << 160);
        emit MemberRegistered(msg.sender, member, role);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeMember(uint256 role, address member) external {
        _requireInstitution(msg.sender);
        MemberSlot storage slot = _memberSlot(role, member);
        if (_institutionOf(slot) != msg.sender) {
            refuse(NotMember.selector, role, member);
        }
        slot.membership = 0;
        emit MemberRemoved(msg.sender, member, role);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function institutionBlock(address institution) external view returns (uint256 blockNumber) {
        return _registeredAt(_institutions[institution]);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function institutionOf(uint256 role, address member) external view returns (address institution) {
        return _institutionOf(_memberSlot(role, member));
    }

    /// @notice There is always somebody who can register institutions: an owner may only hand over.
    function renounceOwnership() public pure override(Ownable) {
        revert OwnerRequired();
    }

    function _isMember(uint256 role, address member) internal view returns (bool) {
        return _institutionOf(_slotOf(role, member)) != address(0);
    }

    function _institutionOf(MemberSlot storage slot) private view returns (address institution) {
        uint256 membership = slot.membership;
        institution = address(uint160(membership));
        if (_institutions[institution].institution >> 40 != membership >> 160) {
            institution = address(0);
        }
    }

    function _memberSlot(uint256 role, address member) private view returns (MemberSlot storage) {
        if (role != RADIOLOGIST && role != REQUESTER) {
            refuse(OutOfRange.selector, role);
        }
        return _slotOf(role, member);
    }

    function _slotOf(uint256 role, address member) private view returns (MemberSlot storage) {
        return _members[(role << 160) | uint160(member)];
    }

    function _requireOwner() private view {
        if (msg.sender != owner()) {
            refuse(NotOwner.selector, msg.sender);
        }
    }

    function _requireInstitution(address institution) private view returns (uint256 removals) {
        InstitutionSlot storage slot = _institutions[institution];
        if (_registeredAt(slot) == 0) {
            refuse(NotInstitution.selector, institution);
        }
        return slot.institution >> 40;
    }

    function _registeredAt(InstitutionSlot storage slot) private view returns (uint256) {
        return uint40(slot.institution);
    }
}
