// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";

/// @notice Each call's twin: the payer sends, the sender has signed.
contract SignedCallsTest is PcacTest {
    uint256 private constant EXPIRY = START + 100_000;
    uint256 private constant NONCE = uint256(keccak256("nonce"));

    struct PublishKey {
        address owner;
        bytes certificate;
        uint64 sequence;
        bytes ownerBinding;
        bytes certificateBinding;
        address sender;
        uint256 nonce;
        uint64 deadline;
    }

    struct CreateContract {
        SignedAttestation attestation;
        bytes attestationSignature;
        bytes patientCapsule;
        address sender;
        uint256 nonce;
        uint64 deadline;
    }

    struct RequestAccesses {
        SignedRequest[] requests;
        address sender;
        uint256 nonce;
        uint64 deadline;
    }

    struct ApproveRequesters {
        SignedApproval[] approvals;
        address sender;
        uint256 nonce;
        uint64 deadline;
    }

    struct AddCorrection {
        SignedAttestation attestation;
        bytes attestationSignature;
        bytes patientCapsule;
        SignedRegrant[] grants;
        address sender;
        uint256 nonce;
        uint64 deadline;
    }

    struct AddRotation {
        bytes32 image;
        uint32 version;
        bytes32 root;
        bytes32 keyCheck;
        bytes patientCapsule;
        address[] removed;
        SignedRegrant[] grants;
        address sender;
        uint256 nonce;
        uint64 deadline;
    }

    function setUp() public override {
        super.setUp();
        create(ROOT);
        vm.roll(START_BLOCK + 1);
    }

    function testPublishKey() external {
        Key memory it = keyOf(STRANGER_KEY, 5);
        bytes memory encoded = abi.encode(
            PublishKey(
                STRANGER,
                it.certificate,
                5,
                it.ownerBinding,
                it.certificateBinding,
                STRANGER,
                NONCE,
                uint64(deadline())
            )
        );
        string memory fields =
            "address owner,bytes certificate,uint64 sequence,bytes ownerBinding,bytes certificateBinding,";
        Pcac.Authorization memory by = signed(STRANGER_KEY, callHash("PublishKey", fields, "", encoded));
        recorded(by, callHash("PublishKey", fields, "", encoded), abi.encodeCall(Pcac.publishKeyBySig, (5, packed(it), by)));
        (uint256 sequence,) = pcac.keyOf(STRANGER);
        assertEq(sequence, 5, "sequence");
    }

    function testCreateContract() external {
        bytes memory signatureAndCapsule = deposit(PATIENT, ROOT_2);
        SignedAttestation memory it = message(PATIENT, ROOT_2, 1, 0, ROOT_2);
        bytes memory encoded = abi.encode(
            CreateContract(it, attested(it), capsuleOf(0), PATIENT, NONCE, uint64(deadline()))
        );
        bytes32 hash = callHash(
            "CreateContract",
            "Attestation attestation,bytes attestationSignature,bytes patientCapsule,",
            ATTESTATION,
            encoded
        );
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(
            by, hash, abi.encodeCall(Pcac.createContractBySig, (ROOT_2, signatureAndCapsule, attestation(), by))
        );
        (address patient,,,) = pcac.imageOf(ROOT_2);
        assertEq(patient, PATIENT, "patient");
    }

    function testRequestAccess(bool isSealed, bytes calldata notes) external {
        vm.assume(notes.length <= 4096);
        Pcac.Request memory it = Pcac.Request(ROOT, isSealed, notes);
        bytes32 hash = hashRequest(it, REQUESTER);
        Pcac.Authorization memory by = signed(REQUESTER_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.requestAccessBySig, (it.notes, it.isSealed, it.image, by)));
        assertStatus(ROOT, REQUESTER, PENDING);
    }

    function testRequestAccesses(uint8 count) external {
        count %= 5;
        Pcac.Request[] memory requests = new Pcac.Request[](count);
        SignedRequest[] memory messages = new SignedRequest[](count);
        for (uint256 i = 0; i < count; i++) {
            bytes32 root = keccak256(abi.encode(i));
            create(root);
            requests[i] = Pcac.Request(root, i % 2 == 0, filled(64 * i));
            messages[i] = SignedRequest(root, i % 2 == 0, filled(64 * i));
        }
        bytes memory encoded = abi.encode(RequestAccesses(messages, REQUESTER, NONCE, uint64(deadline())));
        bytes32 hash = callHash("RequestAccesses", "Request[] requests,", REQUEST, encoded);
        Pcac.Authorization memory by = signed(REQUESTER_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.requestAccessesBySig, (requests, by)));
        for (uint256 i = 0; i < count; i++) {
            assertStatus(requests[i].image, REQUESTER, PENDING);
        }
    }

    function testWithdrawRequest() external {
        request(ROOT, REQUESTER);
        bytes32 hash =
            callHash("WithdrawRequest", "bytes32 image,", "", abi.encode(ROOT, REQUESTER, NONCE, deadline()));
        Pcac.Authorization memory by = signed(REQUESTER_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.withdrawRequestBySig, (ROOT, by)));
        assertStatus(ROOT, REQUESTER, WITHDRAWN);
    }

    function testApproveRequester(uint256 expiry, uint256 sequence, uint256 length) external {
        request(ROOT, REQUESTER);
        Pcac.Approval memory it = approval(ROOT, REQUESTER, bound(expiry, START + 1, 2 ** 40 - 1));
        it.certificateSequence = bound(sequence, 1, 2 ** 63 - 1);
        it.capsule = filled(bound(length, 1, 4096));
        bytes32 hash = hashApproval("ApproveRequester", it);
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.approveRequesterBySig, (it, by)));
        assertAccess(ROOT, REQUESTER, APPROVED, it.expiry, START_BLOCK + 1);
    }

    function testApproveRequesters(uint8 count) external {
        count %= 4;
        Pcac.Approval[] memory approvals = new Pcac.Approval[](count);
        SignedApproval[] memory messages = new SignedApproval[](count);
        for (uint256 i = 0; i < count; i++) {
            bytes32 root = keccak256(abi.encode(i));
            create(root);
            request(root, REQUESTER);
            approvals[i] = approval(root, REQUESTER, EXPIRY + i);
            messages[i] = SignedApproval(root, REQUESTER, 1, uint64(EXPIRY + i), capsuleOf(1), 1);
        }
        bytes memory encoded = abi.encode(ApproveRequesters(messages, PATIENT, NONCE, uint64(deadline())));
        bytes32 hash = callHash("ApproveRequesters", "Approval[] approvals,", APPROVAL, encoded);
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.approveRequestersBySig, (approvals, by)));
        for (uint256 i = 0; i < count; i++) {
            assertStatus(approvals[i].image, REQUESTER, APPROVED);
        }
    }

    function testRenewRequester() external {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        Pcac.Approval memory it = approval(ROOT, REQUESTER, EXPIRY + 5);
        bytes32 hash = hashApproval("RenewRequester", it);
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.renewRequesterBySig, (it, by)));
        assertAccess(ROOT, REQUESTER, APPROVED, EXPIRY + 5, START_BLOCK + 1);
    }

    function testDenyRequester() external {
        request(ROOT, REQUESTER);
        Pcac.Ending memory it = ending(ROOT, REQUESTER);
        bytes32 hash = hashEnding("DenyRequester", it);
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.denyRequesterBySig, (it, by)));
        assertStatus(ROOT, REQUESTER, DENIED);
    }

    function testRemoveRequester() external {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        Pcac.Ending memory it = ending(ROOT, REQUESTER);
        bytes32 hash = hashEnding("RemoveRequester", it);
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.removeRequesterBySig, (it, by)));
        assertStatus(ROOT, REQUESTER, REMOVED);
    }

    function testTraceAuthorization() external {
        bytes memory encoded = abi.encode(ROOT, REQUESTER, PATIENT, NONCE, deadline());
        bytes32 hash = callHash("TraceAuthorization", "bytes32 image,address requester,", "", encoded);
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        vm.expectEmit(address(pcac));
        emit Pcac.SignedCallRecorded(digestOf(hash), PATIENT);
        vm.expectEmit(address(pcac));
        emit Pcac.AuthorizationFailed(ROOT, PATIENT, REQUESTER, PATIENT, NONE);
        vm.prank(PAYER);
        pcac.traceAuthorizationBySig(ROOT, REQUESTER, by);
    }

    function testSetApprovalLimit() external {
        bytes32 hash = callHash(
            "SetApprovalLimit", "uint64 max,uint64 period,", "", abi.encode(0, 1000, PATIENT, NONCE, deadline())
        );
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.setApprovalLimitBySig, (0, 1000, by)));
        request(ROOT, REQUESTER);
        vm.expectRevert(abi.encodeWithSelector(Pcac.LimitReached.selector, ROOT, REQUESTER, START + 1000));
        this.approveOutside();
    }

    function approveOutside() external {
        approve(ROOT, REQUESTER, EXPIRY);
    }

    function testSetRegisteredRequestersOnly(bool only) external {
        bytes memory encoded = abi.encode(only, PATIENT, NONCE, deadline());
        bytes32 hash = callHash("SetRegisteredRequestersOnly", "bool registeredOnly,", "", encoded);
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.setRegisteredRequestersOnlyBySig, (only, by)));
        if (only) {
            vm.expectRevert(abi.encodeWithSelector(Pcac.NotRegisteredRequester.selector, ROOT, REQUESTER));
        }
        vm.prank(REQUESTER);
        pcac.requestAccess("", true, ROOT);
    }

    function testAddCorrection() external {
        twoApproved();
        bytes memory grants = abi.encodePacked(grant(REQUESTER, capsuleOf(3)), grant(SECOND, filled(1200)));
        Pcac.Correction memory it = correctionOf(ROOT, 2, ROOT, ROOT_2, grants);
        SignedAttestation memory correction = message(PATIENT, ROOT, 2, ROOT, ROOT_2);
        bytes memory encoded = abi.encode(
            AddCorrection(
                correction, attested(correction), capsuleOf(0), regrants(), PATIENT, NONCE, uint64(deadline())
            )
        );
        bytes32 hash = callHash(
            "AddCorrection",
            "Attestation attestation,bytes attestationSignature,bytes patientCapsule,Regrant[] grants,",
            string.concat(ATTESTATION, REGRANT),
            encoded
        );
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.addCorrectionBySig, (it, by)));
        assertAccess(ROOT, REQUESTER, APPROVED, EXPIRY, START_BLOCK + 1);
    }

    function testAddRotation() external {
        twoApproved();
        publish(STRANGER_KEY, 1);
        request(ROOT, STRANGER);
        approve(ROOT, STRANGER, EXPIRY);
        bytes memory grants = abi.encodePacked(grant(REQUESTER, capsuleOf(3)), grant(SECOND, filled(1200)));
        Pcac.Rotation memory it = rotationOf(ROOT, 2, ROOT_2, only(STRANGER), grants);
        bytes memory encoded = abi.encode(
            AddRotation(
                ROOT,
                2,
                ROOT_2,
                it.keyCheck,
                it.patientCapsule,
                it.removed,
                regrants(),
                PATIENT,
                NONCE,
                uint64(deadline())
            )
        );
        bytes32 hash = callHash(
            "AddRotation",
            "bytes32 image,uint32 version,bytes32 root,bytes32 keyCheck,bytes patientCapsule,address[] removed,Regrant[] grants,",
            REGRANT,
            encoded
        );
        Pcac.Authorization memory by = signed(PATIENT_KEY, hash);
        recorded(by, hash, abi.encodeCall(Pcac.addRotationBySig, (it, by)));
        assertStatus(ROOT, STRANGER, REMOVED);
    }

    function testItCountsUpToTheDeadline(uint256 later) external {
        (Pcac.Request memory it, Pcac.Authorization memory by) = signedRequest();
        uint256 last = by.deadline;
        vm.warp(bound(later, START, START + 2 hours));
        if (block.timestamp > last) {
            refuses(it, by, abi.encodeWithSelector(Pcac.DeadlinePassed.selector, last, block.timestamp));
        } else {
            pcac.requestAccessBySig(it.notes, it.isSealed, it.image, by);
        }
    }

    function testItCountsOnceAlsoAfterItsDeadline(address sender, uint256 later) external {
        (Pcac.Request memory it, Pcac.Authorization memory by) = signedRequest();
        bytes32 digest = digestOf(hashRequest(it, REQUESTER));
        vm.prank(PAYER);
        pcac.requestAccessBySig(it.notes, it.isSealed, it.image, by);
        deny(ROOT, REQUESTER);
        vm.warp(bound(later, START, START + 2 hours));
        vm.roll(START_BLOCK + 100);
        vm.expectRevert(abi.encodeWithSelector(Pcac.AlreadyRecorded.selector, digest, START_BLOCK + 1));
        vm.prank(sender);
        pcac.requestAccessBySig(it.notes, it.isSealed, it.image, by);
        by.signature = "";
        refuses(it, by, abi.encodeWithSelector(Pcac.AlreadyRecorded.selector, digest, START_BLOCK + 1));
    }

    function testARefusedCallIsNotRecorded() external {
        (Pcac.Request memory it, Pcac.Authorization memory by) = signedRequest();
        request(ROOT, REQUESTER);
        refuses(it, by, abi.encodeWithSelector(Pcac.AlreadyPending.selector, ROOT, REQUESTER));
        assertEq(pcac.recordedAt(digestOf(hashRequest(it, REQUESTER))), 0, "block");
        deny(ROOT, REQUESTER);
        pcac.requestAccessBySig(it.notes, it.isSealed, it.image, by);
    }

    function testItIsSignedBySender(uint256 key) external {
        key = bound(key, 1, 2 ** 250);
        vm.assume(key != REQUESTER_KEY);
        (Pcac.Request memory it, Pcac.Authorization memory by) = signedRequest();
        by.signature = signature(key, digestOf(hashRequest(it, REQUESTER)));
        refuses(it, by, abi.encodeWithSelector(Pcac.BadSignature.selector, REQUESTER));
        by.signature = signature(REQUESTER_KEY, digestOf(hashRequest(it, REQUESTER)));
        by.sender = vm.addr(key);
        refuses(it, by, abi.encodeWithSelector(Pcac.BadSignature.selector, by.sender));
    }

    function testTheZeroAddressSignsNothing(bytes calldata garbage) external {
        (Pcac.Request memory it, Pcac.Authorization memory by) = signedRequest();
        by.sender = address(0);
        by.signature = garbage;
        refuses(it, by, abi.encodeWithSelector(Pcac.BadSignature.selector, address(0)));
        by.signature = new bytes(65);
        refuses(it, by, abi.encodeWithSelector(Pcac.BadSignature.selector, address(0)));
    }

    function testEveryBitIsSigned(uint256 bit, uint8 change) external {
        (Pcac.Request memory it, Pcac.Authorization memory by) = signedRequest();
        uint256 which = change % 5;
        if (which == 0) {
            it.image ^= bytes32(1 << (bit % 256));
        } else if (which == 1) {
            it.isSealed = !it.isSealed;
        } else if (which == 2) {
            it.notes[bit % it.notes.length] ^= bytes1(uint8(1 << (change % 8)));
        } else if (which == 3) {
            by.nonce ^= 1 << (bit % 256);
        } else {
            by.deadline += 1 + bit % 1000;
        }
        refuses(it, by, abi.encodeWithSelector(Pcac.BadSignature.selector, REQUESTER));
    }

    function testASignatureOfAnotherFormIsNone(uint8 change, bytes calldata garbage) external {
        (Pcac.Request memory it, Pcac.Authorization memory by) = signedRequest();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(REQUESTER_KEY, digestOf(hashRequest(it, REQUESTER)));
        uint256 order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        uint256 which = change % 7;
        if (which == 0) {
            by.signature = abi.encodePacked(r, order - uint256(s), v == 27 ? 28 : 27);
        } else if (which == 1) {
            by.signature = abi.encodePacked(r, s, v - 27);
        } else if (which == 2) {
            by.signature = abi.encodePacked(r, bytes32(uint256(s) | (uint256(v - 27) << 255)));
        } else if (which == 3) {
            by.signature = abi.encodePacked(r, s, v, uint8(0));
        } else if (which == 4) {
            by.signature = abi.encodePacked(r, s);
        } else if (which == 5) {
            by.signature = abi.encodePacked(r, s, v == 27 ? 28 : 27);
        } else {
            by.signature = garbage;
        }
        refuses(it, by, abi.encodeWithSelector(Pcac.BadSignature.selector, REQUESTER));
    }

    function testItCountsOnThisChainOnly(uint64 chain) external {
        vm.assume(chain != block.chainid && chain != 0);
        (Pcac.Request memory it, Pcac.Authorization memory by) = signedRequest();
        uint256 here = block.chainid;
        by.signature = signature(REQUESTER_KEY, digestOn(chain, address(pcac), hashRequest(it, REQUESTER)));
        refuses(it, by, abi.encodeWithSelector(Pcac.BadSignature.selector, REQUESTER));
        vm.chainId(chain);
        refuses(it, by, abi.encodeWithSelector(Pcac.BadSignature.selector, REQUESTER));
        by.signature = signature(REQUESTER_KEY, digestOn(here, address(pcac), hashRequest(it, REQUESTER)));
        refuses(it, by, abi.encodeWithSelector(Pcac.BadSignature.selector, REQUESTER));
        vm.chainId(here);
        pcac.requestAccessBySig(it.notes, it.isSealed, it.image, by);
    }

    function testItCountsOnThisContractOnly() external {
        (Pcac.Request memory it, Pcac.Authorization memory by) = signedRequest();
        Pcac other = deployed();
        vm.expectRevert(abi.encodeWithSelector(Pcac.BadSignature.selector, REQUESTER));
        other.requestAccessBySig(it.notes, it.isSealed, it.image, by);
    }

    function testItCountsForItsCallOnly() external {
        request(ROOT, REQUESTER);
        Pcac.Approval memory it = approval(ROOT, REQUESTER, EXPIRY);
        Pcac.Authorization memory by = signed(PATIENT_KEY, hashApproval("RenewRequester", it));
        vm.expectRevert(abi.encodeWithSelector(Pcac.BadSignature.selector, PATIENT));
        pcac.approveRequesterBySig(it, by);
        Pcac.Ending memory end = ending(ROOT, REQUESTER);
        by = signed(PATIENT_KEY, hashEnding("RemoveRequester", end));
        vm.expectRevert(abi.encodeWithSelector(Pcac.BadSignature.selector, PATIENT));
        pcac.denyRequesterBySig(end, by);
    }

    function testTruncatedGrantsAreRefusedBeforeTheSignature() external {
        Pcac.Rotation memory it = rotationOf(ROOT, 2, ROOT_2, none(), hex"00");
        Pcac.Authorization memory by = signed(PATIENT_KEY, 0);
        vm.expectRevert(abi.encodeWithSelector(Pcac.Truncated.selector, 1));
        pcac.addRotationBySig(it, by);
    }

    function twoApproved() private {
        request(ROOT, REQUESTER);
        approve(ROOT, REQUESTER, EXPIRY);
        request(ROOT, SECOND);
        approve(ROOT, SECOND, EXPIRY);
    }

    function regrants() private view returns (SignedRegrant[] memory it) {
        it = new SignedRegrant[](2);
        it[0] = SignedRegrant(REQUESTER, capsuleOf(3), 1);
        it[1] = SignedRegrant(SECOND, filled(1200), 1);
    }

    function signedRequest() private view returns (Pcac.Request memory it, Pcac.Authorization memory by) {
        it = Pcac.Request(ROOT, true, filled(320));
        by = signed(REQUESTER_KEY, hashRequest(it, REQUESTER));
    }

    function hashRequest(Pcac.Request memory it, address sender) private view returns (bytes32) {
        bytes memory encoded = abi.encode(it.image, it.isSealed, it.notes, sender, NONCE, deadline());
        return callHash(
            "RequestAccess", "bytes32 image,bool isSealed,bytes notes,", "", bytes.concat(bytes32(uint256(32)), encoded)
        );
    }

    function hashApproval(string memory name, Pcac.Approval memory it) private view returns (bytes32) {
        bytes memory encoded = abi.encode(
            it.image,
            it.requester,
            it.version,
            it.expiry,
            it.capsule,
            it.certificateSequence,
            PATIENT,
            NONCE,
            deadline()
        );
        return callHash(
            name,
            "bytes32 image,address requester,uint32 version,uint64 expiry,bytes capsule,uint64 certificateSequence,",
            "",
            bytes.concat(bytes32(uint256(32)), encoded)
        );
    }

    function hashEnding(string memory name, Pcac.Ending memory it) private view returns (bytes32) {
        bytes memory encoded =
            abi.encode(it.image, it.requester, it.code, it.isSealed, it.reason, PATIENT, NONCE, deadline());
        return callHash(
            name,
            "bytes32 image,address requester,uint8 code,bool isSealed,bytes reason,",
            "",
            bytes.concat(bytes32(uint256(32)), encoded)
        );
    }

    function signed(uint256 key, bytes32 hash) private view returns (Pcac.Authorization memory) {
        return authorization(key, NONCE, hash);
    }

    /// @dev The payer sends it, and it is recorded in this block.
    function recorded(Pcac.Authorization memory by, bytes32 hash, bytes memory call) private {
        bytes32 digest = digestOf(hash);
        assertEq(pcac.recordedAt(digest), 0, "before");
        vm.expectEmit(address(pcac));
        emit Pcac.SignedCallRecorded(digest, by.sender);
        vm.prank(PAYER);
        (bool success, bytes memory answer) = address(pcac).call(call);
        if (!success) {
            assembly {
                revert(add(answer, 32), mload(answer))
            }
        }
        assertEq(pcac.recordedAt(digest), block.number, "block");
    }

    function refuses(Pcac.Request memory it, Pcac.Authorization memory by, bytes memory refusal) private {
        vm.expectRevert(refusal);
        pcac.requestAccessBySig(it.notes, it.isSealed, it.image, by);
    }
}
