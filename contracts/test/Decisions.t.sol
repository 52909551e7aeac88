// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";

contract DecisionsTest is PcacTest {
    uint256 private constant EXPIRY = START + 100;

    function setUp() public override {
        super.setUp();
        create(ROOT);
        request(ROOT, REQUESTER);
    }

    function testThePatientApproves(uint256 expiry, uint256 sequence, uint256 length) external {
        Pcac.Approval memory it = approval(ROOT, REQUESTER, bound(expiry, START + 1, 2 ** 40 - 1));
        it.certificateSequence = bound(sequence, 1, 2 ** 63 - 1);
        it.capsule = filled(bound(length, 1, 4096));
        vm.roll(START_BLOCK + 9);
        vm.expectEmit(address(pcac));
        emit Pcac.RequestApproved(ROOT, PATIENT, REQUESTER, 1, it.expiry, it.capsule, it.certificateSequence);
        vm.prank(PATIENT);
        pcac.approveRequester(it);
        assertAccess(ROOT, REQUESTER, APPROVED, it.expiry, START_BLOCK + 9);
    }

    function testThePatientRenews(uint256 expiry, uint256 sequence, uint256 length) external {
        approve(ROOT, REQUESTER, EXPIRY);
        Pcac.Approval memory it = approval(ROOT, REQUESTER, bound(expiry, START + 1, 2 ** 40 - 1));
        it.certificateSequence = bound(sequence, 1, 2 ** 63 - 1);
        it.capsule = filled(bound(length, 1, 4096));
        vm.roll(START_BLOCK + 9);
        vm.expectEmit(address(pcac));
        emit Pcac.RequestRenewed(ROOT, PATIENT, REQUESTER, 1, it.expiry, it.capsule, it.certificateSequence);
        vm.prank(PATIENT);
        pcac.renewRequester(it);
        assertAccess(ROOT, REQUESTER, APPROVED, it.expiry, START_BLOCK + 9);
    }

    function testOnlyAnImagesPatientDecides(address sender, bytes32 image) external {
        vm.assume(sender != PATIENT && image != ROOT);
        refusesEverything(sender, image, abi.encodeWithSelector(Pcac.UnknownImage.selector, image));
        refusesEverything(sender, ROOT, abi.encodeWithSelector(Pcac.NotPatient.selector, ROOT, sender));
        approve(ROOT, REQUESTER, EXPIRY);
        refusesEverything(sender, ROOT, abi.encodeWithSelector(Pcac.NotPatient.selector, ROOT, sender));
    }

    function testTheRootOfALaterVersionIsNoImage() external {
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(ROOT, 2, ROOT_2, none(), ""));
        refusesEverything(PATIENT, ROOT_2, abi.encodeWithSelector(Pcac.UnknownImage.selector, ROOT_2));
    }

    function testWhoNeverAskedIsNobodyToDecideAbout(address other) external {
        vm.assume(other != REQUESTER);
        bytes memory notPending = abi.encodeWithSelector(Pcac.NotPending.selector, ROOT, other);
        bytes memory notApproved = abi.encodeWithSelector(Pcac.NotApproved.selector, ROOT, other);
        refusesToApprove(PATIENT, approval(ROOT, other, EXPIRY), notPending);
        refusesToDeny(PATIENT, ending(ROOT, other), notPending);
        refusesToRenew(PATIENT, approval(ROOT, other, EXPIRY), notApproved);
        refusesToRemove(PATIENT, ending(ROOT, other), notApproved);
    }

    function testOnlyWhatIsPendingIsApprovedOrDenied() external {
        bytes memory notPending = abi.encodeWithSelector(Pcac.NotPending.selector, ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        refusesBoth(notPending);
        vm.warp(EXPIRY);
        refusesBoth(notPending);
        remove(ROOT, REQUESTER);
        refusesBoth(notPending);
        request(ROOT, REQUESTER);
        deny(ROOT, REQUESTER);
        refusesBoth(notPending);
        request(ROOT, REQUESTER);
        vm.prank(REQUESTER);
        pcac.withdrawRequest(ROOT);
        refusesBoth(notPending);
    }

    function testOnlyAnApprovalInForceIsRenewed(uint256 later) external {
        bytes memory notApproved = abi.encodeWithSelector(Pcac.NotApproved.selector, ROOT, REQUESTER);
        refusesToRenew(PATIENT, approval(ROOT, REQUESTER, EXPIRY), notApproved);
        approve(ROOT, REQUESTER, EXPIRY);
        vm.warp(bound(later, EXPIRY, 2 ** 40 - 2));
        refusesToRenew(PATIENT, approval(ROOT, REQUESTER, 2 ** 40 - 1), notApproved);
        remove(ROOT, REQUESTER);
        refusesToRenew(PATIENT, approval(ROOT, REQUESTER, 2 ** 40 - 1), notApproved);
    }

    function testADecisionIsAboutTheCurrentVersion(uint256 version) external {
        vm.assume(version != 2);
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(ROOT, 2, ROOT_2, none(), ""));
        Pcac.Approval memory it = approval(ROOT, REQUESTER, START);
        it.version = version;
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotCurrentVersion.selector, ROOT, REQUESTER, version);
        refusesToApprove(PATIENT, it, refusal);
        approve(ROOT, REQUESTER, EXPIRY);
        refusesToRenew(PATIENT, it, refusal);
    }

    function testAnExpiryLiesInTheFuture(uint256 expiry) external {
        expiry = bound(expiry, 0, START);
        bytes memory refusal = abi.encodeWithSelector(Pcac.ExpiryPast.selector, ROOT, REQUESTER, expiry);
        vm.prank(PATIENT);
        pcac.setApprovalLimit(0, 1000);
        refusesToApprove(PATIENT, approval(ROOT, REQUESTER, expiry), refusal);
        vm.warp(START + 1000);
        vm.prank(PATIENT);
        pcac.setApprovalLimit(0, 0);
        vm.warp(START + 2000);
        approve(ROOT, REQUESTER, START + 3000);
        refusesToRenew(PATIENT, approval(ROOT, REQUESTER, expiry), refusal);
    }

    function testATimeHas40Bits(uint256 expiry) external {
        expiry = bound(expiry, 2 ** 40, type(uint256).max);
        Pcac.Approval memory it = approval(ROOT, REQUESTER, expiry);
        refusesGrant(it, abi.encodeWithSelector(Pcac.OutOfRange.selector, expiry));
    }

    function testASequenceNumberIsFrom1To63Bits(uint256 sequence) external {
        Pcac.Approval memory it = approval(ROOT, REQUESTER, EXPIRY);
        it.certificateSequence = 0;
        refusesGrant(it, abi.encodeWithSelector(Pcac.OutOfRange.selector, 0));
        it.certificateSequence = bound(sequence, 2 ** 63, type(uint256).max);
        refusesGrant(it, abi.encodeWithSelector(Pcac.OutOfRange.selector, it.certificateSequence));
    }

    function testACapsuleHas1To4096Bytes(uint256 length) external {
        Pcac.Approval memory it = approval(ROOT, REQUESTER, EXPIRY);
        it.capsule = "";
        refusesGrant(it, abi.encodeWithSelector(Pcac.OutOfRange.selector, 0));
        it.capsule = filled(bound(length, 4097, 9000));
        refusesGrant(it, abi.encodeWithSelector(Pcac.TooLarge.selector, it.capsule.length, 4096));
    }

    function testThePatientDenies(uint256 code, bool isSealed, bytes calldata reason) external {
        vm.assume(reason.length <= 4096);
        code = bound(code, 0, 6);
        vm.expectEmit(address(pcac));
        emit Pcac.RequestDenied(ROOT, PATIENT, REQUESTER, code, isSealed, reason);
        vm.prank(PATIENT);
        pcac.denyRequester(Pcac.Ending(ROOT, REQUESTER, code, isSealed, reason));
        assertAccess(ROOT, REQUESTER, DENIED, 0, 0);
    }

    function testThePatientRemoves(uint256 code, bool isSealed, bytes calldata reason, uint256 later) external {
        vm.assume(reason.length <= 4096);
        code = bound(code, 0, 6);
        approve(ROOT, REQUESTER, EXPIRY);
        vm.warp(START + bound(later, 0, 200));
        vm.roll(START_BLOCK + 9);
        vm.expectEmit(address(pcac));
        emit Pcac.RequesterRemoved(ROOT, PATIENT, REQUESTER, code, isSealed, reason);
        vm.prank(PATIENT);
        pcac.removeRequester(Pcac.Ending(ROOT, REQUESTER, code, isSealed, reason));
        assertAccess(ROOT, REQUESTER, REMOVED, EXPIRY, START_BLOCK);
    }

    function testOnlyAnApprovalIsRemoved() external {
        bytes memory notApproved = abi.encodeWithSelector(Pcac.NotApproved.selector, ROOT, REQUESTER);
        refusesToRemove(PATIENT, ending(ROOT, REQUESTER), notApproved);
        approve(ROOT, REQUESTER, EXPIRY);
        remove(ROOT, REQUESTER);
        refusesToRemove(PATIENT, ending(ROOT, REQUESTER), notApproved);
        request(ROOT, REQUESTER);
        refusesToRemove(PATIENT, ending(ROOT, REQUESTER), notApproved);
        deny(ROOT, REQUESTER);
        refusesToRemove(PATIENT, ending(ROOT, REQUESTER), notApproved);
    }

    function testAReasonHasACodeAndAtMost4096Bytes(uint256 code, uint256 length) external {
        Pcac.Ending memory it = ending(ROOT, REQUESTER);
        it.code = bound(code, 7, type(uint256).max);
        bytes memory refusal = abi.encodeWithSelector(Pcac.OutOfRange.selector, it.code);
        refusesToDeny(PATIENT, it, refusal);
        refusesToRemove(PATIENT, it, refusal);
        it.code = 0;
        it.reason = filled(bound(length, 4097, 9000));
        refusal = abi.encodeWithSelector(Pcac.TooLarge.selector, it.reason.length, 4096);
        refusesToDeny(PATIENT, it, refusal);
        refusesToRemove(PATIENT, it, refusal);
    }

    function testWhatWasHandedOutStaysReadable() external {
        vm.roll(START_BLOCK + 1);
        approve(ROOT, REQUESTER, EXPIRY);
        vm.roll(START_BLOCK + 2);
        remove(ROOT, REQUESTER);
        assertAccess(ROOT, REQUESTER, REMOVED, EXPIRY, START_BLOCK + 1);
        request(ROOT, REQUESTER);
        assertAccess(ROOT, REQUESTER, PENDING, EXPIRY, START_BLOCK + 1);
        deny(ROOT, REQUESTER);
        assertAccess(ROOT, REQUESTER, DENIED, EXPIRY, START_BLOCK + 1);
    }

    function testSeveralApprovalsAtOnce() external {
        request(ROOT, SECOND);
        Pcac.Approval[] memory approvals = new Pcac.Approval[](2);
        approvals[0] = approval(ROOT, REQUESTER, EXPIRY);
        approvals[1] = approval(ROOT, SECOND, EXPIRY + 1);
        vm.expectEmit(address(pcac));
        emit Pcac.RequestApproved(ROOT, PATIENT, REQUESTER, 1, EXPIRY, capsuleOf(1), 1);
        vm.expectEmit(address(pcac));
        emit Pcac.RequestApproved(ROOT, PATIENT, SECOND, 1, EXPIRY + 1, capsuleOf(1), 1);
        vm.prank(PATIENT);
        pcac.approveRequesters(approvals);
        assertAccess(ROOT, REQUESTER, APPROVED, EXPIRY, START_BLOCK);
        assertAccess(ROOT, SECOND, APPROVED, EXPIRY + 1, START_BLOCK);
    }

    function testOfSeveralApprovalsAllOrNone() external {
        Pcac.Approval[] memory approvals = new Pcac.Approval[](2);
        approvals[0] = approval(ROOT, REQUESTER, EXPIRY);
        approvals[1] = approval(ROOT, SECOND, EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotPending.selector, ROOT, SECOND));
        vm.prank(PATIENT);
        pcac.approveRequesters(approvals);
        assertStatus(ROOT, REQUESTER, PENDING);
    }

    function testDirtyAddressesAreNoAddresses(uint256 dirt) external {
        dirt = bound(dirt, 1, 2 ** 96 - 1) << 160;
        bytes memory data = abi.encodeCall(Pcac.approveRequester, (approval(ROOT, REQUESTER, EXPIRY)));
        assembly {
            let place := add(data, 0x64)
            mstore(place, or(mload(place), dirt))
        }
        vm.prank(PATIENT);
        (bool success,) = address(pcac).call(data);
        assertTrue(!success, "an address has 160 bits");
        assertStatus(ROOT, REQUESTER, PENDING);
    }

    function refusesBoth(bytes memory refusal) private {
        refusesToApprove(PATIENT, approval(ROOT, REQUESTER, EXPIRY + 1000), refusal);
        refusesToDeny(PATIENT, ending(ROOT, REQUESTER), refusal);
    }

    function refusesGrant(Pcac.Approval memory it, bytes memory refusal) private {
        it.image = ROOT_3;
        refusesToApprove(STRANGER, it, refusal);
        refusesToRenew(STRANGER, it, refusal);
    }

    function refusesEverything(address sender, bytes32 image, bytes memory refusal) private {
        refusesToApprove(sender, approval(image, REQUESTER, START), refusal);
        refusesToRenew(sender, approval(image, REQUESTER, START), refusal);
        refusesToDeny(sender, ending(image, REQUESTER), refusal);
        refusesToRemove(sender, ending(image, REQUESTER), refusal);
    }

    function refusesToApprove(address sender, Pcac.Approval memory it, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.approveRequester(it);
    }

    function refusesToRenew(address sender, Pcac.Approval memory it, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.renewRequester(it);
    }

    function refusesToDeny(address sender, Pcac.Ending memory it, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.denyRequester(it);
    }

    function refusesToRemove(address sender, Pcac.Ending memory it, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.removeRequester(it);
    }
}
