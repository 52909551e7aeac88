package org.pcim.ethereum.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.ethereum.internal.rpc.RejectedTransactionException.Cause;

class PoolAnswerTest {

    @ParameterizedTest
    @ValueSource(strings = {"already known", "AlreadyKnown", "Known transaction", "transaction already imported"})
    void aKnownTransactionIsThere(String message) {
        assertTrue(PoolAnswer.isKnown(error(message)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NONCE_USED | nonce too low: next nonce 5, tx nonce 4",
                "NONCE_USED | Nonce too low",
                "NONCE_USED | OldNonce, Current nonce: 5, nonce of rejected tx: 4",
                "NONCE_TAKEN | replacement transaction underpriced",
                "NONCE_TAKEN | ReplacementNotAllowed",
                "UNDERPRICED | transaction underpriced: gas tip cap 0, minimum needed 1",
                "UNDERPRICED | max fee per gas less than block base fee: address 0x00, maxFeePerGas: 1, baseFee: 7",
                "UNDERPRICED | FeeTooLow, EffectivePriorityFeePerGas too low 0 < 1",
                "UNDERPRICED | Gas price below configured minimum gas price",
                "UNDERPRICED | max priority fee per gas higher than max fee per gas",
                "OUT_OF_FUNDS | insufficient funds for gas * price + value: balance 0, tx cost 42",
                "OUT_OF_FUNDS | insufficient funds for gas * price + value: address 0x00 have 0 want 42",
                "OUT_OF_FUNDS | InsufficientFunds, Account balance: 0, cumulative cost: 42",
                "OUT_OF_FUNDS | Upfront cost exceeds account balance",
                "WRONG_CHAIN | invalid chain id for signer: have 1 want 5",
                "WRONG_CHAIN | invalid sender",
                "WRONG_CHAIN | only replay-protected (EIP-155) transactions allowed over RPC",
                "INVALID | exceeds block gas limit",
                "INVALID | intrinsic gas too low",
                "INVALID | rlp: value size exceeds available input length",
                "INVALID | something that nobody has seen yet"
            })
    void tellsWhyATransactionIsNotTaken(Cause cause, String message) {
        assertFalse(PoolAnswer.isKnown(error(message)));
        assertEquals(Optional.of(cause), PoolAnswer.cause(error(message)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"txpool is full", "rate limit exceeded", "Too many requests", "request timed out"})
    void aBusyNodeSaysNothingOfTheTransaction(String message) {
        assertEquals(Optional.empty(), PoolAnswer.cause(error(message)));
    }

    @Test
    void showsOnlyTheBeginningOfALongMessage() {
        assertTrue(String.valueOf(error("x".repeat(10_000)).getMessage()).length() < 300);
    }

    private static RpcError error(String message) {
        return new RpcError("127.0.0.1", -32000, message, null);
    }
}
