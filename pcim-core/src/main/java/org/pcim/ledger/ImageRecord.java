package org.pcim.ledger;

import java.time.Instant;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.Signature;

/**
 * An image as it stands on the ledger.
 *
 * @param attestation what a radiologist attested to when it was registered
 * @param attestationSignature the radiologist's signature over it
 * @param registered the ledger's time of its registration
 * @param version the number of its current version, from 1
 * @param root the root of its current version
 */
public record ImageRecord(
        Attestation attestation, Signature attestationSignature, Instant registered, int version, Cid root) {

    /** Its id, for good. */
    public ImageId id() {
        return attestation.image();
    }

    /** The patient whose it is. */
    public Address patient() {
        return attestation.patient();
    }
}
