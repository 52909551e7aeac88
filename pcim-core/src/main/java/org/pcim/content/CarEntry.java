package org.pcim.content;

import org.pcim.model.Cid;

/**
 * Where a block lies in a CAR.
 *
 * @param cid the CID that the CAR says it has; nobody has verified it
 * @param offset where its bytes begin, from the beginning of the CAR
 * @param length the number of its bytes
 */
public record CarEntry(Cid cid, long offset, int length) {}
