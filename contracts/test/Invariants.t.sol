// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {Check} from "./support/Check.sol";
import {PcacTest} from "./support/PcacTest.sol";

/// @notice Two patients and three requesters who do anything at any time, and what of it the ledger took.
/// @dev It keeps a ledger of its own, as simple as can be: what it holds comes from the calls that went through alone.
contract Participants is PcacTest {
    struct Grant {
        bool approved;
        uint256 expiry;
    }

    bytes32[] public roots;
    bytes32[] public digests;
    uint256 public approvals;

    mapping(bytes32 root => bytes32 image) public imageOfRoot;
    mapping(bytes32 image => bytes32 root) public currentRoot;
    mapping(bytes32 image => address patient) public patientOf;
    mapping(bytes32 image => mapping(address requester => Grant)) public granted;
    mapping(address patient => uint256[]) private _approvedAt;
    mapping(bytes32 digest => uint256 times) public recordings;

    mapping(address patient => uint256) public max;
    mapping(address patient => uint256) public limitedSince;

    uint256 private constant PERIOD = 1 hours;
    uint256 private constant OTHER_PATIENT_KEY = 0xd1;

    constructor() {
        setUp();
        publish(STRANGER_KEY, 1);
    }

    function requesters() public view returns (address[3] memory) {
        return [REQUESTER, SECOND, STRANGER];
    }

    function approvedAt(address patient) external view returns (uint256[] memory) {
        return _approvedAt[patient];
    }

    function rootCount() external view returns (uint256) {
        return roots.length;
    }

    function digestCount() external view returns (uint256) {
        return digests.length;
    }

    function ledger() external view returns (Pcac) {
        return pcac;
    }

    function passTime(uint256 seconds_) external {
        vm.warp(block.timestamp + bound(seconds_, 1, 40 minutes));
        vm.roll(block.number + 1);
    }

    function createImage(uint256 who, uint256 which) external {
        bytes32 root = rootOf(which);
        address patient = vm.addr(patientKey(who));
        bytes memory signatureAndCapsule = packed(attested(message(patient, root, 1, 0, root)), capsuleOf(0));
        vm.prank(patient);
        try pcac.createContract(root, signatureAndCapsule, attestation()) {
            assertTrue(imageOfRoot[root] == 0, "a root has one image");
            take(root, root);
            patientOf[root] = patient;
        } catch {}
    }

    function rotate(uint256 who, uint256 which, uint256 next, uint256 gone, bool regrant) external {
        bytes32 image = rootOf(which);
        bytes32 root = rootOf(next);
        address requester = requesterOf(gone);
        (, uint256 version,,) = pcac.imageOf(image);
        Pcac.Rotation memory it = regrant
            ? rotationOf(image, version + 1, root, none(), grant(requester, capsuleOf(1)))
            : rotationOf(image, version + 1, root, only(requester), "");
        address patient = vm.addr(patientKey(who));
        vm.prank(patient);
        try pcac.addRotation(it) {
            assertEq(patientOf[image], patient, "the patient's own image");
            assertTrue(imageOfRoot[root] == 0, "a root has one image");
            take(root, image);
            if (!regrant) {
                granted[image][requester].approved = false;
            }
        } catch {}
    }

    function ask(uint256 which, uint256 who, uint256 nonce, bool bySignature) external {
        bytes32 image = rootOf(which);
        address requester = requesterOf(who);
        if (!bySignature) {
            vm.prank(requester);
            try pcac.requestAccess("", true, image) {} catch {}
            return;
        }
        // Signed once, and sent again and again.
        nonce = bound(nonce, 0, 3);
        uint256 last = START + 365 days;
        bytes32 typeHash = keccak256(
            "RequestAccess(bytes32 image,bool isSealed,bytes notes,address sender,uint256 nonce,uint64 deadline)"
        );
        bytes32 digest =
            digestOf(keccak256(abi.encode(typeHash, image, true, keccak256(""), requester, nonce, last)));
        Pcac.Authorization memory by =
            Pcac.Authorization(requester, nonce, last, signature(requesterKey(who), digest));
        try pcac.requestAccessBySig("", true, image, by) {
            digests.push(digest);
            recordings[digest]++;
        } catch {}
    }

    function withdraw(uint256 which, uint256 who) external {
        vm.prank(requesterOf(who));
        try pcac.withdrawRequest(rootOf(which)) {} catch {}
    }

    function decide(uint256 who, uint256 which, uint256 about, uint256 kind, uint256 lifetime) external {
        bytes32 image = rootOf(which);
        address requester = requesterOf(about);
        address patient = vm.addr(patientKey(who));
        uint256 expiry = block.timestamp + bound(lifetime, 0, 5 hours);
        Pcac.Approval memory it = approval(image, requester, expiry);
        kind = kind % 6;
        vm.prank(patient);
        if (kind < 3) {
            try pcac.approveRequester(it) {
                took(image, requester, patient, expiry);
                _approvedAt[patient].push(block.timestamp);
                approvals++;
            } catch {}
        } else if (kind == 3) {
            try pcac.renewRequester(it) {
                took(image, requester, patient, expiry);
            } catch {}
        } else if (kind == 4) {
            try pcac.denyRequester(ending(image, requester)) {
                assertEq(patientOf[image], patient, "the patient's own image");
            } catch {}
        } else {
            try pcac.removeRequester(ending(image, requester)) {
                assertEq(patientOf[image], patient, "the patient's own image");
                granted[image][requester].approved = false;
            } catch {}
        }
    }

    /// @dev Each patient once, so that the periods can be told from outside.
    function limit(uint256 who, uint256 most) external {
        address patient = vm.addr(patientKey(who));
        if (limitedSince[patient] == 0) {
            max[patient] = bound(most, 0, 3);
            limitedSince[patient] = block.timestamp;
            vm.prank(patient);
            pcac.setApprovalLimit(max[patient], PERIOD);
        } else {
            // A raise and its withdrawal within one period change nothing.
            vm.prank(patient);
            pcac.setApprovalLimit(max[patient] + 5, PERIOD);
            vm.prank(patient);
            pcac.setApprovalLimit(max[patient], PERIOD);
        }
    }

    function took(bytes32 image, address requester, address patient, uint256 expiry) private {
        assertEq(patientOf[image], patient, "the patient's own image");
        granted[image][requester] = Grant(true, expiry);
    }

    function take(bytes32 root, bytes32 image) private {
        imageOfRoot[root] = image;
        currentRoot[image] = root;
        roots.push(root);
    }

    function rootOf(uint256 which) private pure returns (bytes32) {
        return keccak256(abi.encode("root", which % 8));
    }

    function patientKey(uint256 who) private pure returns (uint256) {
        return who % 2 == 0 ? PATIENT_KEY : OTHER_PATIENT_KEY;
    }

    function requesterKey(uint256 who) private pure returns (uint256) {
        return [REQUESTER_KEY, SECOND_KEY, STRANGER_KEY][who % 3];
    }

    function requesterOf(uint256 who) private view returns (address) {
        return requesters()[who % 3];
    }
}

contract InvariantsTest is Check {
    Participants private participants;
    Pcac private pcac;

    function setUp() external {
        participants = new Participants();
        pcac = participants.ledger();
    }

    function targetContracts() external view returns (address[] memory it) {
        it = new address[](1);
        it[0] = address(participants);
    }

    struct Selectors {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() external view returns (Selectors[] memory it) {
        it = new Selectors[](1);
        it[0].addr = address(participants);
        it[0].selectors = new bytes4[](7);
        it[0].selectors[0] = Participants.passTime.selector;
        it[0].selectors[1] = Participants.createImage.selector;
        it[0].selectors[2] = Participants.rotate.selector;
        it[0].selectors[3] = Participants.ask.selector;
        it[0].selectors[4] = Participants.withdraw.selector;
        it[0].selectors[5] = Participants.decide.selector;
        it[0].selectors[6] = Participants.limit.selector;
    }

    function invariantEachRootHasOnePatientAndALaterRootIsNoImage() external view {
        for (uint256 i = 0; i < participants.rootCount(); i++) {
            bytes32 root = participants.roots(i);
            (address patient,,,) = pcac.imageOf(root);
            bool isImage = participants.imageOfRoot(root) == root;
            assertEq(patient, isImage ? participants.patientOf(root) : address(0), "patient of a root");
        }
    }

    function invariantAnImageHasOneCurrentRoot() external view {
        for (uint256 i = 0; i < participants.rootCount(); i++) {
            bytes32 image = participants.roots(i);
            for (uint256 j = 0; j < participants.rootCount(); j++) {
                bytes32 root = participants.roots(j);
                bool isCurrent = participants.currentRoot(image) == root;
                assertTrue(pcac.isCurrentRoot(image, root) == isCurrent, "the current root");
            }
        }
    }

    function invariantAGrantIsInForceByItsPatientsActOnly() external view {
        for (uint256 i = 0; i < participants.rootCount(); i++) {
            bytes32 image = participants.roots(i);
            for (uint256 j = 0; j < 3; j++) {
                address requester = participants.requesters()[j];
                (uint256 status, uint256 expiry,) = pcac.accessOf(image, requester);
                (bool approved, uint256 until) = participants.granted(image, requester);
                bool inForce = status == 2 && block.timestamp < expiry;
                assertTrue(inForce == (approved && block.timestamp < until), "an approval in force");
                assertTrue(!inForce || expiry == until, "its expiry");
            }
        }
    }

    function invariantASignedCallIsRecordedOnce() external view {
        for (uint256 i = 0; i < participants.digestCount(); i++) {
            bytes32 digest = participants.digests(i);
            assertEq(participants.recordings(digest), 1, "recordings");
            assertTrue(pcac.recordedAt(digest) != 0, "it is on record");
        }
    }

    function invariantTheApprovalLimitIsNeverPassed() external view {
        address[2] memory patients = [vm.addr(0xa2), vm.addr(0xd1)];
        for (uint256 i = 0; i < 2; i++) {
            uint256 since = participants.limitedSince(patients[i]);
            uint256[] memory times = participants.approvedAt(patients[i]);
            uint256 period = type(uint256).max;
            uint256 count = 0;
            for (uint256 j = 0; since != 0 && j < times.length; j++) {
                if (times[j] > since) {
                    uint256 current = (times[j] - since) / 1 hours;
                    count = current == period ? count + 1 : 1;
                    period = current;
                    assertTrue(count <= participants.max(patients[i]), "approvals in a period");
                }
            }
        }
    }

    /// @notice The sequences come to something: else the rest would say nothing.
    function afterInvariant() external view {
        assertTrue(participants.rootCount() > 0, "images were registered");
    }
}
