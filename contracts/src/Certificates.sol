// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";

import {Ranges} from "./Ranges.sol";
import {Signatures} from "./Signatures.sol";
import {SignedCalls} from "./SignedCalls.sol";
import {TypedData} from "./TypedData.sol";

/// @title Published certificates
/// @notice Anybody publishes its own OpenPGP certificate, bound to its address by the address's signature.
abstract contract Certificates is SignedCalls {
    uint256 private constant MAX_CERTIFICATE = 16384;
    uint256 private constant MAX_BINDING = 4096;

    struct Published {
        uint64 sequence;
        uint40 blockNumber;
    }

    mapping(address owner => Published) private _keys;

    function keyOf(address owner) external view returns (uint64 sequence, uint64 blockNumber) {
        return (_keys[owner].sequence, _keys[owner].blockNumber);
    }

    function _hasKey(address owner) internal view returns (bool) {
        return _keys[owner].sequence != 0;
    }

    function _publishKey(address owner, Key calldata key) internal {
        uint64 sequence = key.sequence;
        Ranges.requireText(key.ownerBinding);
        if (key.certificate.length == 0 || key.certificate.length > MAX_CERTIFICATE) {
            revert BadCertificate(key.certificate.length);
        }
        Published memory last = _keys[owner];
        if (sequence <= last.sequence) {
            revert StaleSequence(sequence, last.sequence);
        }
        Ranges.requireSequence(sequence);
        uint256 bindingLength = key.certificateBinding.length;
        if (bindingLength == 0 || bindingLength > MAX_BINDING || !_isBound(owner, key)) {
            revert BadBinding(owner, sequence);
        }
        _keys[owner] = Published(sequence, uint40(block.number));
        emit KeyPublished(owner, sequence, last.blockNumber, key.certificate, key.ownerBinding, key.certificateBinding);
    }

    function _isBound(address owner, Key calldata key) private view returns (bool) {
        bytes32 certificate = EfficientHashLib.sha2Calldata(key.certificate);
        bytes32 digest = _hashTypedData(TypedData.keyBinding(owner, certificate, key.sequence));
        return Signatures.isValid(owner, digest, key.ownerBinding);
    }
}
