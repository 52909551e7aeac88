// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";

contract VersionsTest is PcacTest {
    uint256 private constant EXPIRY = START + 100;

    function setUp() public override {
        super.setUp();
        create(ROOT);
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        request(ROOT, SECOND);
        approve(ROOT, SECOND, EXPIRY + 1);
        vm.roll(START_BLOCK + 10);
    }

    function testThePatientRotates() external {
        Pcac.Rotation memory it = rotationOf(ROOT, 2, ROOT_2, only(SECOND), grant(REQUESTER, capsuleOf(3)));
        vm.expectEmit(address(pcac));
        emit Pcac.RequesterRemoved(ROOT, PATIENT, SECOND, 1, false, "");
        vm.expectEmit(address(pcac));
        emit Pcac.RotationAdded(
            ROOT, PATIENT, 2, ROOT_2, it.keyCheck, it.patientCapsule, abi.encodePacked(uint40(EXPIRY), it.grants)
        );
        vm.prank(PATIENT);
        pcac.addRotation(it);
        assertImage(2, ROOT_2, START_BLOCK + 10, START_BLOCK);
        assertAccess(ROOT, REQUESTER, APPROVED, EXPIRY, START_BLOCK + 10);
        assertAccess(ROOT, SECOND, REMOVED, EXPIRY + 1, START_BLOCK);
    }

    function testThePatientTakesACorrectionOver() external {
        bytes memory grants = abi.encodePacked(grant(SECOND, capsuleOf(3)), grant(REQUESTER, filled(1200)));
        Pcac.Correction memory it = correctionOf(ROOT, 2, ROOT, ROOT_2, grants);
        bytes memory recorded = abi.encodePacked(
            uint40(EXPIRY + 1), grant(SECOND, capsuleOf(3)), uint40(EXPIRY), grant(REQUESTER, filled(1200))
        );
        vm.expectEmit(address(pcac));
        emit Pcac.CorrectionAdded(ROOT, PATIENT, 2, ROOT, ROOT_2, it.attestation, it.signatureAndCapsule, recorded);
        vm.prank(PATIENT);
        pcac.addCorrection(it);
        assertImage(2, ROOT_2, START_BLOCK + 10, START_BLOCK + 10);
        assertAccess(ROOT, REQUESTER, APPROVED, EXPIRY, START_BLOCK + 10);
        assertAccess(ROOT, SECOND, APPROVED, EXPIRY + 1, START_BLOCK + 10);
    }

    function testVersionsFollowOnEachOther() external {
        rotate(2, ROOT_2);
        vm.roll(START_BLOCK + 11);
        correct(3, ROOT_2, ROOT_3);
        assertImage(3, ROOT_3, START_BLOCK + 11, START_BLOCK + 11);
        vm.roll(START_BLOCK + 12);
        rotate(4, keccak256("root 4"));
        assertImage(4, keccak256("root 4"), START_BLOCK + 12, START_BLOCK + 11);
        vm.roll(START_BLOCK + 13);
        correct(5, keccak256("root 4"), keccak256("root 5"));
        assertImage(5, keccak256("root 5"), START_BLOCK + 13, START_BLOCK + 13);
    }

    function testWhoGetsNothingKeepsTheApproval() external {
        rotate(2, ROOT_2);
        assertAccess(ROOT, REQUESTER, APPROVED, EXPIRY, START_BLOCK);
    }

    function testOnlyAnImagesPatientAddsVersions(address sender, bytes32 image) external {
        vm.assume(sender != PATIENT && image != ROOT);
        bytes memory refusal = abi.encodeWithSelector(Pcac.UnknownImage.selector, image);
        refusesBoth(sender, image, 9, ROOT, ROOT, refusal);
        refusal = abi.encodeWithSelector(Pcac.NotPatient.selector, ROOT, sender);
        refusesBoth(sender, ROOT, 9, ROOT, ROOT, refusal);
    }

    function testTheRootOfALaterVersionIsNoImage() external {
        rotate(2, ROOT_2);
        refusesBoth(PATIENT, ROOT_2, 2, ROOT_2, ROOT_3, abi.encodeWithSelector(Pcac.UnknownImage.selector, ROOT_2));
        (address patient, uint256 version, uint256 blockNumber,) = pcac.imageOf(ROOT_2);
        assertTrue(patient == address(0) && version == 0 && blockNumber == 0, "no image");
    }

    function testARootIsUsedOnce() external {
        create(ROOT_3);
        rotate(2, ROOT_2);
        bytes memory known = abi.encodeWithSelector(Pcac.RootKnown.selector, ROOT);
        refusesBoth(PATIENT, ROOT, 9, ROOT_2, ROOT, known);
        known = abi.encodeWithSelector(Pcac.RootKnown.selector, ROOT_2);
        refusesBoth(PATIENT, ROOT, 9, ROOT_2, ROOT_2, known);
        known = abi.encodeWithSelector(Pcac.RootKnown.selector, ROOT_3);
        refusesBoth(PATIENT, ROOT, 9, ROOT_2, ROOT_3, known);
    }

    function testAVersionFollowsOnTheCurrentOne(uint256 version) external {
        vm.assume(version != 3);
        rotate(2, ROOT_2);
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotCurrentVersion.selector, ROOT, PATIENT, version);
        refusesBoth(PATIENT, ROOT, version, ROOT_2, ROOT_3, refusal);
    }

    function testACorrectionFollowsOnTheCurrentRoot(bytes32 previous) external {
        vm.assume(previous != ROOT_2);
        rotate(2, ROOT_2);
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotCurrentVersion.selector, ROOT, PATIENT, 3);
        refuses(PATIENT, correctionOf(ROOT, 3, previous, ROOT_3, ""), refusal);
    }

    function testACorrectionDoesNotFollowOnAnEarlierRoot() external {
        rotate(2, ROOT_2);
        rotate(3, ROOT_3);
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotCurrentVersion.selector, ROOT, PATIENT, 4);
        refuses(PATIENT, correctionOf(ROOT, 4, ROOT, keccak256("root 4"), ""), refusal);
        refuses(PATIENT, correctionOf(ROOT, 4, ROOT_2, keccak256("root 4"), ""), refusal);
        correct(4, ROOT_3, keccak256("root 4"));
    }

    function testACorrectionDoesNotFollowOnAnotherImagesRoot() external {
        bytes32 other = keccak256("other");
        create(other);
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(other, 2, ROOT_3, none(), ""));
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotCurrentVersion.selector, ROOT, PATIENT, 2);
        refuses(PATIENT, correctionOf(ROOT, 2, other, ROOT_2, ""), refusal);
        refuses(PATIENT, correctionOf(ROOT, 2, ROOT_3, ROOT_2, ""), refusal);
        rotate(2, ROOT_2);
        refusal = abi.encodeWithSelector(Pcac.NotCurrentVersion.selector, ROOT, PATIENT, 3);
        refuses(PATIENT, correctionOf(ROOT, 3, ROOT_3, keccak256("root 4"), ""), refusal);
    }

    function testTheCurrentRootIsTheNewestVersions(bytes32 root) external {
        vm.assume(root != ROOT && root != ROOT_2 && root != ROOT_3);
        assertTrue(pcac.isCurrentRoot(ROOT, ROOT), "the first version's");
        rotate(2, ROOT_2);
        assertTrue(pcac.isCurrentRoot(ROOT, ROOT_2), "the second's");
        assertTrue(!pcac.isCurrentRoot(ROOT, ROOT), "no longer the first's");
        rotate(3, ROOT_3);
        assertTrue(pcac.isCurrentRoot(ROOT, ROOT_3), "the third's");
        assertTrue(!pcac.isCurrentRoot(ROOT, ROOT) && !pcac.isCurrentRoot(ROOT, ROOT_2), "no longer those before");
        assertTrue(!pcac.isCurrentRoot(ROOT, root) && !pcac.isCurrentRoot(root, ROOT), "nor any other");
        assertTrue(!pcac.isCurrentRoot(ROOT_2, ROOT_2) && !pcac.isCurrentRoot(ROOT_2, root), "only an image has one");
    }

    /// @dev 160 bits of zeros, so that no call takes it for an image, and 96 of the image and the version.
    function testTheRootOfALaterVersionSaysWhichItIs(bytes32 root) external {
        vm.assume(root != ROOT && root != ROOT_2);
        rotate(2, ROOT_2);
        rotate(3, root);
        uint256 place = mappingOfImages();
        bytes32 hash = keccak256(abi.encode(ROOT, 3));
        assertEq(vm.load(address(pcac), keccak256(abi.encode(root, place))), (hash >> 160) << 160, "slot");
    }

    function testThereAreAtMost65535Versions() external {
        // As if there had been as many: version, the bits from 160 on of the image's slot.
        bytes32 slot = keccak256(abi.encode(ROOT, mappingOfImages()));
        vm.store(address(pcac), slot, bytes32(uint256(vm.load(address(pcac), slot)) | (uint256(0xfffe) << 160)));
        (, uint256 version,,) = pcac.imageOf(ROOT);
        assertEq(version, 65535, "version");
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotCurrentVersion.selector, ROOT, PATIENT, 65536);
        refusesBoth(PATIENT, ROOT, 65536, ROOT, ROOT_2, refusal);
        refusal = abi.encodeWithSelector(Pcac.NotCurrentVersion.selector, ROOT, PATIENT, 0);
        refusesBoth(PATIENT, ROOT, 0, ROOT, ROOT_2, refusal);
    }

    function testACorrectionsAttestationIsJudgedAsADepositsIs() external {
        Pcac.Correction memory it = correctionOf(ROOT, 2, ROOT, ROOT_2, "");
        it.attestation = attestationOf(STRANGER, START + 901, START + 902, "CT", "CHEST");
        bytes memory refusal =
            abi.encodeWithSelector(Pcac.OutdatedAttestation.selector, START + 901, START + 902, START);
        refuses(PATIENT, it, refusal);
        it.attestation = attestationOf(STRANGER, START, START + 1, "CT", "CHEST");
        refuses(PATIENT, it, abi.encodeWithSelector(Pcac.NotRadiologist.selector, STRANGER));
        it.attestation = attestationOf(RADIOLOGIST, START, START + 1, "CT", "CHEST");
        refuses(PATIENT, it, abi.encodeWithSelector(Pcac.BadAttestation.selector, ROOT_2, RADIOLOGIST));
    }

    function testACorrectionIsSignedForItsImageAndPlace(uint8 change) external {
        create(ROOT_3);
        SignedAttestation memory other = message(PATIENT, ROOT, 2, ROOT, ROOT_2);
        if (change % 4 == 0) {
            other.image = ROOT_3;
        } else if (change % 4 == 1) {
            other.version = 3;
        } else if (change % 4 == 2) {
            other.previous = ROOT_3;
        } else {
            other.root = ROOT_3;
        }
        Pcac.Correction memory it = correctionOf(ROOT, 2, ROOT, ROOT_2, "");
        it.signatureAndCapsule = packed(attested(other), capsuleOf(0));
        refuses(PATIENT, it, abi.encodeWithSelector(Pcac.BadAttestation.selector, ROOT_2, RADIOLOGIST));
    }

    function testAGrantNeedsAnApprovalInForce(uint256 later) external {
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotApproved.selector, ROOT, STRANGER);
        refusesBoth(PATIENT, grant(STRANGER, capsuleOf(3)), refusal);
        vm.warp(bound(later, EXPIRY, EXPIRY + 80 days));
        refusal = abi.encodeWithSelector(Pcac.NotApproved.selector, ROOT, REQUESTER);
        refusesBoth(PATIENT, grant(REQUESTER, capsuleOf(3)), refusal);
    }

    function testWhoIsRemovedGetsNothing() external {
        Pcac.Rotation memory it = rotationOf(ROOT, 2, ROOT_2, only(REQUESTER), grant(REQUESTER, capsuleOf(3)));
        refuses(PATIENT, it, abi.encodeWithSelector(Pcac.NotApproved.selector, ROOT, REQUESTER));
    }

    function testOnlyAnApprovalIsRemoved() external {
        remove(ROOT, REQUESTER);
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotApproved.selector, ROOT, REQUESTER);
        refuses(PATIENT, rotationOf(ROOT, 2, ROOT_2, only(REQUESTER), ""), refusal);
        vm.warp(EXPIRY + 1);
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(ROOT, 2, ROOT_2, only(SECOND), ""));
        assertStatus(ROOT, SECOND, REMOVED);
    }

    function testARefusedVersionChangesNothing() external {
        bytes memory grants = abi.encodePacked(grant(REQUESTER, capsuleOf(3)), grant(STRANGER, capsuleOf(3)));
        Pcac.Rotation memory it = rotationOf(ROOT, 2, ROOT_2, only(SECOND), grants);
        refuses(PATIENT, it, abi.encodeWithSelector(Pcac.NotApproved.selector, ROOT, STRANGER));
        assertImage(1, ROOT, START_BLOCK, START_BLOCK);
        assertAccess(ROOT, REQUESTER, APPROVED, EXPIRY, START_BLOCK);
        assertStatus(ROOT, SECOND, APPROVED);
    }

    /// forge-config: default.fuzz.runs = 16
    function testTheLargestGrantIsTaken(uint256 sequence, uint256 length) external {
        sequence = bound(sequence, 1, 2 ** 63 - 1);
        length = bound(length, 1, 4096);
        takes(1, 4096);
        takes(2 ** 63 - 1, 1);
        takes(sequence, length);
    }

    function testACapsuleHas1To4096Bytes() external {
        bytes memory empty = abi.encodeWithSelector(Pcac.OutOfRange.selector, 0);
        bytes memory large = abi.encodeWithSelector(Pcac.TooLarge.selector, 4097, 4096);
        refusesBoth(PATIENT, grant(REQUESTER, ""), empty);
        refusesBoth(PATIENT, grant(REQUESTER, filled(4097)), large);
        Pcac.Rotation memory rotation = rotationOf(ROOT, 2, ROOT_2, none(), "");
        rotation.patientCapsule = "";
        refuses(STRANGER, rotation, empty);
        rotation.patientCapsule = filled(4097);
        refuses(STRANGER, rotation, large);
        Pcac.Correction memory correction = correctionOf(ROOT, 2, ROOT, ROOT_2, "");
        correction.signatureAndCapsule = packed(filled(65), "");
        refuses(STRANGER, correction, empty);
        correction.signatureAndCapsule = packed(filled(65), filled(4097));
        refuses(STRANGER, correction, large);
        correction.signatureAndCapsule = packed(filled(4097), filled(1));
        refuses(STRANGER, correction, large);
    }

    function testASequenceNumberIsFrom1To63Bits(uint64 sequence) external {
        sequence |= 1 << 63;
        bytes memory it = abi.encodePacked(REQUESTER, sequence, uint16(1), hex"01");
        refusesBoth(PATIENT, it, abi.encodeWithSelector(Pcac.OutOfRange.selector, sequence));
        it = abi.encodePacked(REQUESTER, uint64(0), uint16(1), hex"01");
        refusesBoth(PATIENT, it, abi.encodeWithSelector(Pcac.OutOfRange.selector, 0));
    }

    function testGrantsEndWhereTheySay(uint256 length) external {
        bytes memory whole = abi.encodePacked(grant(REQUESTER, capsuleOf(3)), grant(SECOND, capsuleOf(4)));
        length = bound(length, 1, whole.length - 1);
        vm.assume(length != 108);
        bytes memory cut = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            cut[i] = whole[i];
        }
        refusesBoth(PATIENT, cut, abi.encodeWithSelector(Pcac.Truncated.selector, length % 108));
    }

    /// forge-config: default.fuzz.runs = 8
    function testAHundredGrantsFit(uint256 count) external {
        count = bound(count, 0, 100);
        bytes memory grants;
        bytes memory recorded;
        for (uint256 i = 0; i < count; i++) {
            uint256 key = 0x1000 + i;
            publish(key, 1);
            request(ROOT, vm.addr(key));
            approve(ROOT, vm.addr(key), EXPIRY + i);
            bytes memory it = grant(vm.addr(key), filled(1 + 13 * i));
            grants = abi.encodePacked(grants, it);
            recorded = abi.encodePacked(recorded, uint40(EXPIRY + i), it);
        }
        Pcac.Rotation memory rotation = rotationOf(ROOT, 2, ROOT_2, none(), grants);
        vm.expectEmit(address(pcac));
        emit Pcac.RotationAdded(ROOT, PATIENT, 2, ROOT_2, rotation.keyCheck, rotation.patientCapsule, recorded);
        vm.prank(PATIENT);
        pcac.addRotation(rotation);
    }

    function takes(uint256 sequence, uint256 length) private {
        (, uint256 version,,) = pcac.imageOf(ROOT);
        bytes memory it = abi.encodePacked(REQUESTER, uint64(sequence), uint16(length), filled(length));
        bytes32 root = keccak256(abi.encode(sequence, length, version));
        Pcac.Rotation memory rotation = rotationOf(ROOT, version + 1, root, none(), it);
        vm.expectEmit(address(pcac));
        emit Pcac.RotationAdded(
            ROOT,
            PATIENT,
            version + 1,
            root,
            rotation.keyCheck,
            rotation.patientCapsule,
            abi.encodePacked(uint40(EXPIRY), it)
        );
        vm.prank(PATIENT);
        pcac.addRotation(rotation);
    }

    function rotate(uint256 version, bytes32 root) private {
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(ROOT, version, root, none(), ""));
    }

    function correct(uint256 version, bytes32 previous, bytes32 root) private {
        Pcac.Correction memory it = correctionOf(ROOT, version, previous, root, "");
        vm.prank(PATIENT);
        pcac.addCorrection(it);
    }

    function refusesBoth(address sender, bytes memory grants, bytes memory refusal) private {
        refuses(sender, correctionOf(ROOT, 2, ROOT, ROOT_2, grants), refusal);
        refuses(sender, rotationOf(ROOT, 2, ROOT_2, none(), grants), refusal);
    }

    function refusesBoth(
        address sender,
        bytes32 image,
        uint256 version,
        bytes32 previous,
        bytes32 root,
        bytes memory refusal
    ) private {
        refuses(sender, correctionOf(image, version, previous, root, ""), refusal);
        refuses(sender, rotationOf(image, version, root, none(), ""), refusal);
    }

    function refuses(address sender, Pcac.Correction memory it, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.addCorrection(it);
    }

    function refuses(address sender, Pcac.Rotation memory it, bytes memory refusal) private {
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.addRotation(it);
    }

    function assertImage(uint256 version, bytes32 root, uint256 blockNumber, uint256 attestedBlock) private view {
        (address patient, uint256 actual, uint256 added, uint256 attestedAt) = pcac.imageOf(ROOT);
        assertEq(patient, PATIENT, "patient");
        assertEq(actual, version, "version");
        assertTrue(pcac.isCurrentRoot(ROOT, root), "root");
        assertEq(added, blockNumber, "block");
        assertEq(attestedAt, attestedBlock, "block of the attestation");
    }

    /// @dev Whichever it is: the one in which the image has a slot with its patient.
    function mappingOfImages() private view returns (uint256) {
        for (uint256 place = 0; place < 20; place++) {
            bytes32 slot = keccak256(abi.encode(ROOT, place));
            if (address(uint160(uint256(vm.load(address(pcac), slot)))) == PATIENT) {
                return place;
            }
        }
        revert NotSo("an image has a slot");
    }
}
