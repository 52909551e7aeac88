package org.pcim.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.ImageId;

/**
 * Where a requester stands with an image.
 *
 * @param image the image
 * @param requester the requester
 * @param status its status; an approval keeps the status {@code APPROVED} when it expires
 * @param expiry from when on the last approval is no longer in force; null if there was none
 * @param version the version that the last capsule opens; 0 if there is none
 * @param certificateSequence the sequence number of the certificate that the last capsule is wrapped for; 0 if there is
 *     none
 */
public record Access(
        ImageId image,
        Address requester,
        AccessStatus status,
        @Nullable Instant expiry,
        int version,
        long certificateSequence) {

    /** Of somebody who never asked. */
    public static Access none(ImageId image, Address requester) {
        return new Access(image, requester, AccessStatus.NONE, null, 0, 0);
    }

    /** Whether an approval is in force at this time: now is before the expiry. */
    public boolean inForce(Instant now) {
        return status == AccessStatus.APPROVED && expiry != null && now.isBefore(expiry);
    }
}
