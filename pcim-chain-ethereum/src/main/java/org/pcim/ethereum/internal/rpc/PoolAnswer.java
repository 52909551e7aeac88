package org.pcim.ethereum.internal.rpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pcim.ethereum.internal.rpc.RejectedTransactionException.Cause;

/**
 * What a node means when it answers a transaction with an error.
 *
 * <p>No standard says it: all of them use a few codes for everything, so that their texts have to tell. These are those of
 * geth, Erigon, Nethermind, Besu, Reth and anvil.
 */
final class PoolAnswer {

    private static final List<String> KNOWN =
            List.of("already known", "alreadyknown", "known transaction", "already imported", "already in pool");

    private static final List<String> BUSY = List.of(
            "txpool is full", "pool is full", "too many", "rate limit", "limit exceeded", "timeout", "timed out");

    private static final List<Map.Entry<Cause, List<String>>> CAUSES = List.of(
            Map.entry(Cause.NONCE_USED, List.of("nonce too low", "nonce is too low", "oldnonce", "nonce below")),
            Map.entry(
                    Cause.NONCE_TAKEN,
                    List.of("replacement", "nonce already", "same nonce", "alternative transaction")),
            Map.entry(
                    Cause.OUT_OF_FUNDS,
                    List.of(
                            "insufficient funds",
                            "insufficientfunds",
                            "insufficient balance",
                            "upfront cost",
                            "overshot")),
            Map.entry(
                    Cause.UNDERPRICED,
                    List.of(
                            "underpriced",
                            "less than block base fee",
                            "fee too low",
                            "feetoolow",
                            "price too low",
                            "gas price below",
                            "fee per gas cannot be lower",
                            "base fee exceeds",
                            "below configured minimum",
                            "tip too low",
                            "priority fee")),
            Map.entry(
                    Cause.WRONG_CHAIN,
                    List.of("chain id", "chainid", "chain_id", "invalid sender", "replay-protected")));

    private PoolAnswer() {}

    /** Whether the node has the transaction already. */
    static boolean isKnown(RpcError error) {
        return names(error, KNOWN);
    }

    /** Why the node does not take it; nothing if another node, or the same one later, may. */
    static Optional<Cause> cause(RpcError error) {
        if (names(error, BUSY)) {
            return Optional.empty();
        }
        return CAUSES.stream()
                .filter(cause -> names(error, cause.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> Optional.of(Cause.INVALID));
    }

    private static boolean names(RpcError error, List<String> texts) {
        return texts.stream().anyMatch(error.text()::contains);
    }
}
