// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @notice Whether one of them holds. Costs less than || where all are at hand.
function any(bool a, bool b, bool c) pure returns (bool holds) {
    assembly ("memory-safe") {
        holds := or(or(a, b), c)
    }
}
