// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {ECDSA} from "solady/utils/ECDSA.sol";
import {LibCall} from "solady/utils/LibCall.sol";

/// @title Whose signature it is
/// @notice A key's ECDSA signature, or whatever the signer's contract accepts (ERC-1271). The key comes first, so that an account
/// with EIP-7702 code can still sign by its key.
library Signatures {
    /// @notice What a signer's contract may use: enough for a passkey that is verified in Solidity.
    uint256 internal constant CONTRACT_GAS = 400_000;

    uint256 private constant HALF_ORDER = 0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0;
    bytes4 private constant ERC1271_ACCEPTED = 0x1626ba7e;

    /// @notice Whether this is the signer's signature over the digest.
    function isValid(address signer, bytes32 digest, bytes calldata signature) internal view returns (bool) {
        return _isByKey(signer, digest, signature) || _isByContract(signer, digest, signature);
    }

    /// @dev Only 65 bytes, the lower s and v 27 or 28: no valid signature can be changed into another.
    function _isByKey(address signer, bytes32 digest, bytes calldata signature) private view returns (bool) {
        if (signature.length != 65) {
            return false;
        }
        bytes32 s;
        assembly ("memory-safe") {
            s := calldataload(add(signature.offset, 32))
        }
        if (uint256(s) > HALF_ORDER) {
            return false;
        }
        address recovered = ECDSA.tryRecoverCalldata(digest, signature);
        return recovered == signer && recovered != address(0);
    }

    function _isByContract(address signer, bytes32 digest, bytes calldata signature) private view returns (bool) {
        if (signer.code.length == 0) {
            return false;
        }
        bytes memory question = abi.encodeWithSelector(ERC1271_ACCEPTED, digest, signature);
        (bool success,, bytes memory answer) = LibCall.tryStaticCall(signer, CONTRACT_GAS, 32, question);
        return success && answer.length == 32 && bytes32(answer) == ERC1271_ACCEPTED;
    }
}
