// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @title A wallet that does what its owner's key signs (ERC-1271)
contract Wallet {
    bytes4 internal constant ACCEPTED = 0x1626ba7e;

    address private immutable _owner;

    constructor(address owner) {
        _owner = owner;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view virtual returns (bytes4) {
        bytes32 r = bytes32(signature[0:32]);
        bytes32 s = bytes32(signature[32:64]);
        return ecrecover(digest, uint8(signature[64]), r, s) == _owner ? ACCEPTED : bytes4(0xffffffff);
    }
}

/// @title A wallet that answers whatever it is given
contract AnsweringWallet {
    bytes private _answer;
    bool private _reverts;

    constructor(bytes memory answer, bool reverts) {
        _answer = answer;
        _reverts = reverts;
    }

    function isValidSignature(bytes32, bytes calldata) external view {
        bytes memory answer = _answer;
        bool reverts = _reverts;
        assembly {
            if reverts { revert(add(answer, 32), mload(answer)) }
            return(add(answer, 32), mload(answer))
        }
    }
}

/// @title A wallet that burns all the gas that it gets
contract BurningWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        assembly {
            for {} 1 {} {}
        }
    }
}

/// @title A wallet that would change something while it is asked
contract WritingWallet {
    uint256 private _asked;

    function isValidSignature(bytes32, bytes calldata) external returns (bytes4) {
        _asked++;
        return 0x1626ba7e;
    }
}

/// @title Code for an account of EIP-7702: accepts what another key signs
contract DelegatedCode {
    address private immutable _device;

    constructor(address device) {
        _device = device;
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        bytes32 r = bytes32(signature[0:32]);
        bytes32 s = bytes32(signature[32:64]);
        return ecrecover(digest, uint8(signature[64]), r, s) == _device ? bytes4(0x1626ba7e) : bytes4(0);
    }
}
