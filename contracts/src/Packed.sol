// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {any} from "./Any.sol";
import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {Ranges} from "./Ranges.sol";
import {refuse} from "./Refuse.sol";

/// @title What lies packed in the bytes of a call
/// @dev As fields of their own, signature and capsule would cost 1,100 gas more; as structs with an event for each, a grant 3,000.
library Packed {
    uint256 private constant SIGNATURE_HEADER = 2;

    /// @notice What stands before the capsule of a grant.
    uint256 internal constant GRANT_HEADER = 30;

    // slither takes offset and length for one thing that is written twice.
    // slither-disable-start write-after-write

    /// @notice Length of the signature (2 bytes), signature, capsule.
    function signatureAndCapsule(bytes calldata packed)
        internal
        pure
        returns (bytes calldata signature, bytes calldata capsule)
    {
        unchecked {
            uint256 end = SIGNATURE_HEADER + (_word(packed, 0) >> 240);
            _require(packed, end);
            assembly ("memory-safe") {
                signature.offset := add(packed.offset, SIGNATURE_HEADER)
                signature.length := sub(end, SIGNATURE_HEADER)
                capsule.offset := add(packed.offset, end)
                capsule.length := sub(packed.length, end)
            }
        }
    }

    // slither-disable-end write-after-write

    /// @notice One grant: requester (20 bytes), sequence number of the certificate (8), length of the capsule (2), capsule.
    /// @param place where it begins
    function grant(bytes calldata packed, uint256 place)
        internal
        pure
        returns (address requester, uint256 certificateSequence, uint256 capsuleLength)
    {
        uint256 header = _word(packed, place);
        requester = address(uint160(header >> 96));
        certificateSequence = uint64(header >> 32);
        capsuleLength = uint16(header >> 16);
        unchecked {
            uint256 end = place + GRANT_HEADER + capsuleLength;
            if (any(end > packed.length, !Ranges.isCapsule(capsuleLength), !Ranges.isSequence(certificateSequence))) {
                _require(packed, end);
                Ranges.requireCapsule(capsuleLength);
                Ranges.requireSequence(certificateSequence);
            }
        }
    }

    /// @dev May reach beyond the end, which is checked after.
    function _word(bytes calldata packed, uint256 place) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(packed.offset, place))
        }
    }

    function _require(bytes calldata packed, uint256 end) private pure {
        if (end > packed.length) {
            refuse(IPatientCentricAccessControl.Truncated.selector, packed.length);
        }
    }
}
