// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";

/// @notice What each call costs as a transaction: notes of 320 bytes, reasons of 256, capsules of 78, certificates of 950.
/// @dev The figures are kept in snapshots/Gas.json; the limits are those of docs/ledger.md.
contract GasTest is PcacTest {
    uint256 private constant EXPIRY = START + 365 days;

    function setUp() public override {
        super.setUp();
        create(ROOT);
    }

    function testDeploy() external {
        bytes memory code = bytes.concat(vm.getCode("PatientCentricAccessControl.sol"), abi.encode(OWNER));
        uint256 gas = 53_000 + words(code.length) * 2 + dataGas(code);
        uint256 before = gasleft();
        address made;
        assembly {
            made := create(0, add(code, 32), mload(code))
        }
        gas += before - gasleft() - 32_000;
        keep("deploy", gas, 3_000_000);
        // Half of what is allowed.
        keep("code in bytes", made.code.length, 12_288);
    }

    function testCreateContract() external {
        bytes memory signatureAndCapsule = deposit(PATIENT, ROOT_2);
        vm.prank(PATIENT);
        pcac.createContract(ROOT_2, signatureAndCapsule, attestation());
        keep("createContract", used(), 63_000);
    }

    function testPublishKey() external {
        publish(STRANGER_KEY, 1);
        keep("publishKey", used(), 80_000);
    }

    function testRequestAccess() external {
        request(ROOT, REQUESTER);
        keep("requestAccess", used(), 62_200);
    }

    function testApproveRequester() external {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        keep("approveRequester", used(), 40_000);
    }

    function testApproveRequesterWithALimit() external {
        vm.prank(PATIENT);
        pcac.setApprovalLimit(10, 1 days);
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        keep("approveRequester with a limit", used(), 44_000);
    }

    function testApproveRequesterWithAPostQuantumCapsule() external {
        request(ROOT, REQUESTER);
        Pcac.Approval memory it = approval(ROOT, REQUESTER, EXPIRY);
        it.capsule = filled(1200);
        vm.prank(PATIENT);
        pcac.approveRequester(it);
        keep("approveRequester with a capsule of 1200 bytes", used(), 74_000);
    }

    function testApproveTenRequesters() external {
        Pcac.Approval[] memory approvals = new Pcac.Approval[](10);
        for (uint256 i = 0; i < 10; i++) {
            uint256 key = 0x3000 + i;
            bytes32 root = keccak256(abi.encode("image", i));
            create(root);
            publish(key, 1);
            request(root, vm.addr(key));
            approvals[i] = approval(root, vm.addr(key), EXPIRY);
        }
        vm.prank(PATIENT);
        pcac.approveRequesters(approvals);
        keep("approveRequesters, each of ten", used() / 10, 19_000);
    }

    function testRequestTenAccesses() external {
        Pcac.Request[] memory requests = new Pcac.Request[](10);
        for (uint256 i = 0; i < 10; i++) {
            bytes32 root = keccak256(abi.encode("image", i));
            create(root);
            requests[i] = Pcac.Request(root, true, filled(320));
        }
        vm.prank(REQUESTER);
        pcac.requestAccesses(requests);
        keep("requestAccesses, each of ten", used() / 10, 40_000);
    }

    function testRenewRequester() external {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        Pcac.Approval memory it = approval(ROOT, REQUESTER, EXPIRY);
        vm.roll(START_BLOCK + 1);
        vm.prank(PATIENT);
        pcac.renewRequester(it);
        keep("renewRequester", used(), 40_000);
    }

    function testDenyRequester() external {
        request(ROOT, REQUESTER);
        deny(ROOT, REQUESTER);
        keep("denyRequester", used(), 40_000);
    }

    function testRemoveRequester() external {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        remove(ROOT, REQUESTER);
        keep("removeRequester", used(), 40_000);
    }

    function testTraceAuthorization() external {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        vm.prank(REQUESTER);
        pcac.traceAuthorization(ROOT, REQUESTER);
        keep("traceAuthorization by the requester", used(), 27_500);
        vm.prank(PATIENT);
        pcac.traceAuthorization(ROOT, REQUESTER);
        keep("traceAuthorization by the patient", used(), 29_500);
    }

    function testAddVersions() external {
        Pcac.Correction memory correction = correctionOf(ROOT, 2, ROOT, ROOT_2, "");
        vm.prank(PATIENT);
        pcac.addCorrection(correction);
        keep("addCorrection", used(), 73_000);
        create(ROOT_3);
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(ROOT_3, 2, keccak256("another"), none(), ""));
        keep("addRotation", used(), 60_000);
    }

    function testAddARotationWithTenCapsules() external {
        bytes memory grants;
        for (uint256 i = 0; i < 10; i++) {
            uint256 key = 0x3000 + i;
            publish(key, 1);
            request(ROOT, vm.addr(key));
            approve(ROOT, vm.addr(key), EXPIRY);
            grants = bytes.concat(grants, grant(vm.addr(key), capsuleOf(2)));
        }
        vm.roll(START_BLOCK + 1);
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(ROOT, 2, ROOT_2, none(), grants));
        uint256 withTen = used();
        create(ROOT_3);
        vm.prank(PATIENT);
        pcac.addRotation(rotationOf(ROOT_3, 2, keccak256("another"), none(), ""));
        keep("each capsule of a version", (withTen - used()) / 10, 8_000);
    }

    function testSetApprovalLimit() external {
        vm.prank(PATIENT);
        pcac.setApprovalLimit(10, 1 days);
        keep("setApprovalLimit", used(), 50_000);
    }

    function testInstitutions() external {
        vm.prank(OWNER);
        pcac.registerInstitution(CLINIC, "Clinic");
        keep("registerInstitution", used(), 50_000);
        vm.prank(CLINIC);
        pcac.registerMember(ROLE_REQUESTER, REQUESTER);
        keep("registerMember", used(), 52_000);
    }

    // What a sponsor pays: the signature, and the slot that keeps the digest.

    function testCreateContractBySig() external {
        bytes memory signatureAndCapsule = deposit(PATIENT, ROOT_2);
        bytes32 attestedHash = vm.eip712HashStruct(ATTESTATION, abi.encode(message(PATIENT, ROOT_2, 1, 0, ROOT_2)));
        bytes32 typeHash = keccak256(
            bytes(
                string.concat(
                    "CreateContract(Attestation attestation,bytes attestationSignature,bytes patientCapsule,address sender,uint256 nonce,uint64 deadline)",
                    ATTESTATION
                )
            )
        );
        bytes memory signed = attested(message(PATIENT, ROOT_2, 1, 0, ROOT_2));
        Pcac.Authorization memory by = authorization(
            PATIENT_KEY,
            uint256(keccak256("nonce")),
            keccak256(
                abi.encode(
                    typeHash,
                    attestedHash,
                    keccak256(signed),
                    keccak256(capsuleOf(0)),
                    PATIENT,
                    uint256(keccak256("nonce")),
                    deadline()
                )
            )
        );
        vm.prank(PAYER);
        pcac.createContractBySig(ROOT_2, signatureAndCapsule, attestation(), by);
        keep("createContractBySig", used(), 97_000);
    }

    function testRequestAccessBySig() external {
        bytes memory notes = filled(320);
        bytes32 typeHash = keccak256(
            "RequestAccess(bytes32 image,bool isSealed,bytes notes,address sender,uint256 nonce,uint64 deadline)"
        );
        bytes32 hash = keccak256(
            abi.encode(
                typeHash, ROOT, true, keccak256(notes), REQUESTER, uint256(keccak256("nonce")), deadline()
            )
        );
        Pcac.Authorization memory by = authorization(REQUESTER_KEY, uint256(keccak256("nonce")), hash);
        vm.prank(PAYER);
        pcac.requestAccessBySig(notes, true, ROOT, by);
        keep("requestAccessBySig", used(), 93_400);
    }

    function testApproveRequesterBySig() external {
        request(ROOT, REQUESTER);
        Pcac.Approval memory it = approval(ROOT, REQUESTER, EXPIRY);
        bytes32 typeHash = keccak256(
            "ApproveRequester(bytes32 image,address requester,uint32 version,uint64 expiry,bytes capsule,uint64 certificateSequence,address sender,uint256 nonce,uint64 deadline)"
        );
        bytes32 hash = keccak256(
            abi.encode(
                typeHash,
                ROOT,
                REQUESTER,
                1,
                EXPIRY,
                keccak256(it.capsule),
                1,
                PATIENT,
                uint256(keccak256("nonce")),
                deadline()
            )
        );
        Pcac.Authorization memory by = authorization(PATIENT_KEY, uint256(keccak256("nonce")), hash);
        vm.prank(PAYER);
        pcac.approveRequesterBySig(it, by);
        keep("approveRequesterBySig", used(), 73_000);
    }

    function testRemoveRequesterBySig() external {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        Pcac.Ending memory it = ending(ROOT, REQUESTER);
        bytes32 typeHash = keccak256(
            "RemoveRequester(bytes32 image,address requester,uint8 code,bool isSealed,bytes reason,address sender,uint256 nonce,uint64 deadline)"
        );
        bytes32 hash = keccak256(
            abi.encode(
                typeHash,
                ROOT,
                REQUESTER,
                it.code,
                it.isSealed,
                keccak256(it.reason),
                PATIENT,
                uint256(keccak256("nonce")),
                deadline()
            )
        );
        Pcac.Authorization memory by = authorization(PATIENT_KEY, uint256(keccak256("nonce")), hash);
        vm.prank(PAYER);
        pcac.removeRequesterBySig(it, by);
        keep("removeRequesterBySig", used(), 73_000);
    }

    /// @dev For coverage it is compiled without the optimizer, which says nothing about what it costs.
    function keep(string memory name, uint256 gas, uint256 limit) private {
        if (keccak256(bytes(vm.envOr("FOUNDRY_PROFILE", string("")))) == keccak256("coverage")) {
            return;
        }
        vm.snapshotValue("Gas", name, gas);
        assertTrue(gas <= limit, string.concat(name, " costs more than it should"));
    }

    function used() private view returns (uint256) {
        return vm.lastCallGas().gasTotalUsed;
    }

    function words(uint256 length) private pure returns (uint256) {
        return (length + 31) / 32;
    }

    function dataGas(bytes memory data) private pure returns (uint256 gas) {
        for (uint256 i = 0; i < data.length; i++) {
            gas += data[i] == 0 ? 4 : 16;
        }
    }
}
