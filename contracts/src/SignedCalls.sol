// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EIP712} from "solady/utils/EIP712.sol";

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {Signatures} from "./Signatures.sol";

/// @title Signed calls
/// @notice A call that its sender signed and anybody may send. It counts once: its digest is kept.
abstract contract SignedCalls is EIP712, IPatientCentricAccessControl {
    mapping(bytes32 digest => uint256 blockNumber) private _recordedAt;

    /// @inheritdoc IPatientCentricAccessControl
    function recordedAt(bytes32 digest) external view returns (uint256 blockNumber) {
        return _recordedAt[digest];
    }

    /// @inheritdoc IPatientCentricAccessControl
    function domainSeparator() external view returns (bytes32) {
        return _domainSeparator();
    }

    /// @dev Records the call with this struct hash, or refuses it; its own rules come after.
    /// @return for whom the call counts
    function _signed(bytes32 structHash, Authorization calldata by) internal returns (address) {
        bytes32 digest = _hashTypedData(structHash);
        uint256 recorded = _recordedAt[digest];
        if (recorded != 0) {
            revert AlreadyRecorded(digest, recorded);
        }
        if (block.timestamp > by.deadline) {
            revert DeadlinePassed(by.deadline, block.timestamp);
        }
        address sender = by.sender;
        if (!Signatures.isValid(sender, digest, by.signature)) {
            revert BadSignature(sender);
        }
        _recordedAt[digest] = block.number;
        emit SignedCallRecorded(digest, sender);
        return sender;
    }

    function _domainNameAndVersion() internal pure override returns (string memory name, string memory version) {
        return ("PCIM", "1");
    }
}
