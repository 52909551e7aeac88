package org.pcim.ethereum.internal.rpc;

import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Digest;

/**
 * Which block is meant, and what it says of itself.
 *
 * @param number its height
 * @param hash its hash
 * @param parent the hash of the block before it
 * @param time its time
 * @param gasLimit how much gas all its transactions may take together
 * @param baseFee wei for each unit of gas (EIP-1559); null on a chain without
 */
public record BlockHeader(
        long number,
        Digest hash,
        Digest parent,
        Instant time,
        long gasLimit,
        @Nullable BigInteger baseFee) {}
