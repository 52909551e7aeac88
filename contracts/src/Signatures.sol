// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "solady/utils/ECDSA.sol";

/// @title Whose signature it is
/// @notice A key's ECDSA signature, or whatever the signer's contract accepts (ERC-1271). The key comes first, so that an account
/// with EIP-7702 code can still sign by its key.
library Signatures {
    /// @notice What a signer's contract may use: enough for a passkey that is verified in Solidity.
    uint256 internal constant CONTRACT_GAS = 400_000;

    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
    uint256 private constant ERC1271_ACCEPTED = 0x1626ba7e;

    /// @notice Whether this is the signer's signature over the digest.
    function isValid(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        return _isByKey(signer, digest, signature) || _isByContract(signer, digest, signature);
    }

    /// @dev Only 65 bytes, the lower s and v 27 or 28: no valid signature can be changed into another.
    function _isByKey(address signer, bytes32 digest, bytes calldata signature) private view returns (bool) {
        if (signature.length != 65) {
            return false;
        }
        bytes32 r;
        bytes32 s;
        uint8 v;
        assembly ("memory-safe") {
            r := calldataload(signature.offset)
            s := calldataload(add(signature.offset, 0x20))
            v := byte(0, calldataload(add(signature.offset, 0x40)))
        }
        if (uint256(s) > HALF_ORDER) {
            return false;
        }
        address recovered = ECDSA.tryRecover(digest, v, r, s);
        return recovered == signer && recovered != address(0);
    }

    /// @dev Whoever has no code answers nothing, and of a long answer only the first word is taken.
    function _isByContract(address signer, bytes32 digest, bytes calldata signature)
        private
        view
        returns (bool accepted)
    {
        assembly ("memory-safe") {
            let question := mload(0x40)
            mstore(question, shl(224, ERC1271_ACCEPTED))
            mstore(add(question, 0x04), digest)
            mstore(add(question, 0x24), 0x40)
            mstore(add(question, 0x44), signature.length)
            calldatacopy(add(question, 0x64), signature.offset, signature.length)
            let answered := staticcall(CONTRACT_GAS, signer, question, add(signature.length, 0x64), 0, 0x20)
            accepted := and(answered, and(gt(returndatasize(), 0x1f), eq(mload(0), shl(224, ERC1271_ACCEPTED))))
        }
    }
}
