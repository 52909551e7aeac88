package org.pcim.ethereum.internal.sending;

import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.FeePolicy;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.model.Address;

/** What has to be paid for gas now, within what may be paid. */
final class FeeMarket {

    /** Where a node suggests no tip, in wei: 1.5 Gwei. */
    private static final BigInteger USUAL_TIP = BigInteger.valueOf(1_500_000_000);

    /** Nodes make it from the last twenty blocks or more, so it hardly changes meanwhile. */
    private static final long TIP_LASTS = Duration.ofSeconds(10).toNanos();

    private final EthereumNodes nodes;
    private final FeePolicy policy;
    private volatile @Nullable Tip last;

    private record Tip(BigInteger wei, long asked) {}

    FeeMarket(EthereumNodes nodes, FeePolicy policy) {
        this.nodes = nodes;
        this.policy = policy;
    }

    /**
     * What a transaction pays that is to go soon: it stays good while the base fee does not double.
     *
     * @param head the newest block
     * @throws LedgerFaultException if the chain asks more than may be paid
     */
    Fees now(Address sender, BlockHeader head) {
        BigInteger baseFee = head.baseFee();
        if (baseFee == null) {
            BigInteger price = nodes.gasPrice();
            requireAllowed(sender, price);
            return new Fees(price, null);
        }
        requireAllowed(sender, baseFee);
        BigInteger tip = tip();
        BigInteger maxFee = limited(baseFee.shiftLeft(1).add(tip));
        return new Fees(maxFee, tip.min(maxFee));
    }

    private BigInteger tip() {
        Tip known = last;
        if (known == null || System.nanoTime() - known.asked > TIP_LASTS) {
            known = new Tip(nodes.tip().orElse(USUAL_TIP), System.nanoTime());
            last = known;
        }
        return known.wei;
    }

    /** Whether these may be paid. */
    boolean allows(Fees fees) {
        return policy.maxFeePerGas() == null || fees.maxFee().compareTo(policy.maxFeePerGas()) <= 0;
    }

    private BigInteger limited(BigInteger wei) {
        return policy.maxFeePerGas() == null ? wei : wei.min(policy.maxFeePerGas());
    }

    private void requireAllowed(Address sender, BigInteger asked) {
        if (policy.maxFeePerGas() != null && asked.compareTo(policy.maxFeePerGas()) > 0) {
            throw new LedgerFaultException(
                    "send transaction",
                    "of " + sender,
                    LedgerFault.UNDERPRICED,
                    "the chain asks " + asked + " wei for each unit of gas now, and the fee policy allows "
                            + policy.maxFeePerGas() + "; wait, or allow more");
        }
    }
}
