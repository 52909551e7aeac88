package org.pcim.ethereum.internal.sending;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction pays for each unit of gas, in wei.
 *
 * @param maxFee the most that it pays; without a tip its gas price
 * @param tip the most that goes to who makes the block (EIP-1559); null on a chain without a base fee
 */
public record Fees(BigInteger maxFee, @Nullable BigInteger tip) {}
