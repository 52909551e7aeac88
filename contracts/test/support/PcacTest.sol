// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../../src/IPatientCentricAccessControl.sol";
import {Messages} from "./Messages.sol";

/// @title What all tests begin with: a contract, a hospital with a radiologist, a patient, and requesters with a key
abstract contract PcacTest is Messages {
    uint256 internal constant RADIOLOGIST_KEY = 0xa1;
    uint256 internal constant PATIENT_KEY = 0xa2;
    uint256 internal constant REQUESTER_KEY = 0xa3;
    uint256 internal constant SECOND_KEY = 0xa4;
    uint256 internal constant STRANGER_KEY = 0xa5;

    address internal immutable OWNER = vm.addr(0xb1);
    address internal immutable HOSPITAL = vm.addr(0xb2);
    address internal immutable CLINIC = vm.addr(0xb3);
    address internal immutable PAYER = vm.addr(0xb4);
    address internal immutable RADIOLOGIST = vm.addr(RADIOLOGIST_KEY);
    address internal immutable PATIENT = vm.addr(PATIENT_KEY);
    address internal immutable REQUESTER = vm.addr(REQUESTER_KEY);
    address internal immutable SECOND = vm.addr(SECOND_KEY);
    address internal immutable STRANGER = vm.addr(STRANGER_KEY);

    uint256 internal constant START = 1_790_000_000;
    uint256 internal constant START_BLOCK = 1_000;
    bytes32 internal constant ROOT = keccak256("root");
    bytes32 internal constant ROOT_2 = keccak256("root 2");
    bytes32 internal constant ROOT_3 = keccak256("root 3");

    uint256 internal constant ROLE_RADIOLOGIST = 1;
    uint256 internal constant ROLE_REQUESTER = 2;

    uint256 internal constant NONE = 0;
    uint256 internal constant PENDING = 1;
    uint256 internal constant APPROVED = 2;
    uint256 internal constant DENIED = 3;
    uint256 internal constant REMOVED = 4;
    uint256 internal constant WITHDRAWN = 5;

    uint256 internal constant LIFETIME = 90 days;

    Pcac internal pcac;

    /// @notice What an owner publishes.
    struct Key {
        bytes certificate;
        uint256 sequence;
        bytes ownerBinding;
        bytes certificateBinding;
    }

    function setUp() public virtual {
        vm.setEvmVersion("prague");
        vm.warp(START);
        vm.roll(START_BLOCK);
        pcac = deployed();
        vm.prank(OWNER);
        pcac.registerInstitution(HOSPITAL, "Hospital");
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_RADIOLOGIST, RADIOLOGIST);
        publish(REQUESTER_KEY, 1);
        publish(SECOND_KEY, 1);
    }

    function deployed() internal returns (Pcac) {
        return Pcac(vm.deployCode("PatientCentricAccessControl.sol", abi.encode(OWNER)));
    }

    // Signatures.

    function digestOf(bytes32 structHash) internal view returns (bytes32) {
        return digestOn(block.chainid, address(pcac), structHash);
    }

    function digestOn(uint256 chain, address target, bytes32 structHash) internal pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("PCIM"),
                keccak256("1"),
                chain,
                target
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }

    function signature(uint256 key, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }

    /// @notice The sender's own authorization of the call with this struct hash.
    function authorization(uint256 key, uint256 nonce, bytes32 structHash)
        internal
        view
        returns (Pcac.Authorization memory)
    {
        return Pcac.Authorization(vm.addr(key), nonce, deadline(), signature(key, digestOf(structHash)));
    }

    function deadline() internal view returns (uint256) {
        return block.timestamp + 1 hours;
    }

    // Certificates.

    function keyOf(uint256 key, uint256 sequence) internal view returns (Key memory it) {
        it.certificate = filled(950);
        it.sequence = sequence;
        it.ownerBinding = ownerBinding(key, it.certificate, sequence);
        it.certificateBinding = filled(130);
    }

    function ownerBinding(uint256 key, bytes memory certificate, uint256 sequence)
        internal
        view
        returns (bytes memory)
    {
        bytes32 structHash = vm.eip712HashStruct(
            "KeyBinding(address owner,bytes32 certificate,uint64 sequence)",
            abi.encode(vm.addr(key), sha256(certificate), sequence)
        );
        return signature(key, digestOf(structHash));
    }

    function publish(uint256 key, uint256 sequence) internal {
        bytes memory it = packed(keyOf(key, sequence));
        vm.prank(vm.addr(key));
        pcac.publishKey(sequence, it);
    }

    function packed(Key memory it) internal pure returns (bytes memory) {
        return abi.encodePacked(
            uint16(it.ownerBinding.length),
            it.ownerBinding,
            uint16(it.certificateBinding.length),
            it.certificateBinding,
            it.certificate
        );
    }

    // Attestations.

    function attestation() internal view returns (Pcac.Attestation memory) {
        return attestationOf(RADIOLOGIST, block.timestamp, block.timestamp + LIFETIME, "CT", "CHEST");
    }

    function attestationOf(
        address radiologist,
        uint256 date,
        uint256 lastDay,
        string memory modality,
        string memory bodyPart
    ) internal pure returns (Pcac.Attestation memory it) {
        it.statement = keccak256("statement");
        it.keyCheck = keccak256("key check");
        it.radiologistCertificate = keccak256("certificate");
        it.description = bytes32(abi.encodePacked(bytes16(bytes(modality)), bytes16(bytes(bodyPart))));
        it.attestedBy = bytes32(
            abi.encodePacked(
                radiologist,
                uint40(date),
                uint40(lastDay),
                uint8(bytes(modality).length),
                uint8(bytes(bodyPart).length)
            )
        );
    }

    /// @notice What the radiologist signs, as EIP-712 has it.
    function message(address patient, bytes32 image, uint256 version, bytes32 previous, bytes32 root)
        internal
        view
        returns (SignedAttestation memory it)
    {
        it.patient = patient;
        it.image = image;
        it.version = uint32(version);
        it.previous = previous;
        it.root = root;
        it.statement = keccak256("statement");
        it.keyCheck = keccak256("key check");
        it.modality = "CT";
        it.bodyPart = "CHEST";
        it.radiologist = RADIOLOGIST;
        it.radiologistCertificate = keccak256("certificate");
        it.date = uint64(block.timestamp);
        it.lastDay = uint64(block.timestamp + LIFETIME);
    }

    function attested(SignedAttestation memory it) internal view returns (bytes memory) {
        return signature(RADIOLOGIST_KEY, digestOf(vm.eip712HashStruct(ATTESTATION, abi.encode(it))));
    }

    function packed(bytes memory attestationSignature, bytes memory capsule) internal pure returns (bytes memory) {
        return abi.encodePacked(uint16(attestationSignature.length), attestationSignature, capsule);
    }

    /// @notice Signature and capsule of the patient's first version.
    function deposit(address patient, bytes32 root) internal view returns (bytes memory) {
        return packed(attested(message(patient, root, 1, 0, root)), capsuleOf(0));
    }

    function correctionOf(bytes32 image, uint256 version, bytes32 previous, bytes32 root, bytes memory grants)
        internal
        view
        returns (Pcac.Correction memory it)
    {
        it.image = image;
        it.version = version;
        it.previous = previous;
        it.root = root;
        it.attestation = attestation();
        it.signatureAndCapsule = packed(attested(message(PATIENT, image, version, previous, root)), capsuleOf(0));
        it.grants = grants;
    }

    function rotationOf(
        bytes32 image,
        uint256 version,
        bytes32 root,
        address[] memory removed,
        bytes memory grants
    ) internal pure returns (Pcac.Rotation memory) {
        return Pcac.Rotation(image, version, root, keccak256("key check"), capsuleOf(0), removed, grants);
    }

    // Steps of the protocol.

    function create(bytes32 root) internal {
        bytes memory signatureAndCapsule = deposit(PATIENT, root);
        vm.prank(PATIENT);
        pcac.createContract(root, signatureAndCapsule, attestation());
    }

    function request(bytes32 image, address requester) internal {
        vm.prank(requester);
        pcac.requestAccess(filled(320), true, image);
    }

    function approve(bytes32 image, address requester, uint256 expiry) internal {
        Pcac.Approval memory it = approval(image, requester, expiry);
        vm.prank(PATIENT);
        pcac.approveRequester(it);
    }

    function approval(bytes32 image, address requester, uint256 expiry) internal view returns (Pcac.Approval memory) {
        (, uint256 version,,) = pcac.imageOf(image);
        return Pcac.Approval(image, requester, version, expiry, capsuleOf(1), 1);
    }

    function remove(bytes32 image, address requester) internal {
        vm.prank(PATIENT);
        pcac.removeRequester(ending(image, requester));
    }

    function deny(bytes32 image, address requester) internal {
        vm.prank(PATIENT);
        pcac.denyRequester(ending(image, requester));
    }

    function ending(bytes32 image, address requester) internal pure returns (Pcac.Ending memory) {
        return Pcac.Ending(image, requester, 1, true, filled(256));
    }

    // What the ledger says.

    function assertStatus(bytes32 image, address requester, uint256 expected) internal view {
        (uint256 status,,) = pcac.accessOf(image, requester);
        assertEq(status, expected, "status");
    }

    function assertAccess(bytes32 image, address requester, uint256 status, uint256 expiry, uint256 blockNumber)
        internal
        view
    {
        (uint256 actual, uint256 actualExpiry, uint256 actualBlock) = pcac.accessOf(image, requester);
        assertEq(actual, status, "status");
        assertEq(actualExpiry, expiry, "expiry");
        assertEq(actualBlock, blockNumber, "block of the capsule");
    }

    // Values.

    /// @notice So many bytes, none of them zero.
    function filled(uint256 length) internal pure returns (bytes memory it) {
        it = new bytes(length);
        for (uint256 i = 0; i < length; i++) {
            it[i] = bytes1(uint8(1 + i % 255));
        }
    }

    /// @notice A capsule as pcim-crypto makes them, of 78 bytes.
    function capsuleOf(uint8 mark) internal pure returns (bytes memory it) {
        it = filled(78);
        it[0] = bytes1(mark + 1);
    }

    function grant(address requester, bytes memory capsule) internal pure returns (bytes memory) {
        return abi.encodePacked(requester, uint64(1), uint16(capsule.length), capsule);
    }

    function none() internal pure returns (address[] memory) {
        return new address[](0);
    }

    function only(address one) internal pure returns (address[] memory it) {
        it = new address[](1);
        it[0] = one;
    }
}
