// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {refuse} from "./Refuse.sol";
import {Signatures} from "./Signatures.sol";

/// @title Signed calls
/// @notice A call that its sender signed and anybody may send. It counts once: its digest is kept.
abstract contract SignedCalls is IPatientCentricAccessControl {
    uint256 private immutable _chain = block.chainid;
    bytes32 private immutable _separator = keccak256(
        abi.encode(
            keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
            keccak256("PCIM"),
            keccak256("1"),
            block.chainid,
            address(this)
        )
    );

    mapping(bytes32 digest => uint256 blockNumber) private _recordedAt;

    /// @inheritdoc IPatientCentricAccessControl
    function recordedAt(bytes32 digest) external view returns (uint256 blockNumber) {
        return _recordedAt[digest];
    }

    /// @dev Records the call with this struct hash, or refuses it; its own rules come after.
    /// @return sender for whom the call counts
    function _signed(bytes32 structHash, Authorization calldata by) internal returns (address sender) {
        bytes32 digest = _digest(structHash);
        uint256 recorded = _recordedAt[digest];
        if (recorded != 0) {
            refuse(AlreadyRecorded.selector, digest, recorded);
        }
        if (block.timestamp > by.deadline) {
            refuse(DeadlinePassed.selector, by.deadline, block.timestamp);
        }
        sender = by.sender;
        bytes calldata signature = by.signature;
        if (!Signatures.isValid(sender, digest, signature)) {
            refuse(BadSignature.selector, sender);
        }
        _recordedAt[digest] = block.number;
        emit SignedCallRecorded(digest, sender);
    }

    /// @dev What is signed, by EIP-712. On a fork of the chain with another id, nothing that was signed counts.
    function _digest(bytes32 structHash) internal view returns (bytes32 digest) {
        (uint256 chain, bytes32 separator) = (_chain, _separator);
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, "\x19\x01")
            mstore(add(words, 0x02), mul(separator, eq(chainid(), chain)))
            mstore(add(words, 0x22), structHash)
            digest := keccak256(words, 0x42)
        }
    }
}
