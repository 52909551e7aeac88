// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl as Pcac} from "./IPatientCentricAccessControl.sol";
import {Ranges} from "./Ranges.sol";
import {refuse} from "./Refuse.sol";

/// @dev What a grant begins with in a call, as one word, from the left: requester (20 bytes), sequence number of the certificate
/// (8), length of the capsule (2). The capsule follows, and the next grant.
type Grant is uint256;

using Grants for Grant global;

/// @title The grants that come with a version
/// @notice They lie packed in one `bytes`: as structs with an event for each, they would cost 3,000 gas more, each.
library Grants {
    /// @notice How many bytes stand before the capsule.
    uint256 internal constant HEADER = 30;

    /// @notice Where grants lie in the call.
    function range(bytes calldata grants) internal pure returns (uint256 place, uint256 end) {
        assembly ("memory-safe") {
            place := grants.offset
            end := add(place, grants.length)
        }
    }

    /// @notice The grant that begins there. It may end too late: see requireWithin.
    function read(uint256 place) internal pure returns (Grant grant) {
        assembly ("memory-safe") {
            grant := calldataload(place)
        }
    }

    /// @notice Where the next grant begins.
    /// @param place where this one does
    function next(Grant grant, uint256 place) internal pure returns (uint256) {
        unchecked {
            return place + HEADER + grant._capsuleLength();
        }
    }

    function requester(Grant grant) internal pure returns (address) {
        return address(uint160(Grant.unwrap(grant) >> 96));
    }

    function certificateSequence(Grant grant) internal pure returns (uint256) {
        return uint64(Grant.unwrap(grant) >> 32);
    }

    /// @notice Whether a ledger can hold it: what requireWithin asks for, in a third of the gas.
    function isInRange(Grant grant) internal pure returns (bool holds) {
        uint256 capsuleLength = grant._capsuleLength();
        assembly ("memory-safe") {
            // A capsule of 1 to 4096 bytes, since zero less one is more; a sequence number of 1 to 2^63 - 1, since as the first 64
            // bits of a signed number any other is below 1.
            holds := and(lt(sub(capsuleLength, 1), 4096), sgt(shl(160, grant), sub(shl(192, 1), 1)))
        }
    }

    /// @notice Refuses what no ledger can hold, and what ends behind the end.
    /// @param place where it begins
    function requireWithin(Grant grant, uint256 place, uint256 end) internal pure {
        unchecked {
            if (grant.next(place) > end) {
                refuse(Pcac.Truncated.selector, end - place);
            }
        }
        Ranges.requireCapsule(grant._capsuleLength());
        Ranges.requireSequence(grant.certificateSequence());
    }

    // slither takes offset and length for one thing that is written twice.
    // slither-disable-start write-after-write

    /// @param place where the grant begins
    function capsule(Grant grant, uint256 place) internal pure returns (bytes calldata it) {
        uint256 capsuleLength = grant._capsuleLength();
        assembly ("memory-safe") {
            it.offset := add(place, HEADER)
            it.length := capsuleLength
        }
    }

    // slither-disable-end write-after-write

    function _capsuleLength(Grant grant) internal pure returns (uint256) {
        return uint16(Grant.unwrap(grant) >> 16);
    }
}
