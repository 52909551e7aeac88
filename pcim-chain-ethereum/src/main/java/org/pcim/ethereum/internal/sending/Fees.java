package org.pcim.ethereum.internal.sending;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction pays for each unit of gas, in wei.
 *
 * @param maxFee the most that it pays; without a tip its gas price
 * @param tip the most that goes to who makes the block (EIP-1559); null on a chain without a base fee
 */
public record Fees(BigInteger maxFee, @Nullable BigInteger tip) {

    private static final BigInteger EIGHT = BigInteger.valueOf(8);

    /** An eighth more of both. Nodes ask for a tenth more from what is to replace another one. */
    Fees raised() {
        return new Fees(raised(maxFee), tip == null ? null : raised(tip));
    }

    /** The higher of each. */
    Fees orMarket(Fees market) {
        return new Fees(
                maxFee.max(market.maxFee),
                market.tip == null ? null : market.tip.max(tip == null ? BigInteger.ZERO : tip));
    }

    private static BigInteger raised(BigInteger wei) {
        return wei.add(wei.divide(EIGHT)).add(BigInteger.ONE);
    }
}
