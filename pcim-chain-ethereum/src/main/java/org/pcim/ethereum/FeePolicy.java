package org.pcim.ethereum;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What may be paid for gas.
 *
 * <p>On a chain with a base fee (EIP-1559) a transaction offers twice the present base fee and the tip that the node
 * suggests; on a chain without, the gas price that the node suggests.
 *
 * @param maxFeePerGas the most that is paid for each unit of gas, in wei; null for no limit
 */
public record FeePolicy(@Nullable BigInteger maxFeePerGas) {

    /** Refuses a limit that is not above zero. */
    public FeePolicy {
        if (maxFeePerGas != null && maxFeePerGas.signum() <= 0) {
            throw new IllegalArgumentException("The most that is paid for gas is above zero, not " + maxFeePerGas);
        }
    }

    /** Pays what the chain asks. */
    public static FeePolicy market() {
        return new FeePolicy(null);
    }

    /** Pays what the chain asks, but never more than this for each unit of gas, in wei. */
    public static FeePolicy atMost(BigInteger weiPerGas) {
        return new FeePolicy(weiPerGas);
    }
}
