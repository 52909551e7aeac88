package org.pcim.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;

/**
 * What a ledger knows of an image and a participant without its events, so that it never forgets it.
 *
 * @param patient whose image it is
 * @param version the number of its current version
 * @param status where the participant stands as a requester; {@code NONE} for the patient
 * @param expiry from when on the participant's last approval is no longer in force; null if there was none
 */
public record Standing(
        Address patient,
        int version,
        AccessStatus status,
        @Nullable Instant expiry) {}
