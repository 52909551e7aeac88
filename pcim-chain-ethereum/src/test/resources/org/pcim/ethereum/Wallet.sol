// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title A contract that signs by the key of its owner (ERC-1271)
contract Wallet {
    address private immutable OWNER;

    constructor(address owner) {
        OWNER = owner;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        bytes32 r = bytes32(signature[0:32]);
        bytes32 s = bytes32(signature[32:64]);
        bool valid = signature.length == 65 && ecrecover(digest, uint8(signature[64]), r, s) == OWNER;
        return valid ? this.isValidSignature.selector : bytes4(0xffffffff);
    }
}
