// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";

contract ImagesTest is PcacTest {
    function testThePatientRegistersAnImage(bytes32 root) external {
        bytes memory signatureAndCapsule = deposit(PATIENT, root);
        vm.roll(START_BLOCK + 3);
        vm.expectEmit(address(pcac));
        emit Pcac.ContractCreated(root, PATIENT, attestation(), signatureAndCapsule);
        vm.prank(PATIENT);
        pcac.createContract(root, signatureAndCapsule, attestation());
        assertImage(root, 1, root, START_BLOCK + 3, START_BLOCK + 3);
    }

    function testTheEventIsPaddedWithZeros(uint256 length) external {
        bytes memory capsule = filled(bound(length, 1, 4096));
        bytes memory signatureAndCapsule = packed(attested(message(PATIENT, ROOT, 1, 0, ROOT)), capsule);
        vm.recordLogs();
        vm.prank(PATIENT);
        pcac.createContract(ROOT, signatureAndCapsule, attestation());
        bytes memory data = vm.getRecordedLogs()[0].data;
        assertEq(keccak256(data), keccak256(abi.encode(attestation(), signatureAndCapsule)), "data of the event");
    }

    function testARootIsRegisteredOnceForAllPatients() external {
        create(ROOT);
        refuses(PATIENT, ROOT, deposit(PATIENT, ROOT), attestation(), abi.encodeWithSelector(Pcac.RootKnown.selector, ROOT));
        refuses(STRANGER, ROOT, deposit(STRANGER, ROOT), attestation(), abi.encodeWithSelector(Pcac.RootKnown.selector, ROOT));
    }

    function testTheRootOfALaterVersionIsNotRegistered() external {
        create(ROOT);
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(ROOT, 2, ROOT_2, none(), ""));
        bytes memory refusal = abi.encodeWithSelector(Pcac.RootKnown.selector, ROOT_2);
        refuses(PATIENT, ROOT_2, deposit(PATIENT, ROOT_2), attestation(), refusal);
    }

    function testARootIsKnownBeforeAnythingElseIsLookedAt() external {
        create(ROOT);
        Pcac.Attestation memory late = attestationOf(STRANGER, START + 1 days, START + 1000 days, "", "");
        refuses(PATIENT, ROOT, packed("", capsuleOf(0)), late, abi.encodeWithSelector(Pcac.RootKnown.selector, ROOT));
    }

    function testTheDateIsAtMost15MinutesInTheFuture(uint256 ahead) external {
        ahead = bound(ahead, 0, 30 minutes);
        registers(START + ahead, START + ahead + 1, ahead <= 15 minutes);
    }

    function testTheLastDayIsAtMost90DaysAfterTheDate(uint256 lifetime) external {
        lifetime = bound(lifetime, 0, 180 days);
        registers(START, START + lifetime, lifetime <= 90 days);
    }

    function testItIsRegisteredUpToTheLastSecond(uint256 age) external {
        age = bound(age, 0, 180 days);
        uint256 date = START - 90 days;
        vm.warp(date + age);
        registers(date, date + 90 days, age <= 90 days);
    }

    function testOutdatedComesBeforeTheRadiologist() external {
        Pcac.Attestation memory it = attestationOf(STRANGER, START + 901, START + 902, "", "");
        bytes memory refusal =
            abi.encodeWithSelector(Pcac.OutdatedAttestation.selector, START + 901, START + 902, START);
        refuses(PATIENT, ROOT, packed("", capsuleOf(0)), it, refusal);
    }

    function testTheRadiologistIsARadiologistOfARegisteredInstitutionNow() external {
        bytes memory refusal = abi.encodeWithSelector(Pcac.NotRadiologist.selector, RADIOLOGIST);
        bytes memory good = deposit(PATIENT, ROOT);
        vm.prank(HOSPITAL);
        pcac.removeMember(ROLE_RADIOLOGIST, RADIOLOGIST);
        refuses(PATIENT, ROOT, good, attestation(), refusal);
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_REQUESTER, RADIOLOGIST);
        refuses(PATIENT, ROOT, good, attestation(), refusal);
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_RADIOLOGIST, RADIOLOGIST);
        vm.prank(OWNER);
        pcac.removeInstitution(HOSPITAL);
        refuses(PATIENT, ROOT, good, attestation(), refusal);
    }

    function testTheZeroAddressAttestsToNothing() external {
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_RADIOLOGIST, address(0));
        Pcac.Attestation memory it = attestationOf(address(0), START, START + 1, "CT", "CHEST");
        bytes memory refusal = abi.encodeWithSelector(Pcac.BadAttestation.selector, ROOT, address(0));
        refuses(PATIENT, ROOT, packed(new bytes(65), capsuleOf(0)), it, refusal);
        refuses(PATIENT, ROOT, packed(filled(65), capsuleOf(0)), it, refusal);
    }

    function testARadiologistWhoWasRemovedLaterLeavesTheImage() external {
        create(ROOT);
        vm.prank(HOSPITAL);
        pcac.removeMember(ROLE_RADIOLOGIST, RADIOLOGIST);
        request(ROOT, REQUESTER);
        assertStatus(ROOT, REQUESTER, PENDING);
    }

    function testOnlyThePatientInTheAttestationRegisters(address sender) external {
        vm.assume(sender != PATIENT);
        bytes memory refusal = abi.encodeWithSelector(Pcac.BadAttestation.selector, ROOT, RADIOLOGIST);
        refuses(sender, ROOT, deposit(PATIENT, ROOT), attestation(), refusal);
    }

    function testEveryValueIsSigned(uint8 change, uint256 bit) external {
        Pcac.Attestation memory it = attestation();
        bytes32 root = ROOT;
        bytes32 flip = bytes32(1 << (bit % 256));
        uint256 which = change % 5;
        if (which == 0) {
            root ^= flip;
        } else if (which == 1) {
            it.statement ^= flip;
        } else if (which == 2) {
            it.keyCheck ^= flip;
        } else if (which == 3) {
            it.radiologistCertificate ^= flip;
        } else {
            it.description = bytes32(abi.encodePacked(bytes16("MR"), bytes16("CHEST")));
        }
        bytes memory refusal = abi.encodeWithSelector(Pcac.BadAttestation.selector, root, RADIOLOGIST);
        refuses(PATIENT, root, deposit(PATIENT, ROOT), it, refusal);
    }

    function testTheDatesAreSigned(uint256 earlier, uint256 sooner) external {
        earlier = bound(earlier, 0, 1000);
        sooner = bound(sooner, 0, 1000);
        vm.assume(earlier + sooner > 0);
        Pcac.Attestation memory it =
            attestationOf(RADIOLOGIST, START - earlier, START + LIFETIME - earlier - sooner, "CT", "CHEST");
        bytes memory refusal = abi.encodeWithSelector(Pcac.BadAttestation.selector, ROOT, RADIOLOGIST);
        refuses(PATIENT, ROOT, deposit(PATIENT, ROOT), it, refusal);
    }

    function testCodesOfAnyLengthAreTextsOfThatLength(uint256 modality, uint256 bodyPart) external {
        SignedAttestation memory signed = message(PATIENT, ROOT, 1, 0, ROOT);
        signed.modality = string(filled(bound(modality, 0, 16)));
        signed.bodyPart = string(filled(bound(bodyPart, 0, 16)));
        Pcac.Attestation memory it =
            attestationOf(RADIOLOGIST, START, START + LIFETIME, signed.modality, signed.bodyPart);
        vm.prank(PATIENT);
        pcac.createContract(ROOT, packed(attested(signed), capsuleOf(0)), it);
        assertImage(ROOT, 1, ROOT, START_BLOCK, START_BLOCK);
    }

    function testTheLengthsOfTheCodesAreSigned(uint8 modality, uint8 bodyPart) external {
        vm.assume(modality != 2 || bodyPart != 5);
        Pcac.Attestation memory it = attestation();
        it.attestedBy = bytes32((uint256(it.attestedBy) >> 16 << 16) | (uint256(modality) << 8) | bodyPart);
        bytes memory refusal = abi.encodeWithSelector(Pcac.BadAttestation.selector, ROOT, RADIOLOGIST);
        refuses(PATIENT, ROOT, deposit(PATIENT, ROOT), it, refusal);
    }

    function testTheAttestationOfACorrectionMakesNoImage() external {
        bytes memory corrected = packed(attested(message(PATIENT, ROOT, 2, ROOT_2, ROOT_3)), capsuleOf(0));
        bytes memory refusal = abi.encodeWithSelector(Pcac.BadAttestation.selector, ROOT_3, RADIOLOGIST);
        refuses(PATIENT, ROOT_3, corrected, attestation(), refusal);
    }

    function testACapsuleHas1To4096Bytes() external {
        bytes memory signed = attested(message(PATIENT, ROOT, 1, 0, ROOT));
        bytes memory refusal = abi.encodeWithSelector(Pcac.OutOfRange.selector, 0);
        refuses(PATIENT, ROOT, packed(signed, ""), attestation(), refusal);
        refusal = abi.encodeWithSelector(Pcac.TooLarge.selector, 4097, 4096);
        refuses(PATIENT, ROOT, packed(signed, filled(4097)), attestation(), refusal);
        vm.prank(PATIENT);
        pcac.createContract(ROOT, packed(signed, filled(4096)), attestation());
    }

    function testASignatureHasAtMost4096Bytes() external {
        bytes memory refusal = abi.encodeWithSelector(Pcac.TooLarge.selector, 4097, 4096);
        refuses(PATIENT, ROOT, packed(filled(4097), capsuleOf(0)), attestation(), refusal);
        refusal = abi.encodeWithSelector(Pcac.BadAttestation.selector, ROOT, RADIOLOGIST);
        refuses(PATIENT, ROOT, packed(filled(4096), capsuleOf(0)), attestation(), refusal);
    }

    function testSignatureAndCapsuleEndWhereTheySay(uint16 signatureLength, uint256 cut) external {
        bytes memory whole = abi.encodePacked(signatureLength, new bytes(signatureLength));
        bytes memory it = new bytes(bound(cut, 2, uint256(signatureLength) + 2));
        for (uint256 i = 0; i < 2; i++) {
            it[i] = whole[i];
        }
        bytes memory refusal = it.length < whole.length
            ? abi.encodeWithSelector(Pcac.Truncated.selector, it.length)
            : signatureLength > 4096
                ? abi.encodeWithSelector(Pcac.TooLarge.selector, signatureLength, 4096)
                : abi.encodeWithSelector(Pcac.OutOfRange.selector, 0);
        refuses(PATIENT, ROOT, it, attestation(), refusal);
    }

    function testNothingIsNoSignature() external {
        refuses(PATIENT, ROOT, "", attestation(), abi.encodeWithSelector(Pcac.Truncated.selector, 0));
        refuses(PATIENT, ROOT, hex"00", attestation(), abi.encodeWithSelector(Pcac.Truncated.selector, 1));
    }

    function testWhatIsNoImageHasNoPatient(bytes32 id) external view {
        (address patient, uint256 version, uint256 blockNumber, uint256 attestedBlock) = pcac.imageOf(id);
        assertEq(patient, address(0), "patient");
        assertTrue(version == 0 && blockNumber == 0 && attestedBlock == 0, "nothing is known of it");
        assertTrue(!pcac.isCurrentRoot(id, id), "nor has it a root");
    }

    function registers(uint256 date, uint256 lastDay, bool accepted) private {
        SignedAttestation memory signed = message(PATIENT, ROOT, 1, 0, ROOT);
        signed.date = uint64(date);
        signed.lastDay = uint64(lastDay);
        bytes memory signatureAndCapsule = packed(attested(signed), capsuleOf(0));
        Pcac.Attestation memory it = attestationOf(RADIOLOGIST, date, lastDay, "CT", "CHEST");
        if (accepted) {
            vm.prank(PATIENT);
            pcac.createContract(ROOT, signatureAndCapsule, it);
            assertImage(ROOT, 1, ROOT, START_BLOCK, START_BLOCK);
        } else {
            bytes memory refusal =
                abi.encodeWithSelector(Pcac.OutdatedAttestation.selector, date, lastDay, block.timestamp);
            refuses(PATIENT, ROOT, signatureAndCapsule, it, refusal);
        }
    }

    function refuses(
        address sender,
        bytes32 root,
        bytes memory signatureAndCapsule,
        Pcac.Attestation memory it,
        bytes memory refusal
    ) private {
        vm.expectRevert(refusal);
        vm.prank(sender);
        pcac.createContract(root, signatureAndCapsule, it);
    }

    function assertImage(bytes32 id, uint256 version, bytes32 root, uint256 blockNumber, uint256 attestedBlock)
        private
        view
    {
        (address patient, uint256 actual, uint256 added, uint256 attestedAt) = pcac.imageOf(id);
        assertEq(patient, PATIENT, "patient");
        assertEq(actual, version, "version");
        assertTrue(pcac.isCurrentRoot(id, root), "root");
        assertEq(added, blockNumber, "block");
        assertEq(attestedAt, attestedBlock, "block of the attestation");
    }
}
