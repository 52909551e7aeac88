// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.30;

import {Check} from "./Check.sol";

/// @title What participants sign, as docs/ledger.md has it
/// @notice Hashed by Foundry, so that the contract's own hashing is held against another's.
abstract contract Messages is Check {
    string internal constant ATTESTATION =
        "Attestation(address patient,bytes32 image,uint32 version,bytes32 previous,bytes32 root,bytes32 statement,bytes32 keyCheck,string modality,string bodyPart,address radiologist,bytes32 radiologistCertificate,uint64 date,uint64 lastDay)";
    string internal constant REGRANT = "Regrant(address requester,bytes capsule,uint64 certificateSequence)";
    string internal constant APPROVAL =
        "Approval(bytes32 image,address requester,uint32 version,uint64 expiry,bytes capsule,uint64 certificateSequence)";
    string internal constant REQUEST = "Request(bytes32 image,bool isSealed,bytes notes)";

    struct SignedAttestation {
        address patient;
        bytes32 image;
        uint32 version;
        bytes32 previous;
        bytes32 root;
        bytes32 statement;
        bytes32 keyCheck;
        string modality;
        string bodyPart;
        address radiologist;
        bytes32 radiologistCertificate;
        uint64 date;
        uint64 lastDay;
    }

    struct SignedRegrant {
        address requester;
        bytes capsule;
        uint64 certificateSequence;
    }

    struct SignedApproval {
        bytes32 image;
        address requester;
        uint32 version;
        uint64 expiry;
        bytes capsule;
        uint64 certificateSequence;
    }

    struct SignedRequest {
        bytes32 image;
        bool isSealed;
        bytes notes;
    }

    /// @notice The hash of a struct that has something of no fixed size.
    /// @param fields its values, by abi.encode
    function hashOf(string memory definition, bytes memory fields) internal pure returns (bytes32) {
        return vm.eip712HashStruct(definition, bytes.concat(bytes32(uint256(32)), fields));
    }

    /// @notice The hash of a signed call.
    /// @param definition its fields, up to the sender, and then the other types
    function callHash(string memory name, string memory definition, string memory types, bytes memory encoded)
        internal
        pure
        returns (bytes32)
    {
        return vm.eip712HashStruct(
            string.concat(name, "(", definition, "address sender,uint256 nonce,uint64 deadline)", types), encoded
        );
    }
}
