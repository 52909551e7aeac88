package org.pcim;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.error.PcimException;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.ImageId;

/**
 * One of a patient's images, with what there is to tell of it.
 *
 * @param id the image
 * @param registered when it was registered
 * @param version the number of its current version
 * @param record the image as it stands on the ledger, verified; null if that cannot be read now
 * @param unreadable why the record is missing: a {@link org.pcim.error.PrunedEventException} if the ledger's node has dropped
 *     an event that belongs to it, so that a node that keeps them tells it. Null if it is there
 */
public record OwnImage(
        ImageId id,
        Instant registered,
        int version,
        @Nullable ImageRecord record,
        @Nullable PcimException unreadable) {}
