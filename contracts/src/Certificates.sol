// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
import {Packed} from "./Packed.sol";
import {Ranges} from "./Ranges.sol";
import {Signatures} from "./Signatures.sol";
import {SignedCalls} from "./SignedCalls.sol";
import {TypedData} from "./TypedData.sol";
import {refuse} from "./Refuse.sol";

/// @title Published certificates
/// @notice Anybody publishes its own OpenPGP certificate, bound to its address by the address's signature.
abstract contract Certificates is SignedCalls {
    uint256 private constant MAX_CERTIFICATE = 16384;
    uint256 private constant MAX_BINDING = 4096;

    /// @dev From the right: sequence number (64 bits), block of its event.
    struct KeySlot {
        uint256 key;
    }

    mapping(address owner => KeySlot) private _keys;

    /// @inheritdoc IPatientCentricAccessControl
    function keyOf(address owner) external view returns (uint256 sequence, uint256 blockNumber) {
        uint256 key = _keys[owner].key;
        return (uint64(key), key >> 64);
    }

    function _hasKey(address owner) internal view returns (bool) {
        return _keys[owner].key != 0;
    }

    function _publishKey(address owner, uint256 sequence, bytes calldata key) internal {
        (bytes calldata ownerBinding, bytes calldata certificateBinding, bytes calldata certificate) = Packed.key(key);
        if (!_isSized(certificate.length, MAX_CERTIFICATE)) {
            refuse(BadCertificate.selector, certificate.length);
        }
        KeySlot storage slot = _keys[owner];
        uint256 last = slot.key;
        if (sequence <= uint64(last)) {
            refuse(StaleSequence.selector, sequence, uint64(last));
        }
        Ranges.requireSequence(sequence);
        if (
            !_isSized(ownerBinding.length, MAX_BINDING) || !_isSized(certificateBinding.length, MAX_BINDING)
                || !_isBound(owner, certificate, sequence, ownerBinding)
        ) {
            refuse(BadBinding.selector, owner, sequence);
        }
        slot.key = sequence | (block.number << 64);
        emit KeyPublished(owner, sequence, last >> 64, key);
    }

    function _isSized(uint256 length, uint256 max) private pure returns (bool) {
        unchecked {
            // Zero is beyond the maximum as well.
            return length - 1 < max;
        }
    }

    function _isBound(address owner, bytes calldata certificate, uint256 sequence, bytes calldata ownerBinding)
        private
        view
        returns (bool)
    {
        bytes32 structHash = TypedData.keyBinding(owner, EfficientHashLib.sha2Calldata(certificate), sequence);
        return Signatures.isValid(owner, _digest(structHash), ownerBinding);
    }
}
