// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";

/// @title The grants that go with a version
/// @notice One after the other: requester (20 bytes), sequence number of the certificate (8), length of the capsule (2), capsule.
/// @dev As an array of structs, each would cost 1,900 gas more in the call and in the event.
library Grants {
    /// @notice What stands before each capsule.
    uint256 internal constant HEADER = 30;

    /// @notice One of the grants.
    struct Grant {
        address requester;
        uint64 certificateSequence;
        uint256 capsuleLength;
    }

    /// @notice The grant that begins at this place.
    function read(bytes calldata grants, uint256 place) internal pure returns (Grant memory grant) {
        uint256 header;
        assembly ("memory-safe") {
            // Beyond the call there are zeros, and the check below finds what lies beyond the grants.
            header := calldataload(add(grants.offset, place))
        }
        grant.requester = address(uint160(header >> 96));
        grant.certificateSequence = uint64(header >> 32);
        grant.capsuleLength = uint16(header >> 16);
        if (place + HEADER + grant.capsuleLength > grants.length) {
            revert IPatientCentricAccessControl.BrokenGrants(grants.length);
        }
    }
}
