// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";

/// @dev An image in one slot, from the right: patient (160 bits), number of the current version (16), block of the event that
/// brought it (40), block of the last attestation (40). The root of a later version has a slot without a patient (160 bits of
/// zeros), which says of which image it is which version (96 bits of their hash).
type Image is uint256;

using Images for Image global;

/// @dev Where an image stands in storage.
struct ImageSlot {
    Image image;
}

library Images {
    /// @notice A first version.
    function first(address owner) internal view returns (Image) {
        return Image.wrap(uint160(owner) | (1 << 160) | (block.number << 176) | (block.number << 216));
    }

    /// @notice The root of a later version.
    /// @dev A root that passes for that of another's version needs the same 96 bits: 2^96 attempts, each a registered image. Two
    /// images of one's own take 2^48, and gain nothing: which root a version has, its number says already, and which one a
    /// correction follows on, a radiologist signs.
    function laterRoot(bytes32 id, uint256 number) internal pure returns (Image) {
        return Image.wrap((uint256(EfficientHashLib.hash(id, bytes32(number))) >> 160) << 160);
    }

    /// @notice The image with its next version.
    function next(Image image, bool attested) internal view returns (Image) {
        unchecked {
            uint256 blocks = attested ? (block.number << 40) | block.number : (image.attestedBlock() << 40) | block.number;
            return Image.wrap(uint160(image.patient()) | ((image.version() + 1) << 160) | (blocks << 176));
        }
    }

    function isSame(Image image, Image other) internal pure returns (bool) {
        return Image.unwrap(image) == Image.unwrap(other);
    }

    function isKnown(Image image) internal pure returns (bool) {
        return Image.unwrap(image) != 0;
    }

    function patient(Image image) internal pure returns (address) {
        return address(uint160(Image.unwrap(image)));
    }

    function version(Image image) internal pure returns (uint256) {
        return uint16(Image.unwrap(image) >> 160);
    }

    function blockNumber(Image image) internal pure returns (uint256) {
        return uint40(Image.unwrap(image) >> 176);
    }

    function attestedBlock(Image image) internal pure returns (uint256) {
        return Image.unwrap(image) >> 216;
    }
}
