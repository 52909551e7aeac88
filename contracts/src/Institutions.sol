// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";

/// @title The consortium
/// @notice The owner registers institutions, an institution its members (paper, section 4).
abstract contract Institutions is Ownable2Step, IPatientCentricAccessControl {
    uint8 internal constant RADIOLOGIST = 1;
    uint8 internal constant REQUESTER = 2;

    uint256 private constant MAX_NAME = 128;

    /// @dev `registered` is 0 where it is not registered. Each registration is a new admission, and members of an earlier one do
    /// not count: so removing an institution ends all memberships at once.
    struct Institution {
        uint40 registered;
        uint32 admission;
    }

    struct Membership {
        address institution;
        uint32 admission;
    }

    mapping(address institution => Institution) private _institutions;
    /// @dev By role.
    mapping(address member => Membership)[REQUESTER + 1] private _members;

    /// @inheritdoc IPatientCentricAccessControl
    function registerInstitution(address institution, string calldata name) external {
        _requireOwner();
        if (bytes(name).length > MAX_NAME) {
            revert TooLarge(bytes(name).length, MAX_NAME);
        }
        Institution storage it = _institutions[institution];
        if (it.registered != 0) {
            revert InstitutionKnown(institution);
        }
        it.registered = uint40(block.number);
        it.admission++;
        emit InstitutionRegistered(institution, name);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeInstitution(address institution) external {
        _requireOwner();
        _requireInstitution(institution);
        _institutions[institution].registered = 0;
        emit InstitutionRemoved(institution);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function registerMember(uint8 role, address member) external {
        _requireRole(role);
        _requireInstitution(msg.sender);
        if (institutionOf(role, member) != address(0)) {
            revert MemberKnown(role, member);
        }
        _members[role][member] = Membership(msg.sender, _institutions[msg.sender].admission);
        emit MemberRegistered(msg.sender, member, role);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeMember(uint8 role, address member) external {
        _requireRole(role);
        _requireInstitution(msg.sender);
        if (institutionOf(role, member) != msg.sender) {
            revert NotMember(role, member);
        }
        delete _members[role][member];
        emit MemberRemoved(msg.sender, member, role);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function institutionBlock(address institution) external view returns (uint64 blockNumber) {
        return _institutions[institution].registered;
    }

    /// @inheritdoc IPatientCentricAccessControl
    function institutionOf(uint8 role, address member) public view returns (address institution) {
        _requireRole(role);
        Membership storage membership = _members[role][member];
        Institution storage it = _institutions[membership.institution];
        return it.registered != 0 && it.admission == membership.admission ? membership.institution : address(0);
    }

    /// @notice There is always somebody who can register institutions: an owner may only hand over.
    function renounceOwnership() public pure override(Ownable) {
        revert OwnerRequired();
    }

    function _isMember(uint8 role, address member) internal view returns (bool) {
        return institutionOf(role, member) != address(0);
    }

    function _requireOwner() private view {
        if (msg.sender != owner()) {
            revert NotOwner(msg.sender);
        }
    }

    function _requireInstitution(address institution) private view {
        if (_institutions[institution].registered == 0) {
            revert NotInstitution(institution);
        }
    }

    function _requireRole(uint8 role) private pure {
        if (role != RADIOLOGIST && role != REQUESTER) {
            revert OutOfRange(role);
        }
    }
}
