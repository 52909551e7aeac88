package org.pcim;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.ledger.Institution;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;

/**
 * A request as the patient decides on it, with what there is to tell who asks.
 *
 * @param image the image
 * @param requester who asks
 * @param time when it was recorded
 * @param notes what the requester wrote; null if they cannot be read, because they were sealed to others or copied from
 *     elsewhere
 * @param certificate SHA-256 of the requester's certificate, for which an approval wraps the key
 * @param fingerprint the fingerprint of that certificate, to compare with what the requester says of itself
 * @param userIds what the certificate calls its owner; anybody can call himself anything
 * @param institution the institution that vouches for the requester, or null
 */
public record AccessRequest(
        ImageId image,
        Address requester,
        Instant time,
        @Nullable String notes,
        Digest certificate,
        String fingerprint,
        List<String> userIds,
        @Nullable Institution institution) {

    /** Copies the list. */
    public AccessRequest {
        userIds = List.copyOf(userIds);
    }
}
