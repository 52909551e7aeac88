package org.pcim.ethereum.internal.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.Response;

/** A program that holds keys and signs with them, over JSON-RPC: Web3Signer, a node, a wallet's bridge. */
public final class SignerEndpoint {

    private static final int METHOD_NOT_FOUND = -32601;
    private static final String TRANSACTION = "sign transaction";
    private static final String TYPED_DATA = "sign typed data";

    private final JsonRpcEndpoint endpoint;
    private final Duration deadline;
    private final ObjectMapper mapper = ObjectMapperFactory.getObjectMapper();

    /** Nothing is asked yet. */
    public SignerEndpoint(URI url, Duration deadline) {
        this.endpoint = new JsonRpcEndpoint(
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(deadline)
                        .build(),
                url);
        this.deadline = deadline;
    }

    /** Has a transaction signed, and gives it as it can be sent. */
    public Bytes signTransaction(Address signer, String json) {
        try {
            return bytes(TRANSACTION, signer, ask("eth_signTransaction", List.of(tree(json))));
        } catch (RpcError e) {
            throw refused(TRANSACTION, signer, e);
        } catch (NodeFailure e) {
            throw unreachable(TRANSACTION, signer, e);
        }
    }

    /** Has typed data (EIP-712) signed, and gives the signature. */
    public Bytes signTypedData(Address signer, String json) {
        List<Object> parameters = List.of(signer.toString(), tree(json));
        try {
            return bytes(TYPED_DATA, signer, askForTypedData(parameters));
        } catch (RpcError e) {
            throw refused(TYPED_DATA, signer, e);
        } catch (NodeFailure e) {
            throw unreachable(TYPED_DATA, signer, e);
        }
    }

    /** Which chain it is on, if it is a node (EIP-155). */
    public long chainId() {
        return ask("read chain id", "eth_chainId", result -> {
            if (result instanceof String hex) {
                return Long.decode(hex);
            }
            throw new IllegalArgumentException("no number");
        });
    }

    /** Whose keys it holds. */
    public List<Address> accounts() {
        return ask("read accounts", "eth_accounts", result -> {
            if (result instanceof List<?> addresses) {
                return addresses.stream()
                        .map(address -> Address.parse(String.valueOf(address)))
                        .toList();
            }
            throw new IllegalArgumentException("no list");
        });
    }

    private <T> T ask(String action, String method, Function<@Nullable Object, T> read) {
        String subject = "of " + endpoint.host();
        try {
            return read.apply(ask(method, List.of()));
        } catch (RpcError | IllegalArgumentException | InputException e) {
            throw new LedgerException(action, subject, "it does not say: " + e.getMessage(), false, e);
        } catch (NodeFailure e) {
            throw new LedgerFaultException(action, subject, LedgerFault.UNREACHABLE, String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable Object askForTypedData(List<Object> parameters) throws RpcError, NodeFailure {
        try {
            return ask("eth_signTypedData_v4", parameters);
        } catch (RpcError e) {
            if (e.code() != METHOD_NOT_FOUND) {
                throw e;
            }
            // Web3Signer's name for it.
            return ask("eth_signTypedData", parameters);
        }
    }

    private @Nullable Object ask(String method, List<?> parameters) throws RpcError, NodeFailure {
        return endpoint.ask(method, Answer.class, deadline, parameters);
    }

    private JsonNode tree(String json) {
        try {
            return mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("What is to be signed is no JSON", e);
        }
    }

    private Bytes bytes(String action, Address signer, @Nullable Object result) {
        // Geth gives the transaction also field by field.
        Object text = result instanceof Map<?, ?> fields ? fields.get("raw") : result;
        try {
            if (text instanceof String hex) {
                return Bytes.fromHex(hex);
            }
        } catch (IllegalArgumentException e) {
            throw nonsense(action, signer, e);
        }
        throw nonsense(action, signer, null);
    }

    private LedgerException nonsense(String action, Address signer, @Nullable Throwable cause) {
        return failure(action, signer, "the signer " + endpoint.host() + " gave no signature back", false, cause);
    }

    private LedgerException refused(String action, Address signer, RpcError error) {
        return failure(action, signer, "the signer " + error.getMessage(), false, error);
    }

    private static LedgerException unreachable(String action, Address signer, NodeFailure failure) {
        return failure(action, signer, "the signer " + failure.getMessage(), true, failure);
    }

    private static LedgerException failure(
            String action, Address signer, String reason, boolean retryable, @Nullable Throwable cause) {
        return new LedgerException(action, "by " + signer, reason, retryable, cause);
    }

    /** Any answer. */
    static final class Answer extends Response<Object> {}
}
