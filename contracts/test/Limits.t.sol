// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";

contract LimitsTest is PcacTest {
    uint256 private constant PERIOD = 1000;
    uint256 private constant EXPIRY = START + 100_000;

    /// @dev The patient's limit as docs/ledger.md has it, told by hand.
    struct Model {
        uint256 max;
        uint256 period;
        uint256 start;
        uint256 used;
        bool changes;
        uint256 nextMax;
        uint256 nextPeriod;
    }

    Model private model;
    uint256 private requesters;

    function setUp() public override {
        super.setUp();
        create(ROOT);
    }

    function testThePatientSetsALimit(uint256 max, uint256 period) external {
        max = bound(max, 0, 2 ** 32 - 1);
        period = bound(period, 0, 2 ** 32 - 1);
        vm.expectEmit(address(pcac));
        emit Pcac.ApprovalLimitSet(PATIENT, max, period);
        vm.prank(PATIENT);
        pcac.setApprovalLimit(max, period);
    }

    function testALimitHas32Bits(uint256 value) external {
        value = bound(value, 2 ** 32, type(uint256).max);
        bytes memory refusal = abi.encodeWithSelector(Pcac.OutOfRange.selector, value);
        vm.expectRevert(refusal);
        pcac.setApprovalLimit(value, 1);
        vm.expectRevert(refusal);
        pcac.setApprovalLimit(1, value);
    }

    function testThePatientAdmitsRegisteredRequestersOnly(bool only) external {
        vm.expectEmit(address(pcac));
        emit Pcac.RegisteredRequestersOnlySet(PATIENT, only);
        vm.prank(PATIENT);
        pcac.setRegisteredRequestersOnly(only);
    }

    function testALimitAndTheChoiceOfRequestersLeaveEachOtherAlone() external {
        limit(1, PERIOD);
        vm.prank(PATIENT);
        pcac.setRegisteredRequestersOnly(true);
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_REQUESTER, REQUESTER);
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotRegisteredRequester.selector, ROOT, SECOND));
        request(ROOT, SECOND);
        vm.prank(PATIENT);
        pcac.setRegisteredRequestersOnly(false);
        request(ROOT, SECOND);
        refusesToApprove(SECOND, START + PERIOD);
        limit(0, 0);
        vm.prank(PATIENT);
        pcac.setRegisteredRequestersOnly(true);
        vm.warp(START + PERIOD);
        approve(ROOT, SECOND, EXPIRY);
        remove(ROOT, SECOND);
        vm.expectRevert(abi.encodeWithSelector(Pcac.NotRegisteredRequester.selector, ROOT, SECOND));
        request(ROOT, SECOND);
    }

    function testAtMostSoManyApprovalsInEachPeriodOverAllImages() external {
        create(ROOT_2);
        limit(2, PERIOD);
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        request(ROOT_2, REQUESTER);
        approve(ROOT_2, REQUESTER, EXPIRY);
        request(ROOT, SECOND);
        refusesToApprove(SECOND, START + PERIOD);
        vm.warp(START + PERIOD - 1);
        refusesToApprove(SECOND, START + PERIOD);
        vm.warp(START + PERIOD);
        approve(ROOT, SECOND, EXPIRY);
    }

    function testRenewalsDoNotCountAndRemovalsGiveNothingBack() external {
        limit(1, PERIOD);
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        Pcac.Approval memory renewal = approval(ROOT, REQUESTER, EXPIRY);
        vm.prank(PATIENT);
        pcac.renewRequester(renewal);
        remove(ROOT, REQUESTER);
        request(ROOT, REQUESTER);
        refusesToApprove(REQUESTER, START + PERIOD);
    }

    function testTheLimitIsLookedAtLast() external {
        limit(0, PERIOD);
        request(ROOT, REQUESTER);
        Pcac.Approval memory it = approval(ROOT, REQUESTER, START);
        vm.expectRevert(abi.encodeWithSelector(Pcac.ExpiryPast.selector, ROOT, REQUESTER, START));
        vm.prank(PATIENT);
        pcac.approveRequester(it);
        refusesToApprove(REQUESTER, START + PERIOD);
    }

    function testABatchCountsEachOfIts() external {
        limit(1, PERIOD);
        request(ROOT, REQUESTER);
        request(ROOT, SECOND);
        Pcac.Approval[] memory approvals = new Pcac.Approval[](2);
        approvals[0] = approval(ROOT, REQUESTER, EXPIRY);
        approvals[1] = approval(ROOT, SECOND, EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(Pcac.LimitReached.selector, ROOT, SECOND, START + PERIOD));
        vm.prank(PATIENT);
        pcac.approveRequesters(approvals);
    }

    /// @notice Any sequence of settings, approvals and moves of the clock, against the model.
    /// forge-config: default.fuzz.runs = 128
    function testNobodyGainsApprovalsBySettingTheLimitAnew(uint256[24] calldata steps) external {
        for (uint256 i = 0; i < steps.length; i++) {
            uint256 step = steps[i];
            uint256 kind = step % 8;
            step >>= 8;
            if (kind < 2) {
                vm.warp(block.timestamp + step % 60);
            } else if (kind == 2) {
                vm.warp(block.timestamp + step % 600);
            } else if (kind < 5) {
                set(step % 4, (step >> 8) % 5 * 25);
            } else {
                approveOneMore();
            }
        }
    }

    function set(uint256 max, uint256 period) private {
        limit(max, period);
        advance();
        if (model.period == 0) {
            model = Model(period == 0 ? 0 : max, period, block.timestamp, 0, false, 0, 0);
        } else if (period == model.period && max <= model.max) {
            model.max = max;
            model.changes = false;
        } else {
            (model.changes, model.nextMax, model.nextPeriod) = (true, max, period);
        }
    }

    function approveOneMore() private {
        advance();
        uint256 key = 0x2000 + requesters++;
        publish(key, 1);
        request(ROOT, vm.addr(key));
        if (model.period != 0 && model.used >= model.max) {
            refusesToApprove(vm.addr(key), model.start + model.period);
        } else {
            approve(ROOT, vm.addr(key), EXPIRY);
            model.used++;
        }
    }

    /// @dev Period by period, as slowly as can be.
    function advance() private {
        while (model.period != 0 && block.timestamp >= model.start + model.period) {
            model.start += model.period;
            model.used = 0;
            if (model.changes) {
                (model.max, model.period, model.changes) = (model.nextMax, model.nextPeriod, false);
            }
        }
    }

    function limit(uint256 max, uint256 period) private {
        vm.prank(PATIENT);
        pcac.setApprovalLimit(max, period);
    }

    function refusesToApprove(address requester, uint256 nextPeriod) private {
        Pcac.Approval memory it = approval(ROOT, requester, EXPIRY);
        vm.expectRevert(abi.encodeWithSelector(Pcac.LimitReached.selector, ROOT, requester, nextPeriod));
        vm.prank(PATIENT);
        pcac.approveRequester(it);
    }
}
