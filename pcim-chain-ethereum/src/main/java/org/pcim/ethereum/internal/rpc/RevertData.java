package org.pcim.ethereum.internal.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Bytes;
import org.web3j.protocol.ObjectMapperFactory;

/**
 * The reason of a revert, in every form in which nodes give it.
 *
 * <p>Geth, Erigon, Nethermind, Besu, Reth and anvil answer with the code 3 (or -32000, -32003, -32015, -32603) and {@code
 * "data":"0x..."}; OpenEthereum with {@code "Reverted 0x..."}; Hardhat and Ganache with an object in which the bytes lie
 * deeper; some providers put the bytes into the message alone.
 */
final class RevertData {

    private static final int REVERTED = 3;
    private static final Pattern HEX = Pattern.compile("(?:^|.*\\s)(0x(?:[0-9a-fA-F]{2})*)$", Pattern.DOTALL);
    /** Four bytes of a selector, and words of 32 bytes. */
    private static final Pattern HEX_IN_TEXT = Pattern.compile("0x[0-9a-f]{8}(?:[0-9a-f]{64})*(?![0-9a-f])");

    private static final ObjectMapper MAPPER = ObjectMapperFactory.getObjectMapper();

    private RevertData() {}

    /** The reason, empty if the contract gave none; nothing if the error is no revert. */
    static Optional<Bytes> of(RpcError error) {
        Bytes data = inJson(error.data());
        boolean reverted = error.code() == REVERTED || error.text().contains("revert");
        if (!reverted) {
            return Optional.empty();
        }
        return Optional.of(data != null ? data : inText(error.text()));
    }

    private static @Nullable Bytes inJson(@Nullable String json) {
        if (json == null) {
            return null;
        }
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            return bytes(json);
        }
        Deque<JsonNode> next = new ArrayDeque<>();
        next.add(root);
        while (!next.isEmpty()) {
            JsonNode node = next.remove();
            Bytes found = node.isTextual() ? bytes(node.textValue()) : null;
            if (found != null) {
                return found;
            }
            for (String name : new String[] {"data", "return", "result", "output"}) {
                JsonNode value = node.get(name);
                if (value != null) {
                    next.add(value);
                }
            }
            // Ganache names the object after the transaction.
            node.properties().forEach(field -> {
                if (field.getKey().startsWith("0x") && field.getValue().isObject()) {
                    next.add(field.getValue());
                }
            });
        }
        return null;
    }

    private static @Nullable Bytes bytes(String text) {
        Matcher hex = HEX.matcher(text);
        return hex.matches() ? Bytes.fromHex(hex.group(1)) : null;
    }

    private static Bytes inText(String text) {
        Matcher hex = HEX_IN_TEXT.matcher(text);
        return hex.find() ? Bytes.fromHex(hex.group()) : Bytes.empty();
    }
}
