// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {refuse} from "./Refuse.sol";

/// @title What lies packed in the bytes of a call
/// @dev As fields of their own, signature and capsule would cost 1,100 gas more, a certificate and its bindings 2,400.
library Packed {
    uint256 private constant LENGTH = 2;

    // slither takes offset and length for one thing that is written twice.
    // slither-disable-start write-after-write

    /// @notice Length of the first (2 bytes), the first, the rest.
    function split(bytes calldata packed) internal pure returns (bytes calldata first, bytes calldata rest) {
        unchecked {
            uint256 end = LENGTH + (_word(packed) >> 240);
            _require(packed, end);
            assembly ("memory-safe") {
                first.offset := add(packed.offset, LENGTH)
                first.length := sub(end, LENGTH)
                rest.offset := add(packed.offset, end)
                rest.length := sub(packed.length, end)
            }
        }
    }

    /// @notice A certificate's owner's signature and the certificate's own, each with its length (2 bytes) in front; the
    /// certificate.
    function key(bytes calldata packed)
        internal
        pure
        returns (bytes calldata ownerBinding, bytes calldata certificateBinding, bytes calldata certificate)
    {
        bytes calldata rest;
        (ownerBinding, rest) = split(packed);
        (certificateBinding, certificate) = split(rest);
    }

    // slither-disable-end write-after-write

    /// @dev May reach beyond the end, which is checked after.
    function _word(bytes calldata packed) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(packed.offset)
        }
    }

    function _require(bytes calldata packed, uint256 end) private pure {
        if (end > packed.length) {
            refuse(IPatientCentricAccessControl.Truncated.selector, packed.length);
        }
    }
}
