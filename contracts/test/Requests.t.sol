// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";

contract RequestsTest is PcacTest {
    function setUp() public override {
        super.setUp();
        create(ROOT);
    }

    function testARequesterAsks(bool isSealed, bytes calldata notes) external {
        vm.assume(notes.length <= 4096);
        vm.expectEmit(address(pcac));
        emit Pcac.AccessRequested(ROOT, PATIENT, REQUESTER, isSealed, notes);
        vm.prank(REQUESTER);
        pcac.requestAccess(notes, isSealed, ROOT);
        assertAccess(ROOT, REQUESTER, PENDING, 0, 0);
    }

    function testNotesHaveAtMost4096Bytes(uint256 length) external {
        length = bound(length, 4097, 8192);
        refuses(REQUESTER, Pcac.Request(0, false, filled(length)), abi.encodeWithSelector(Pcac.TooLarge.selector, length, 4096));
        vm.prank(REQUESTER);
        pcac.requestAccess(filled(4096), false, ROOT);
    }

    function testTheImageIsKnown(bytes32 image) external {
        vm.assume(image != ROOT);
        refuses(REQUESTER, image, abi.encodeWithSelector(Pcac.UnknownImage.selector, image));
        refuses(STRANGER, image, abi.encodeWithSelector(Pcac.UnknownImage.selector, image));
    }

    function testTheRootOfALaterVersionIsNoImage() external {
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(ROOT, 2, ROOT_2, none(), ""));
        refuses(REQUESTER, ROOT_2, abi.encodeWithSelector(Pcac.UnknownImage.selector, ROOT_2));
    }

    function testThePatientAsksNobody() external {
        refuses(PATIENT, ROOT, abi.encodeWithSelector(Pcac.OwnImage.selector, ROOT, PATIENT));
    }

    function testWhoAsksHasPublishedAKey(address sender) external {
        vm.assume(sender != PATIENT && sender != REQUESTER && sender != SECOND);
        refuses(sender, ROOT, abi.encodeWithSelector(Pcac.NoKey.selector, ROOT, sender));
    }

    function testOneRequestAtATime() external {
        request(ROOT, REQUESTER);
        refuses(REQUESTER, ROOT, abi.encodeWithSelector(Pcac.AlreadyPending.selector, ROOT, REQUESTER));
    }

    function testNobodyAsksForWhatHeHas(uint256 later) external {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, START + 100);
        later = bound(later, 0, 200);
        vm.warp(START + later);
        if (later < 100) {
            refuses(REQUESTER, ROOT, abi.encodeWithSelector(Pcac.AlreadyApproved.selector, ROOT, REQUESTER));
        } else {
            request(ROOT, REQUESTER);
            assertAccess(ROOT, REQUESTER, PENDING, START + 100, START_BLOCK);
        }
    }

    function testAPatientMayAdmitRegisteredRequestersOnly() external {
        vm.prank(PATIENT);
        pcac.setRegisteredRequestersOnly(true);
        refuses(REQUESTER, ROOT, abi.encodeWithSelector(Pcac.NotRegisteredRequester.selector, ROOT, REQUESTER));
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_RADIOLOGIST, REQUESTER);
        refuses(REQUESTER, ROOT, abi.encodeWithSelector(Pcac.NotRegisteredRequester.selector, ROOT, REQUESTER));
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_REQUESTER, REQUESTER);
        request(ROOT, REQUESTER);
        vm.prank(OWNER);
        pcac.removeInstitution(HOSPITAL);
        assertStatus(ROOT, REQUESTER, PENDING);
        vm.prank(PATIENT);
        pcac.setRegisteredRequestersOnly(false);
        request(ROOT, SECOND);
    }

    function testTheOrderOfTheRefusals() external {
        vm.prank(PATIENT);
        pcac.setRegisteredRequestersOnly(true);
        refuses(STRANGER, ROOT, abi.encodeWithSelector(Pcac.NoKey.selector, ROOT, STRANGER));
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_REQUESTER, REQUESTER);
        request(ROOT, REQUESTER);
        vm.prank(HOSPITAL);
        pcac.removeMember(ROLE_REQUESTER, REQUESTER);
        refuses(REQUESTER, ROOT, abi.encodeWithSelector(Pcac.AlreadyPending.selector, ROOT, REQUESTER));
        approve(ROOT, REQUESTER, START + 100);
        refuses(REQUESTER, ROOT, abi.encodeWithSelector(Pcac.AlreadyApproved.selector, ROOT, REQUESTER));
    }

    function testAfterADenialARemovalOrAWithdrawalOneMayAskAgain(uint8 way) external {
        request(ROOT, REQUESTER);
        if (way % 3 == 0) {
            deny(ROOT, REQUESTER);
        } else if (way % 3 == 1) {
            vm.prank(REQUESTER);
            pcac.withdrawRequest(ROOT);
        } else {
            approve(ROOT, REQUESTER, START + 100);
            remove(ROOT, REQUESTER);
        }
        request(ROOT, REQUESTER);
        assertStatus(ROOT, REQUESTER, PENDING);
    }

    function testTheRequesterWithdraws() external {
        request(ROOT, REQUESTER);
        vm.expectEmit(address(pcac));
        emit Pcac.RequestWithdrawn(ROOT, PATIENT, REQUESTER);
        vm.prank(REQUESTER);
        pcac.withdrawRequest(ROOT);
        assertStatus(ROOT, REQUESTER, WITHDRAWN);
    }

    function testOnlyWhatIsPendingIsWithdrawn(bytes32 image) external {
        vm.assume(image != ROOT);
        refusesToWithdraw(image, abi.encodeWithSelector(Pcac.UnknownImage.selector, image));
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotPending.selector, ROOT, REQUESTER);
        refusesToWithdraw(ROOT, refusal);
        request(ROOT, SECOND);
        refusesToWithdraw(ROOT, refusal);
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, START + 100);
        refusesToWithdraw(ROOT, refusal);
    }

    function testSeveralRequestsAtOnce() external {
        create(ROOT_2);
        Pcac.Request[] memory requests = new Pcac.Request[](2);
        requests[0] = Pcac.Request(ROOT, true, filled(320));
        requests[1] = Pcac.Request(ROOT_2, false, "");
        vm.expectEmit(address(pcac));
        emit Pcac.AccessRequested(ROOT, PATIENT, REQUESTER, true, filled(320));
        vm.expectEmit(address(pcac));
        emit Pcac.AccessRequested(ROOT_2, PATIENT, REQUESTER, false, "");
        vm.prank(REQUESTER);
        pcac.requestAccesses(requests);
        assertStatus(ROOT, REQUESTER, PENDING);
        assertStatus(ROOT_2, REQUESTER, PENDING);
    }

    function testOfSeveralRequestsAllOrNone() external {
        Pcac.Request[] memory requests = new Pcac.Request[](2);
        requests[0] = Pcac.Request(ROOT, true, filled(320));
        requests[1] = Pcac.Request(ROOT_2, true, filled(320));
        vm.expectRevert(abi.encodeWithSelector(Pcac.UnknownImage.selector, ROOT_2));
        vm.prank(REQUESTER);
        pcac.requestAccesses(requests);
        assertStatus(ROOT, REQUESTER, NONE);
    }

    function testAnApprovalInForceIsTracedAsSuccess(bool byPatient, uint256 later) external {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, START + 100);
        later = bound(later, 0, 99);
        vm.warp(START + later);
        address sender = byPatient ? PATIENT : REQUESTER;
        vm.expectEmit(address(pcac));
        emit Pcac.AuthorizationSuccess(ROOT, PATIENT, REQUESTER, sender);
        vm.prank(sender);
        pcac.traceAuthorization(ROOT, REQUESTER);
    }

    function testEverythingElseIsTracedAsFailure(bool byPatient) external {
        address sender = byPatient ? PATIENT : REQUESTER;
        tracesFailure(sender, NONE);
        request(ROOT, REQUESTER);
        tracesFailure(sender, PENDING);
        deny(ROOT, REQUESTER);
        tracesFailure(sender, DENIED);
        request(ROOT, REQUESTER);
        vm.prank(REQUESTER);
        pcac.withdrawRequest(ROOT);
        tracesFailure(sender, WITHDRAWN);
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, START + 100);
        vm.warp(START + 100);
        tracesFailure(sender, APPROVED);
        remove(ROOT, REQUESTER);
        tracesFailure(sender, REMOVED);
    }

    function testNobodyElseTraces(address sender) external {
        vm.assume(sender != PATIENT && sender != REQUESTER);
        refusesToTrace(sender, ROOT, abi.encodeWithSelector(Pcac.NotConcerned.selector, ROOT, sender));
        request(ROOT, REQUESTER);
        refusesToTrace(sender, ROOT, abi.encodeWithSelector(Pcac.NotConcerned.selector, ROOT, sender));
    }

    function testOnlyAnImageIsTraced(bytes32 image) external {
        vm.assume(image != ROOT);
        refusesToTrace(STRANGER, image, abi.encodeWithSelector(Pcac.UnknownImage.selector, image));
    }

    function tracesFailure(address sender, uint256 status) private {
        vm.expectEmit(address(pcac));
        emit Pcac.AuthorizationFailed(ROOT, PATIENT, REQUESTER, sender, status);
        vm.prank(sender);
        pcac.traceAuthorization(ROOT, REQUESTER);
    }

    function refusesToTrace(address sender, bytes32 image, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.traceAuthorization(image, REQUESTER);
    }

    function refusesToWithdraw(bytes32 image, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(REQUESTER);
        pcac.withdrawRequest(image);
    }

    function refuses(address sender, bytes32 image, bytes memory refusal) private {
        refuses(sender, Pcac.Request(image, true, filled(320)), refusal);
    }

    function refuses(address sender, Pcac.Request memory it, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.requestAccess(it.notes, it.isSealed, it.image);
    }
}
