package org.pcim.ledger;

import java.time.Instant;

/**
 * A certificate that a ledger has recorded.
 *
 * @param published as its owner published it
 * @param time the ledger's time
 */
public record RecordedCertificate(PublishedCertificate published, Instant time) {}
