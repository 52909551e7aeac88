package org.pcim.ethereum;

import java.math.BigInteger;
import org.pcim.model.Digest;

/**
 * A transaction by which something was recorded.
 *
 * @param hash its hash
 * @param block the number of its block
 * @param gasUsed how much gas it took
 * @param gasPrice wei that were paid for each unit of gas
 */
public record RecordedTransaction(Digest hash, long block, long gasUsed, BigInteger gasPrice) {

    /** What was paid for it, in wei. */
    public BigInteger cost() {
        return gasPrice.multiply(BigInteger.valueOf(gasUsed));
    }
}
