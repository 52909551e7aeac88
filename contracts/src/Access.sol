// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {both} from "./Conditions.sol";

/// @dev Where a requester stands with an image, in one slot, from the right: patient (160 bits), status (8), nothing (8), block of
/// the event with the last capsule (40), expiry of the last approval (40). All but the status outlives a denial and a removal.
type Access is uint256;

using Accesses for Access global;

/// @dev Where an access stands in storage.
struct AccessSlot {
    Access access;
}

library Accesses {
    uint256 internal constant PENDING = 1;
    uint256 internal constant APPROVED = 2;
    uint256 internal constant DENIED = 3;
    uint256 internal constant REMOVED = 4;
    uint256 internal constant WITHDRAWN = 5;

    uint256 private constant STATUS = 0xff << 160;
    uint256 private constant BLOCK = 0xffffffffff << 176;

    /// @notice The access after a request to this patient.
    function requested(Access access, address from) internal pure returns (Access) {
        return Access.wrap(uint160(from) | Access.unwrap(access.changed(PENDING)));
    }

    function changed(Access access, uint256 to) internal pure returns (Access) {
        return Access.wrap((Access.unwrap(access) & ~STATUS) | (to << 160));
    }

    /// @notice The access after this patient approved, with a capsule in this block.
    function granted(address by, uint256 until) internal view returns (Access) {
        return Access.wrap(uint160(by) | (APPROVED << 160) | (block.number << 176) | (until << 216));
    }

    /// @notice The access with a newer capsule in this block.
    function renewed(Access access) internal view returns (Access) {
        return Access.wrap((Access.unwrap(access) & ~BLOCK) | (block.number << 176));
    }

    function isInForce(Access access) internal view returns (bool) {
        return both(access.status() == APPROVED, block.timestamp < access.expiry());
    }

    function patient(Access access) internal pure returns (address) {
        return address(uint160(Access.unwrap(access)));
    }

    function status(Access access) internal pure returns (uint256) {
        return uint8(Access.unwrap(access) >> 160);
    }

    function expiry(Access access) internal pure returns (uint256) {
        return uint40(Access.unwrap(access) >> 216);
    }

    function blockNumber(Access access) internal pure returns (uint256) {
        return uint40(Access.unwrap(access) >> 176);
    }
}
