// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";

interface Owned {
    function owner() external view returns (address);
    function pendingOwner() external view returns (address);
    function transferOwnership(address newOwner) external;
    function acceptOwnership() external;
    function renounceOwnership() external;
}

contract InstitutionsTest is PcacTest {
    function testTheOwnerRegistersAnInstitution() external {
        vm.roll(START_BLOCK + 7);
        vm.expectEmit(address(pcac));
        emit Pcac.InstitutionRegistered(CLINIC, "Clinic");
        vm.prank(OWNER);
        pcac.registerInstitution(CLINIC, "Clinic");
        assertEq(pcac.institutionBlock(CLINIC), START_BLOCK + 7, "block");
    }

    function testNobodyElseRegistersOne(address sender) external {
        vm.assume(sender != OWNER);
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotOwner.selector, sender));
        vm.prank(sender);
        pcac.registerInstitution(HOSPITAL, string(filled(129)));
    }

    function testANameHasAtMost128Bytes(uint8 beyond) external {
        uint256 length = 129 + uint256(beyond);
        vm.prank(OWNER);
        pcac.registerInstitution(CLINIC, string(filled(128)));
        vm.expectRevert(abi.encodeWithSelector(Pcac.TooLarge.selector, length, 128));
        vm.prank(OWNER);
        pcac.registerInstitution(HOSPITAL, string(filled(length)));
    }

    function testAnInstitutionIsRegisteredOnce() external {
        vm.expectRevert(abi.encodeWithSelector(Pcac.InstitutionKnown.selector, HOSPITAL));
        vm.prank(OWNER);
        pcac.registerInstitution(HOSPITAL, "again");
    }

    function testTheOwnerRemovesAnInstitutionWithAllItsMembers(address member) external {
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_REQUESTER, member);
        vm.expectEmit(address(pcac));
        emit Pcac.InstitutionRemoved(HOSPITAL);
        vm.prank(OWNER);
        pcac.removeInstitution(HOSPITAL);
        assertEq(pcac.institutionBlock(HOSPITAL), 0, "block");
        assertEq(pcac.institutionOf(ROLE_REQUESTER, member), address(0), "requester");
        assertEq(pcac.institutionOf(ROLE_RADIOLOGIST, RADIOLOGIST), address(0), "radiologist");
    }

    function testNobodyElseRemovesOne(address sender) external {
        vm.assume(sender != OWNER);
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotOwner.selector, sender));
        vm.prank(sender);
        pcac.removeInstitution(STRANGER);
    }

    function testWhatIsNoInstitutionIsNotRemoved(address other) external {
        vm.assume(other != HOSPITAL);
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotInstitution.selector, other));
        vm.prank(OWNER);
        pcac.removeInstitution(other);
    }

    function testAnInstitutionThatComesBackHasNoMembers(uint8 times) external {
        for (uint256 i = 0; i < 1 + times % 5; i++) {
            vm.prank(OWNER);
            pcac.removeInstitution(HOSPITAL);
            vm.prank(OWNER);
            pcac.registerInstitution(HOSPITAL, "Hospital");
        }
        assertEq(pcac.institutionOf(ROLE_RADIOLOGIST, RADIOLOGIST), address(0), "of an earlier admission");
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_RADIOLOGIST, RADIOLOGIST);
        assertEq(pcac.institutionOf(ROLE_RADIOLOGIST, RADIOLOGIST), HOSPITAL, "of this one");
    }

    function testAnInstitutionRegistersMembers(address member, bool asRadiologist) external {
        vm.assume(member != RADIOLOGIST);
        uint256 role = asRadiologist ? ROLE_RADIOLOGIST : ROLE_REQUESTER;
        vm.expectEmit(address(pcac));
        emit Pcac.MemberRegistered(HOSPITAL, member, role);
        vm.prank(HOSPITAL);
        pcac.registerMember(role, member);
        assertEq(pcac.institutionOf(role, member), HOSPITAL, "in the role");
        assertEq(pcac.institutionOf(3 - role, member), address(0), "in the other role");
    }

    function testNobodyElseRegistersMembers(address sender) external {
        vm.assume(sender != HOSPITAL);
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotInstitution.selector, sender));
        vm.prank(sender);
        pcac.registerMember(ROLE_RADIOLOGIST, RADIOLOGIST);
    }

    function testAMemberHasOneInstitutionInEachRole() external {
        vm.prank(OWNER);
        pcac.registerInstitution(CLINIC, "Clinic");
        vm.expectRevert(abi.encodeWithSelector(Pcac.MemberKnown.selector, ROLE_RADIOLOGIST, RADIOLOGIST));
        vm.prank(CLINIC);
        pcac.registerMember(ROLE_RADIOLOGIST, RADIOLOGIST);
        vm.prank(CLINIC);
        pcac.registerMember(ROLE_REQUESTER, RADIOLOGIST);
        assertEq(pcac.institutionOf(ROLE_REQUESTER, RADIOLOGIST), CLINIC, "as requester");
    }

    function testAfterARemovalAnotherInstitutionTakesTheMember() external {
        vm.prank(OWNER);
        pcac.removeInstitution(HOSPITAL);
        vm.prank(OWNER);
        pcac.registerInstitution(CLINIC, "Clinic");
        vm.prank(CLINIC);
        pcac.registerMember(ROLE_RADIOLOGIST, RADIOLOGIST);
        assertEq(pcac.institutionOf(ROLE_RADIOLOGIST, RADIOLOGIST), CLINIC, "institution");
    }

    function testThereAreTwoRoles(uint256 role) external {
        vm.assume(role != ROLE_RADIOLOGIST && role != ROLE_REQUESTER);
        bytes memory refusal = abi.encodeWithSelector(Pcac.OutOfRange.selector, role);
        vm.expectRevert(refusal);
        vm.prank(HOSPITAL);
        pcac.registerMember(role, STRANGER);
        vm.expectRevert(refusal);
        vm.prank(HOSPITAL);
        pcac.removeMember(role, STRANGER);
        vm.expectRevert(refusal);
        pcac.institutionOf(role, STRANGER);
    }

    function testAnInstitutionRemovesItsMember() external {
        vm.expectEmit(address(pcac));
        emit Pcac.MemberRemoved(HOSPITAL, RADIOLOGIST, ROLE_RADIOLOGIST);
        vm.prank(HOSPITAL);
        pcac.removeMember(ROLE_RADIOLOGIST, RADIOLOGIST);
        assertEq(pcac.institutionOf(ROLE_RADIOLOGIST, RADIOLOGIST), address(0), "institution");
    }

    function testWhoIsNoInstitutionRemovesNobody(address sender) external {
        vm.assume(sender != HOSPITAL);
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotInstitution.selector, sender));
        vm.prank(sender);
        pcac.removeMember(ROLE_RADIOLOGIST, RADIOLOGIST);
    }

    function testAnInstitutionRemovesOnlyItsOwn() external {
        vm.prank(OWNER);
        pcac.registerInstitution(CLINIC, "Clinic");
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotMember.selector, ROLE_RADIOLOGIST, RADIOLOGIST));
        vm.prank(CLINIC);
        pcac.removeMember(ROLE_RADIOLOGIST, RADIOLOGIST);
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotMember.selector, ROLE_REQUESTER, RADIOLOGIST));
        vm.prank(HOSPITAL);
        pcac.removeMember(ROLE_REQUESTER, RADIOLOGIST);
    }

    function testTheZeroAddressIsNobodysMember() external {
        vm.prank(OWNER);
        pcac.registerInstitution(address(0), "nobody");
        assertEq(pcac.institutionOf(ROLE_REQUESTER, STRANGER), address(0), "institution of who is no member");
    }

    function testTheOwnerHandsOverInTwoSteps(address next) external {
        vm.assume(next != OWNER && next != address(0));
        Owned owned = Owned(address(pcac));
        vm.prank(OWNER);
        owned.transferOwnership(next);
        assertEq(owned.owner(), OWNER, "owner until the next one accepts");
        assertEq(owned.pendingOwner(), next, "next owner");
        vm.prank(next);
        owned.acceptOwnership();
        assertEq(owned.owner(), next, "owner");
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotOwner.selector, OWNER));
        vm.prank(OWNER);
        pcac.registerInstitution(CLINIC, "Clinic");
    }

    function testOnlyTheOwnerHandsOverAndOnlyTheNextOneAccepts(address sender) external {
        vm.assume(sender != OWNER && sender != CLINIC);
        Owned owned = Owned(address(pcac));
        vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", sender));
        vm.prank(sender);
        owned.transferOwnership(sender);
        vm.prank(OWNER);
        owned.transferOwnership(CLINIC);
        vm.expectRevert(abi.encodeWithSignature("OwnableUnauthorizedAccount(address)", sender));
        vm.prank(sender);
        owned.acceptOwnership();
    }

    function testThereIsAlwaysAnOwner() external {
        vm.expectRevert(abi.encodeWithSelector(Pcac.OwnerRequired.selector));
        vm.prank(OWNER);
        Owned(address(pcac)).renounceOwnership();
    }

    function testItTakesNoEther() external {
        (bool taken,) = address(pcac).call{value: 0}("");
        assertTrue(!taken, "a call without a function is refused");
    }
}
