package org.pcim.ledger;

import java.time.Instant;
import org.pcim.model.Digest;

/**
 * The newest state of a ledger.
 *
 * @param block the number of its newest block or entry; 0 if there is none
 * @param time when that was recorded
 * @param hash its hash, which covers all before it
 */
public record LedgerHead(long block, Instant time, Digest hash) {}
