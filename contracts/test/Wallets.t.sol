// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "../src/IPatientCentricAccessControl.sol";
import {PcacTest} from "./support/PcacTest.sol";
import {AnsweringWallet, BurningWallet, DelegatedCode, Wallet, WritingWallet} from "./support/Wallets.sol";

/// @notice Signers that are contracts (ERC-1271), and accounts with code of their own (EIP-7702).
contract WalletsTest is PcacTest {
    uint256 private constant WALLET_KEY = 0xc1;
    bytes4 private constant ACCEPTED = 0x1626ba7e;

    function testAWalletSignsAsItsOwnerDoes() external {
        Wallet wallet = new Wallet(vm.addr(WALLET_KEY));
        traced(address(wallet), signature(WALLET_KEY, digestOf(hashOfTrace(address(wallet)))));
    }

    function testAWalletRefusesWhatItsOwnerDidNotSign(uint256 key) external {
        key = bound(key, 1, 2 ** 250);
        vm.assume(key != WALLET_KEY);
        Wallet wallet = new Wallet(vm.addr(WALLET_KEY));
        refuses(address(wallet), signature(key, digestOf(hashOfTrace(address(wallet)))));
        refuses(address(wallet), "");
    }

    function testAWalletIsARadiologistAndAPatientAndARequester() external {
        Wallet wallet = new Wallet(vm.addr(WALLET_KEY));
        vm.prank(HOSPITAL);
        pcac.registerMember(ROLE_RADIOLOGIST, address(wallet));
        SignedAttestation memory signed = message(PATIENT, ROOT, 1, 0, ROOT);
        signed.radiologist = address(wallet);
        bytes32 digest = digestOf(vm.eip712HashStruct(ATTESTATION, abi.encode(signed)));
        Pcac.Attestation memory it =
            attestationOf(address(wallet), START, START + LIFETIME, signed.modality, signed.bodyPart);
        vm.prank(PATIENT);
        pcac.createContract(ROOT, packed(signature(WALLET_KEY, digest), capsuleOf(0)), it);

        Key memory key;
        key.certificate = filled(950);
        key.sequence = 1;
        key.certificateBinding = filled(130);
        bytes32 binding = vm.eip712HashStruct(
            "KeyBinding(address owner,bytes32 certificate,uint64 sequence)",
            abi.encode(address(wallet), sha256(key.certificate), 1)
        );
        key.ownerBinding = signature(WALLET_KEY, digestOf(binding));
        vm.prank(address(wallet));
        pcac.publishKey(key.sequence, packed(key));
        (uint256 sequence,) = pcac.keyOf(address(wallet));
        assertEq(sequence, 1, "sequence");
    }

    function testOnlyTheOneAnswerCounts(bytes32 answer, uint256 bit) external {
        vm.assume(answer != bytes32(ACCEPTED));
        refuses(address(new AnsweringWallet(abi.encode(answer), false)), "");
        refuses(address(new AnsweringWallet(abi.encode(bytes32(ACCEPTED) ^ bytes32(1 << (bit % 256))), false)), "");
    }

    function testAShortAnswerIsNone(uint8 length) external {
        bytes memory answer = new bytes(length % 32);
        for (uint256 i = 0; i < answer.length && i < 4; i++) {
            answer[i] = ACCEPTED[i];
        }
        refuses(address(new AnsweringWallet(answer, false)), "");
    }

    function testALongAnswerCountsByItsFirstWord() external {
        traced(address(new AnsweringWallet(abi.encode(bytes32(ACCEPTED), uint256(7)), false)), "");
        traced(address(new AnsweringWallet(bytes.concat(bytes32(ACCEPTED), new bytes(5000)), false)), "");
    }

    function testAnAnswerThatIsARevertIsNone() external {
        refuses(address(new AnsweringWallet(abi.encode(bytes32(ACCEPTED)), true)), "");
        refuses(address(new AnsweringWallet("", true)), "");
    }

    function testAWalletThatBurnsGasCostsALimitedAmount() external {
        address wallet = address(new BurningWallet());
        Pcac.Authorization memory by = Pcac.Authorization(wallet, 1, deadline(), filled(65));
        uint256 before = gasleft();
        (bool success,) = address(pcac).call{gas: 10_000_000}(
            abi.encodeCall(Pcac.setRegisteredRequestersOnlyBySig, (true, by))
        );
        assertTrue(!success, "it has not answered");
        assertTrue(before - gasleft() < 600_000, "it got 400,000 gas and no more");
    }

    function testAWalletCannotChangeAnythingWhileItIsAsked() external {
        refuses(address(new WritingWallet()), "");
    }

    function testAContractWithoutTheFunctionSignsNothing() external {
        refuses(address(pcac), filled(65));
    }

    function testADelegatedAccountSignsByItsKey() external {
        delegate();
        traced(STRANGER, signature(STRANGER_KEY, digestOf(hashOfTrace(STRANGER))));
    }

    function testADelegatedAccountSignsThroughItsCode() external {
        delegate();
        traced(STRANGER, signature(WALLET_KEY, digestOf(hashOfTrace(STRANGER))));
    }

    function testADelegatedAccountRefusesEverybodyElse() external {
        delegate();
        refuses(STRANGER, signature(SECOND_KEY, digestOf(hashOfTrace(STRANGER))));
    }

    /// @dev As EIP-7702 leaves an account: its code is a mark and where the code lies.
    function delegate() private {
        address code = address(new DelegatedCode(vm.addr(WALLET_KEY)));
        vm.signAndAttachDelegation(code, STRANGER_KEY);
        vm.prank(PAYER);
        (bool done,) = STRANGER.call("");
        done;
        assertEq(keccak256(STRANGER.code), keccak256(abi.encodePacked(hex"ef0100", code)), "code of the account");
    }

    function hashOfTrace(address sender) private view returns (bytes32) {
        return callHash(
            "SetRegisteredRequestersOnly", "bool registeredOnly,", "", abi.encode(true, sender, 1, deadline())
        );
    }

    function traced(address sender, bytes memory signed) private {
        vm.expectEmit(address(pcac));
        emit Pcac.SignedCallRecorded(digestOf(hashOfTrace(sender)), sender);
        vm.expectEmit(address(pcac));
        emit Pcac.RegisteredRequestersOnlySet(sender, true);
        vm.prank(PAYER);
        pcac.setRegisteredRequestersOnlyBySig(true, Pcac.Authorization(sender, 1, deadline(), signed));
    }

    function refuses(address sender, bytes memory signed) private {
        vm.expectRevert(abi.encodeWithSelector(Pcac.BadSignature.selector, sender));
        vm.prank(PAYER);
        pcac.setRegisteredRequestersOnlyBySig(true, Pcac.Authorization(sender, 1, deadline(), signed));
    }
}
