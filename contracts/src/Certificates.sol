// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
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

    /// @inheritdoc IPatientCentricAccessControl
    function keyOf(address owner) external view returns (uint256 sequence, uint256 blockNumber) {
        return (_keys[owner].sequence, _keys[owner].blockNumber);
    }

    function _hasKey(address owner) internal view returns (bool) {
        return _keys[owner].sequence != 0;
    }

    function _publishKey(address owner, Key calldata key) internal {
        Ranges.requireText(key.ownerBinding);
        if (key.certificate.length == 0 || key.certificate.length > MAX_CERTIFICATE) {
            revert BadCertificate(key.certificate.length);
        }
        Published storage published = _keys[owner];
        (uint256 last, uint256 previousBlock) = (published.sequence, published.blockNumber);
        if (key.sequence <= last) {
            revert StaleSequence(key.sequence, last);
        }
        Ranges.requireSequence(key.sequence);
        uint256 bindingLength = key.certificateBinding.length;
        if (bindingLength == 0 || bindingLength > MAX_BINDING || !_isBound(owner, key)) {
            revert BadBinding(owner, key.sequence);
        }
        _keys[owner] = Published(uint64(key.sequence), uint40(block.number));
        emit KeyPublished(owner, key.sequence, previousBlock, key.certificate, key.ownerBinding, key.certificateBinding);
    }

    function _isBound(address owner, Key calldata key) private view returns (bool) {
        bytes32 certificate = EfficientHashLib.sha2Calldata(key.certificate);
        bytes32 digest = _hashTypedData(TypedData.keyBinding(owner, certificate, key.sequence));
        return Signatures.isValid(owner, digest, key.ownerBinding);
    }
}
