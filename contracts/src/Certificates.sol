// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";

import {IPatientCentricAccessControl} from "./IPatientCentricAccessControl.sol";
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
    mapping(address owner => uint256) private _keys;

    /// @inheritdoc IPatientCentricAccessControl
    function keyOf(address owner) external view returns (uint256 sequence, uint256 blockNumber) {
        uint256 key = _keys[owner];
        return (uint64(key), key >> 64);
    }

    function _hasKey(address owner) internal view returns (bool) {
        return _keys[owner] != 0;
    }

    function _publishKey(address owner, Key calldata it) internal {
        Ranges.requireText(it.ownerBinding.length);
        bytes calldata certificate = it.certificate;
        uint256 sequence = it.sequence;
        if (certificate.length == 0 || certificate.length > MAX_CERTIFICATE) {
            refuse(BadCertificate.selector, certificate.length);
        }
        uint256 last = _keys[owner];
        if (sequence <= uint64(last)) {
            refuse(StaleSequence.selector, sequence, uint64(last));
        }
        Ranges.requireSequence(sequence);
        uint256 bindingLength = it.certificateBinding.length;
        if (bindingLength == 0 || bindingLength > MAX_BINDING || !_isBound(owner, certificate, sequence, it.ownerBinding))
        {
            refuse(BadBinding.selector, owner, sequence);
        }
        _keys[owner] = sequence | (block.number << 64);
        emit KeyPublished(owner, sequence, last >> 64, certificate, it.ownerBinding, it.certificateBinding);
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
