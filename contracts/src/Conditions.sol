// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

// These cost less than || and && where all conditions are at hand.

/// @notice Whether one of them holds.
function any(bool a, bool b, bool c) pure returns (bool holds) {
    assembly ("memory-safe") {
        holds := or(or(a, b), c)
    }
}

/// @notice Whether both hold.
function both(bool a, bool b) pure returns (bool hold) {
    assembly ("memory-safe") {
        hold := and(a, b)
    }
}

/// @notice Whether all of them hold.
function all(bool a, bool b, bool c) pure returns (bool hold) {
    assembly ("memory-safe") {
        hold := and(and(a, b), c)
    }
}
