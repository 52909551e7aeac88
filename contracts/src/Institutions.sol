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

    /// @dev From the right: block of its registration (40 bits), 0 where it is not registered; number of its admission. Members of
    /// an earlier admission do not count: so removing an institution ends all memberships at once.
    mapping(address institution => uint256) private _institutions;
    /// @dev From the right: institution (160 bits), number of its admission.
    mapping(uint256 roleAndMember => uint256) private _members;

    /// @inheritdoc IPatientCentricAccessControl
    function registerInstitution(address institution, string calldata name) external {
        _requireOwner();
        if (bytes(name).length > MAX_NAME) {
            refuse(TooLarge.selector, bytes(name).length, MAX_NAME);
        }
        uint256 it = _institutions[institution];
        if (_registeredAt(it) != 0) {
            refuse(InstitutionKnown.selector, institution);
        }
        unchecked {
            _institutions[institution] = (((it >> 40) + 1) << 40) | block.number;
        }
        emit InstitutionRegistered(institution, name);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeInstitution(address institution) external {
        _requireOwner();
        _institutions[institution] = _requireInstitution(institution) << 40;
        emit InstitutionRemoved(institution);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function registerMember(uint256 role, address member) external {
        uint256 admission = _requireInstitution(msg.sender);
        if (institutionOf(role, member) != address(0)) {
            refuse(MemberKnown.selector, role, member);
        }
        _members[_key(role, member)] = uint160(msg.sender) | (admission << 160);
        emit MemberRegistered(msg.sender, member, role);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeMember(uint256 role, address member) external {
        _requireInstitution(msg.sender);
        if (institutionOf(role, member) != msg.sender) {
            refuse(NotMember.selector, role, member);
        }
        delete _members[_key(role, member)];
        emit MemberRemoved(msg.sender, member, role);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function institutionBlock(address institution) external view returns (uint256 blockNumber) {
        return _registeredAt(_institutions[institution]);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function institutionOf(uint256 role, address member) public view returns (address institution) {
        if (role != RADIOLOGIST && role != REQUESTER) {
            refuse(OutOfRange.selector, role);
        }
        return _institutionOf(role, member);
    }

    /// @notice There is always somebody who can register institutions: an owner may only hand over.
    function renounceOwnership() public pure override(Ownable) {
        revert OwnerRequired();
    }

    function _isMember(uint256 role, address member) internal view returns (bool) {
        return _institutionOf(role, member) != address(0);
    }

    function _institutionOf(uint256 role, address member) private view returns (address institution) {
        uint256 membership = _members[_key(role, member)];
        institution = address(uint160(membership));
        uint256 it = _institutions[institution];
        if (_registeredAt(it) == 0 || it >> 40 != membership >> 160) {
            institution = address(0);
        }
    }

    function _requireOwner() private view {
        if (msg.sender != owner()) {
            refuse(NotOwner.selector, msg.sender);
        }
    }

    function _requireInstitution(address institution) private view returns (uint256 admission) {
        uint256 it = _institutions[institution];
        if (_registeredAt(it) == 0) {
            refuse(NotInstitution.selector, institution);
        }
        return it >> 40;
    }

    function _registeredAt(uint256 institution) private pure returns (uint256) {
        return uint40(institution);
    }

    function _key(uint256 role, address member) private pure returns (uint256) {
        return (role << 160) | uint160(member);
    }
}
