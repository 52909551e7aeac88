// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "./IPatientCentricAccessControl.sol";
import {refuse} from "./Refuse.sol";

/// @title What a PCIM ledger can hold
/// @notice The sizes and ranges of docs/ledger.md that no client of ours goes beyond, but anybody may try.
library Ranges {
    uint256 private constant MAX_BYTES = 4096;
    uint256 private constant MAX_TIME = 2 ** 40 - 1;
    uint256 private constant MAX_SEQUENCE = 2 ** 63 - 1;
    uint256 private constant MAX_LIMIT = 2 ** 32 - 1;
    uint256 private constant MAX_REASON = 6;

    /// @notice Notes, a reason or a signature.
    function requireText(uint256 length) internal pure {
        if (length > MAX_BYTES) {
            refuse(Pcac.TooLarge.selector, length, MAX_BYTES);
        }
    }

    function requireCapsule(uint256 length) internal pure {
        if (!isCapsule(length)) {
            requireText(length);
            refuse(Pcac.OutOfRange.selector, length);
        }
    }

    function isCapsule(uint256 length) internal pure returns (bool) {
        unchecked {
            // Zero is beyond the maximum as well.
            return length - 1 < MAX_BYTES;
        }
    }

    function requireTime(uint256 time) internal pure {
        _requireAtMost(time, MAX_TIME);
    }

    function requireSequence(uint256 sequence) internal pure {
        if (!isSequence(sequence)) {
            refuse(Pcac.OutOfRange.selector, sequence);
        }
    }

    function isSequence(uint256 sequence) internal pure returns (bool) {
        unchecked {
            return sequence - 1 < MAX_SEQUENCE;
        }
    }

    function requireLimit(uint256 limit) internal pure {
        _requireAtMost(limit, MAX_LIMIT);
    }

    function requireReason(uint256 code) internal pure {
        _requireAtMost(code, MAX_REASON);
    }

    function _requireAtMost(uint256 value, uint256 max) private pure {
        if (value > max) {
            refuse(Pcac.OutOfRange.selector, value);
        }
    }
}
