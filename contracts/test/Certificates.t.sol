// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";

contract CertificatesTest is PcacTest {
    function testAnybodyPublishesItsCertificate(uint256 key, uint256 sequence) external {
        key = bound(key, 1, 2 ** 250);
        sequence = bound(sequence, 1, 2 ** 63 - 1);
        vm.assume(vm.addr(key) != REQUESTER && vm.addr(key) != SECOND);
        Key memory it = keyOf(key, sequence);
        vm.expectEmit(address(pcac));
        emit Pcac.KeyPublished(vm.addr(key), sequence, 0, packed(it));
        vm.prank(vm.addr(key));
        pcac.publishKey(it.sequence, packed(it));
        assertKey(vm.addr(key), sequence, START_BLOCK);
    }

    function testANewCertificateLeadsToTheOneBefore() external {
        vm.roll(START_BLOCK + 5);
        Key memory it = keyOf(REQUESTER_KEY, 7);
        vm.expectEmit(address(pcac));
        emit Pcac.KeyPublished(REQUESTER, 7, START_BLOCK, packed(it));
        vm.prank(REQUESTER);
        pcac.publishKey(it.sequence, packed(it));
        assertKey(REQUESTER, 7, START_BLOCK + 5);
    }

    function testACertificateHas1To16384Bytes() external {
        Key memory it = keyOf(REQUESTER_KEY, 0);
        it.certificate = "";
        it.certificateBinding = "";
        refuses(REQUESTER, it, abi.encodeWithSelector(Pcac.BadCertificate.selector, 0));
        it.certificate = filled(16385);
        refuses(REQUESTER, it, abi.encodeWithSelector(Pcac.BadCertificate.selector, 16385));
        it.certificate = filled(16384);
        it.sequence = 2;
        it.certificateBinding = filled(4096);
        it.ownerBinding = ownerBinding(REQUESTER_KEY, it.certificate, 2);
        vm.prank(REQUESTER);
        pcac.publishKey(it.sequence, packed(it));
        assertKey(REQUESTER, 2, START_BLOCK);
    }

    function testASequenceNumberIsAboveTheLast(uint256 last, uint256 sequence) external {
        last = bound(last, 2, 2 ** 63 - 1);
        sequence = bound(sequence, 0, last);
        publish(REQUESTER_KEY, last);
        Key memory it = keyOf(REQUESTER_KEY, sequence);
        it.certificateBinding = "";
        refuses(REQUESTER, it, abi.encodeWithSelector(Pcac.StaleSequence.selector, sequence, last));
    }

    function testTheFirstSequenceNumberIsNotZero() external {
        refuses(STRANGER, keyOf(STRANGER_KEY, 0), abi.encodeWithSelector(Pcac.StaleSequence.selector, 0, 0));
    }

    function testASequenceNumberHas63Bits(uint256 sequence) external {
        sequence = bound(sequence, 2 ** 63, type(uint256).max);
        Key memory it = keyOf(REQUESTER_KEY, 2);
        it.sequence = sequence;
        refuses(REQUESTER, it, abi.encodeWithSelector(Pcac.OutOfRange.selector, sequence));
    }

    function testTheCertificatesOwnBindingHas1To4096Bytes() external {
        Key memory it = keyOf(REQUESTER_KEY, 2);
        it.certificateBinding = "";
        refuses(REQUESTER, it, abi.encodeWithSelector(Pcac.BadBinding.selector, REQUESTER, 2));
        it.certificateBinding = filled(4097);
        refuses(REQUESTER, it, abi.encodeWithSelector(Pcac.BadBinding.selector, REQUESTER, 2));
    }

    function testTheOwnersBindingIsTheOwners(uint8 change) external {
        Key memory it = keyOf(REQUESTER_KEY, 2);
        uint256 which = change % 7;
        if (which == 0) {
            it.ownerBinding = ownerBinding(STRANGER_KEY, it.certificate, 2);
        } else if (which == 1) {
            it.ownerBinding = ownerBinding(REQUESTER_KEY, filled(949), 2);
        } else if (which == 2) {
            it.ownerBinding = ownerBinding(REQUESTER_KEY, it.certificate, 3);
        } else if (which == 3) {
            it.ownerBinding = "";
        } else if (which == 4) {
            it.ownerBinding = filled(4097);
        } else if (which == 5) {
            it.certificate[uint256(change) % 950] ^= 0x01;
        } else {
            it.sequence = 3;
        }
        refuses(REQUESTER, it, abi.encodeWithSelector(Pcac.BadBinding.selector, REQUESTER, it.sequence));
    }

    function testAKeyEndsWhereItSays(uint256 length) external {
        bytes memory whole = packed(keyOf(REQUESTER_KEY, 2));
        length = bound(length, 0, 199);
        bytes memory cut = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            cut[i] = whole[i];
        }
        // The owner's binding has 2 + 65 bytes, the certificate's 2 + 130.
        if (length == 199) {
            vm.expectRevert(abi.encodeWithSelector(Pcac.BadCertificate.selector, 0));
        } else {
            vm.expectRevert(abi.encodeWithSelector(Pcac.Truncated.selector, length < 67 ? length : length - 67));
        }
        vm.prank(REQUESTER);
        pcac.publishKey(2, cut);
    }

    function testNobodyPublishesForAnother(address sender) external {
        vm.assume(sender != REQUESTER && sender != SECOND && sender.code.length == 0);
        refuses(sender, keyOf(REQUESTER_KEY, 2), abi.encodeWithSelector(Pcac.BadBinding.selector, sender, 2));
    }

    function refuses(address sender, Key memory it, bytes memory refusal) private {
        (uint256 sequence, uint256 blockNumber) = pcac.keyOf(sender);
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.publishKey(it.sequence, packed(it));
        assertKey(sender, sequence, blockNumber);
    }

    function assertKey(address owner, uint256 sequence, uint256 blockNumber) private view {
        (uint256 actual, uint256 actualBlock) = pcac.keyOf(owner);
        assertEq(actual, sequence, "sequence");
        assertEq(actualBlock, blockNumber, "block");
    }
}
