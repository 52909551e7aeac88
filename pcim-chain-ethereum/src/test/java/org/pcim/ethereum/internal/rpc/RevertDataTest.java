package org.pcim.ethereum.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.model.Bytes;

class RevertDataTest {

    private static final String DATA = "0x220266b6" + "00".repeat(31) + "2a";

    @ParameterizedTest
    @ValueSource(
            strings = {
                // geth, Erigon, Besu, Nethermind, anvil
                "\"%s\"",
                // OpenEthereum
                "\"Reverted %s\"",
                // without quotation marks, as clients cut them
                "%s",
                // Hardhat
                "{\"message\":\"reverted with a custom error\",\"data\":\"%s\"}",
                "{\"data\":{\"data\":\"%s\",\"txHash\":\"0x00\"}}",
                // Ganache
                "{\"0x1111111111111111111111111111111111111111111111111111111111111111\":{\"error\":\"revert\","
                        + "\"program_counter\":42,\"return\":\"%s\"},\"stack\":\"at a\",\"name\":\"c\"}",
                "{\"hash\":null,\"programCounter\":42,\"result\":\"%s\",\"reason\":null,\"message\":\"revert\"}",
            })
    void findsTheReasonInEveryForm(String form) {
        assertEquals(Optional.of(Bytes.fromHex(DATA)), of(3, "execution reverted", form.formatted(DATA)));
    }

    @Test
    void findsTheReasonInTheMessageIfItIsOnlyThere() {
        assertEquals(
                Optional.of(Bytes.fromHex(DATA)),
                of(-32000, "execution reverted: custom error " + DATA + ": 42", null));
        assertEquals(Optional.of(Bytes.fromHex("220266b6")), of(-32000, "Reverted 0x220266b6", null));
    }

    @Test
    void aRevertWithoutAReasonHasNone() {
        assertEquals(Optional.of(Bytes.empty()), of(-32000, "execution reverted", null));
        assertEquals(Optional.of(Bytes.empty()), of(3, "execution reverted", "\"0x\""));
        assertEquals(Optional.of(Bytes.empty()), of(-32015, "VM execution error: Reverted", "\"Reverted 0x\""));
        assertEquals(Optional.of(Bytes.empty()), of(-32603, "Error: VM Exception: revert", "null"));
        assertEquals(Optional.of(Bytes.empty()), of(3, "execution reverted", "[[[]]]"));
        assertEquals(Optional.of(Bytes.empty()), of(3, "execution reverted", "{\"data\":7}"));
    }

    @Test
    void anotherErrorIsNoRevert() {
        assertEquals(Optional.empty(), of(-32000, "header not found", null));
        assertEquals(Optional.empty(), of(-32000, "insufficient funds for gas * price + value", "\"0x\""));
        assertEquals(Optional.empty(), of(-32000, null, null));
    }

    private static Optional<Bytes> of(int code, @Nullable String message, @Nullable String data) {
        return RevertData.of(new RpcError("127.0.0.1", code, message, data));
    }
}
