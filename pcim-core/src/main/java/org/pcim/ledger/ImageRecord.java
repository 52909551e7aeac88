package org.pcim.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.Signature;

/**
 * An image as it stands on the ledger.
 *
 * @param attestation what a radiologist attested to last: when the image was registered, or in its last correction
 * @param attestationSignature the radiologist's signature over it
 * @param registered the ledger's time at which that was registered
 * @param rotation the last rotation, if the current version is one; else null
 */
public record ImageRecord(
        Attestation attestation,
        Signature attestationSignature,
        Instant registered,
        @Nullable Rotation rotation) {

    /** The highest number of a version; a contract keeps it in 16 bits. */
    public static final int MAX_VERSION = 65_535;

    /**
     * The same images encrypted anew by the patient.
     *
     * @param version the number of the version that it made
     * @param root the root of that version
     * @param keyCheck the check of that version's session key
     * @param time the ledger's time of it
     */
    public record Rotation(int version, Cid root, Digest keyCheck, Instant time) {}

    /** Its id, for good. */
    public ImageId id() {
        return attestation.image();
    }

    /** The patient whose it is. */
    public Address patient() {
        return attestation.patient();
    }

    /** The number of its current version, from 1. */
    public int version() {
        return rotation == null ? attestation.version() : rotation.version;
    }

    /** The root of its current version. */
    public Cid root() {
        return rotation == null ? attestation.root() : rotation.root;
    }

    /** The check of its current version's session key. */
    public Digest keyCheck() {
        return rotation == null ? attestation.keyCheck() : rotation.keyCheck;
    }

    /** Who made its current version: the radiologist, or at a rotation the patient. */
    public Address author() {
        return rotation == null ? attestation.radiologist() : patient();
    }
}
