// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Vm} from "./Vm.sol";

/// @title Assertions
abstract contract Check {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    /// @notice Foundry calls what is named test, and looks at this.
    bool public constant IS_TEST = true;

    error NotEqual(uint256 actual, uint256 expected, string what);
    error NotSo(string what);

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) {
            revert NotEqual(actual, expected, what);
        }
    }

    function assertEq(bytes32 actual, bytes32 expected, string memory what) internal pure {
        assertEq(uint256(actual), uint256(expected), what);
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        assertEq(uint160(actual), uint160(expected), what);
    }

    function assertTrue(bool holds, string memory what) internal pure {
        if (!holds) {
            revert NotSo(what);
        }
    }

    /// @notice A number from least to most that follows from any number.
    function bound(uint256 value, uint256 least, uint256 most) internal pure returns (uint256) {
        if (value >= least && value <= most) {
            return value;
        }
        uint256 range = most - least;
        return range == type(uint256).max ? value : least + value % (range + 1);
    }
}
