// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

// Each reverts with an error and its values. As `revert` statements, the forty of them would be a tenth of the contract's code.

function refuse(bytes4 selector, bytes32 a) pure {
    _refuse(uint32(selector), uint256(a), 0, 0, 1);
}

function refuse(bytes4 selector, address a) pure {
    _refuse(uint32(selector), uint160(a), 0, 0, 1);
}

function refuse(bytes4 selector, uint256 a) pure {
    _refuse(uint32(selector), a, 0, 0, 1);
}

function refuse(bytes4 selector, uint256 a, uint256 b) pure {
    _refuse(uint32(selector), a, b, 0, 2);
}

function refuse(bytes4 selector, bytes32 a, uint256 b) pure {
    _refuse(uint32(selector), uint256(a), b, 0, 2);
}

function refuse(bytes4 selector, address a, uint256 b) pure {
    _refuse(uint32(selector), uint160(a), b, 0, 2);
}

function refuse(bytes4 selector, bytes32 a, address b) pure {
    _refuse(uint32(selector), uint256(a), uint160(b), 0, 2);
}

function refuse(bytes4 selector, uint256 a, address b) pure {
    _refuse(uint32(selector), a, uint160(b), 0, 2);
}

function refuse(bytes4 selector, uint256 a, uint256 b, uint256 c) pure {
    _refuse(uint32(selector), a, b, c, 3);
}

function refuse(bytes4 selector, bytes32 a, address b, uint256 c) pure {
    _refuse(uint32(selector), uint256(a), uint160(b), c, 3);
}

function _refuse(uint256 selector, uint256 a, uint256 b, uint256 c, uint256 count) pure {
    assembly ("memory-safe") {
        let words := mload(0x40)
        mstore(words, shl(224, selector))
        mstore(add(words, 0x04), a)
        mstore(add(words, 0x24), b)
        mstore(add(words, 0x44), c)
        revert(words, add(0x04, shl(5, count)))
    }
}
