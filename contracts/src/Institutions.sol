// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Ownable, Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";

/// @title The consortium
/// @notice The owner registers institutions, an institution its members (paper, section 4).
abstract contract Institutions is Ownable2Step, IPatientCentricAccessControl {
    uint256 internal constant RADIOLOGIST = 1;
    uint256 internal constant REQUESTER = 2;

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
    mapping(uint256 role => mapping(address member => Membership)) private _members;

    /// @inheritdoc IPatientCentricAccessControl
    function registerInstitution(address institution, string calldata name) external {
        _requireOwner();
        if (bytes(name).length > MAX_NAME) {
            revert TooLarge(bytes(name).length, MAX_NAME);
        }
        Institution memory it = _institutions[institution];
        if (it.registered != 0) {
            revert InstitutionKnown(institution);
        }
        unchecked {
            _institutions[institution] = Institution(uint40(block.number), it.admission + 1);
        }
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
    function registerMember(uint256 role, address member) external {
        uint32 admission = _requireInstitution(msg.sender);
        if (institutionOf(role, member) != address(0)) {
            revert MemberKnown(role, member);
        }
        _members[role][member] = Membership(msg.sender, admission);
        emit MemberRegistered(msg.sender, member, role);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function removeMember(uint256 role, address member) external {
        _requireInstitution(msg.sender);
        if (institutionOf(role, member) != msg.sender) {
            revert NotMember(role, member);
        }
        delete _members[role][member];
        emit MemberRemoved(msg.sender, member, role);
    }

    /// @inheritdoc IPatientCentricAccessControl
    function institutionBlock(address institution) external view returns (uint256 blockNumber) {
        return _institutions[institution].registered;
    }

    /// @inheritdoc IPatientCentricAccessControl
    function institutionOf(uint256 role, address member) public view returns (address institution) {
        if (role != RADIOLOGIST && role != REQUESTER) {
            revert OutOfRange(role);
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
        Membership storage membership = _members[role][member];
        institution = membership.institution;
        Institution storage it = _institutions[institution];
        if (it.registered == 0 || it.admission != membership.admission) {
            institution = address(0);
        }
    }

    function _requireOwner() private view {
        if (msg.sender != owner()) {
            revert NotOwner(msg.sender);
        }
    }

    function _requireInstitution(address institution) private view returns (uint32 admission) {
        Institution storage it = _institutions[institution];
        if (it.registered == 0) {
            revert NotInstitution(institution);
        }
        return it.admission;
    }
}
