// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

/// @dev An image in one slot, from the right: patient (160 bits), number of the current version (16), block of the event that
/// brought it (40), block of the last attestation (40). The root of a later version has a slot without a patient.
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
    function laterRoot() internal view returns (Image) {
        return Image.wrap(block.number << 176);
    }

    /// @notice The image with its next version.
    function next(Image image, bool attested) internal view returns (Image) {
        unchecked {
            uint256 blocks = attested ? (block.number << 40) | block.number : (image.attestedBlock() << 40) | block.number;
            return Image.wrap(uint160(image.patient()) | ((image.version() + 1) << 160) | (blocks << 176));
        }
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
