package org.pcim.internal;

import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.model.Bytes;

/**
 * How many bytes the parts of an operation take in an Ethereum transaction, which nodes take up to 128 KiB.
 *
 * <p>What fits stays below the 2^24 gas of a transaction as well: {@link LedgerOperation#MAX_BATCH} sees to it where the
 * parts are small, and 128 KiB cost at most 40 gas a byte.
 */
final class OperationSize {

    /**
     * For all parts together: 128 KiB without 16 KiB for the rest, which can be a capsule and two signatures of 4096 bytes
     * each, or a capsule, a signature and 200 addresses.
     */
    static final int MAX = 112 * 1024;

    private static final int WORD = 32;

    private OperationSize() {}

    /** Of an item of a batch. */
    static int of(LedgerOperation item) {
        if (item instanceof ApproveRequester it) {
            return words(7) + of(it.grant().capsule().bytes());
        } else if (item instanceof RequestAccess it) {
            return words(4) + of(it.notes().content());
        }
        throw new IllegalArgumentException("There is no batch of " + item.action());
    }

    /** Of a capsule that goes with a new version. */
    static int of(Regrant grant) {
        return words(4) + of(grant.capsule().bytes());
    }

    /** The length and the bytes, filled up to whole words. */
    private static int of(Bytes bytes) {
        return words(1 + (bytes.length() + WORD - 1) / WORD);
    }

    private static int words(int count) {
        return count * WORD;
    }
}
