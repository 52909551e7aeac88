package org.pcim;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.error.PrunedEventException;
import org.pcim.ledger.Institution;
import org.pcim.model.Address;
import org.pcim.model.ImageId;

/**
 * A request as the patient decides on it, with what there is to tell who asks.
 *
 * @param image the image
 * @param requester who asks
 * @param time when it was recorded
 * @param notes what the requester wrote; null if there are none, or they cannot be read, because they were sealed to others
 *     or copied from elsewhere
 * @param certificate the requester's certificate, for which an approval wraps the key: its fingerprint is to be compared
 *     with what the requester says of itself. Null if what the requester published cannot be used, or cannot be read; then the
 *     request can only be denied
 * @param institution the institution that vouches for the requester, or null
 * @param dropped why the certificate or the institution is missing, if the ledger's node has dropped the event that tells it;
 *     a node that keeps them tells it. Null if it is not for that
 */
public record AccessRequest(
        ImageId image,
        Address requester,
        Instant time,
        @Nullable String notes,
        @Nullable RecipientCertificate certificate,
        @Nullable Institution institution,
        @Nullable PrunedEventException dropped) {

    /** What the certificate calls its owner; anybody can call himself anything. */
    public List<String> userIds() {
        return certificate == null ? List.of() : certificate.userIds();
    }
}
