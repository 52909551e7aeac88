// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "./IPatientCentricAccessControl.sol";

/// @title What a PCIM ledger can hold
/// @notice The sizes and ranges of docs/ledger.md that no client of ours goes beyond, but anybody may try.
library Ranges {
    uint256 private constant MAX_BYTES = 4096;
    uint256 private constant MAX_TIME = 2 ** 40 - 1;
    uint256 private constant MAX_SEQUENCE = 2 ** 63 - 1;
    uint256 private constant MAX_LIMIT = 2 ** 32 - 1;
    uint256 private constant MAX_REASON = 6;

    /// @notice Notes, a reason or a signature.
    function requireText(bytes calldata text) internal pure {
        _requireLength(text.length);
    }

    function requireCapsule(uint256 length) internal pure {
        _require(length != 0, length);
        _requireLength(length);
    }

    function requireTime(uint256 time) internal pure {
        _require(time <= MAX_TIME, time);
    }

    function requireSequence(uint256 sequence) internal pure {
        _require(sequence != 0 && sequence <= MAX_SEQUENCE, sequence);
    }

    function requireLimit(uint256 limit) internal pure {
        _require(limit <= MAX_LIMIT, limit);
    }

    function requireReason(uint256 code) internal pure {
        _require(code <= MAX_REASON, code);
    }

    function _requireLength(uint256 length) private pure {
        if (length > MAX_BYTES) {
            revert Pcac.TooLarge(length, MAX_BYTES);
        }
    }

    function _require(bool holds, uint256 value) private pure {
        if (!holds) {
            revert Pcac.OutOfRange(value);
        }
    }
}
