package org.pcim.ethereum.internal.rpc;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthChainId;
import org.web3j.protocol.core.methods.response.EthEstimateGas;
import org.web3j.protocol.core.methods.response.EthGasPrice;
import org.web3j.protocol.core.methods.response.EthGetBalance;
import org.web3j.protocol.core.methods.response.EthGetCode;
import org.web3j.protocol.core.methods.response.EthGetTransactionCount;
import org.web3j.protocol.core.methods.response.EthGetTransactionReceipt;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.EthMaxPriorityFeePerGas;
import org.web3j.protocol.core.methods.response.EthSendTransaction;
import org.web3j.protocol.core.methods.response.EthTransaction;
import org.web3j.utils.Numeric;

/** One node, asked within a deadline: the methods of Ethereum's execution API that PCIM uses. */
final class EthereumNode {

    private static final Pattern UNKNOWN_BLOCK = Pattern.compile("unknown block|not canonical|not currently canonical"
            + "|missing trie node|(block|header|resource|state|hash)\\b.*\\bnot\\b.*\\b(found|available)|blocknotfound"
            + "|could not find block|blockoutofrange"
            // Geth, of transactions that it does not know, until it has seen its first block.
            + "|indexing is in progress");

    private static final int METHOD_NOT_FOUND = -32601;
    private static final int INVALID_PARAMETERS = -32602;
    private static final String LATEST = "latest";
    private static final String PENDING = "pending";
    /** Of the deadline, so that another node still has its turn. */
    private static final int REQUEST_SHARE = 3;

    private final JsonRpcEndpoint endpoint;
    private final Deadline deadline;

    EthereumNode(JsonRpcEndpoint endpoint, Deadline deadline) {
        this.endpoint = endpoint;
        this.deadline = deadline;
    }

    String host() {
        return endpoint.host();
    }

    long chainId() throws NodeFailure {
        return decode(quantity("eth_chainId", EthChainId.class), BigInteger::longValueExact);
    }

    BlockHeader head() throws NodeFailure {
        return block(LATEST).orElseThrow(() -> new NodeFailure(host() + " has no block", null));
    }

    Optional<BlockHeader> block(long number) throws NodeFailure {
        return block(hex(BigInteger.valueOf(number)));
    }

    Optional<BlockHeader> block(Digest hash) throws NodeFailure {
        return header(find("eth_getBlockByHash", EthBlock.class, hash.toString(), false));
    }

    /** Throws if this block is not in the node's chain. */
    void requireInChain(BlockHeader block) throws NodeFailure {
        if (block(block.number())
                .filter(header -> header.hash().equals(block.hash()))
                .isEmpty()) {
            throw new NotOnNode(host());
        }
    }

    Bytes call(@Nullable Address from, @Nullable Address to, Bytes data, Digest at)
            throws NodeFailure, RevertException {
        try {
            return decode(ask("eth_call", EthCall.class, call(from, to, data), canonical(at)), NodeAnswers::bytes);
        } catch (RpcError e) {
            throw revert(e);
        }
    }

    long estimateGas(Address from, @Nullable Address to, Bytes data, Digest at) throws NodeFailure, RevertException {
        try {
            return estimateGas(call(from, to, data), canonical(at));
        } catch (RpcError e) {
            if (e.code() != INVALID_PARAMETERS) {
                throw revert(e);
            }
        }
        // Some nodes estimate only at their newest block.
        try {
            return estimateGas(call(from, to, data), LATEST);
        } catch (RpcError e) {
            throw revert(e);
        }
    }

    private long estimateGas(Map<String, Object> call, Object at) throws NodeFailure, RpcError {
        return decode(
                ask("eth_estimateGas", EthEstimateGas.class, call, at),
                text -> NodeAnswers.quantity(text).longValueExact());
    }

    Bytes code(Address address, Digest at) throws NodeFailure {
        return decode(find("eth_getCode", EthGetCode.class, address.toString(), canonical(at)), NodeAnswers::bytes);
    }

    BigInteger balance(Address address, Digest at) throws NodeFailure {
        return quantity("eth_getBalance", EthGetBalance.class, address.toString(), canonical(at));
    }

    /** How many transactions of an address there are up to a block. */
    long transactionCount(Address address, Digest at) throws NodeFailure {
        return decode(
                quantity("eth_getTransactionCount", EthGetTransactionCount.class, address.toString(), canonical(at)),
                BigInteger::longValueExact);
    }

    /** The transaction with this sender and nonce in a block, if there is one. */
    Optional<Digest> transactionIn(Digest block, Address sender, long nonce) throws NodeFailure {
        var found = find("eth_getBlockByHash", EthBlock.class, block.toString(), true);
        if (found == null) {
            throw new NotOnNode(host());
        }
        return decode(found, it -> NodeAnswers.transactionIn(it, sender, nonce));
    }

    /** How many transactions of an address there are, also those in the node's pool that can come next. */
    long pendingCount(Address address) throws NodeFailure {
        return decode(
                quantity("eth_getTransactionCount", EthGetTransactionCount.class, address.toString(), PENDING),
                BigInteger::longValueExact);
    }

    List<EventLog> logs(LogFilter filter, Digest block) throws NodeFailure {
        Map<String, Object> parameter = parameter(filter);
        parameter.put("blockHash", block.toString());
        List<EventLog> logs = decode(find("eth_getLogs", EthLog.class, parameter), NodeAnswers::logs);
        if (logs.isEmpty() && block(block).isEmpty()) {
            // Some nodes answer so for a block that they do not know.
            throw new NotOnNode(host());
        }
        return logs;
    }

    List<EventLog> logs(LogFilter filter, long from, long to) throws NodeFailure, RangeRefused {
        Map<String, Object> parameter = parameter(filter);
        parameter.put("fromBlock", hex(BigInteger.valueOf(from)));
        parameter.put("toBlock", hex(BigInteger.valueOf(to)));
        try {
            return decode(ask("eth_getLogs", EthLog.class, parameter), NodeAnswers::logs);
        } catch (OversizedAnswer e) {
            throw new RangeRefused(e);
        } catch (RpcError e) {
            if (e.code() == METHOD_NOT_FOUND || isUnknownBlock(e)) {
                throw failure(e);
            }
            throw new RangeRefused(e);
        }
    }

    Optional<TransactionReceipt> receipt(Digest transaction) throws NodeFailure {
        var receipt = find("eth_getTransactionReceipt", EthGetTransactionReceipt.class, transaction.toString());
        return receipt == null ? Optional.empty() : Optional.of(decode(receipt, NodeAnswers::receipt));
    }

    /** A transaction that is in the chain or in the node's pool. */
    Optional<ChainTransaction> transaction(Digest hash) throws NodeFailure {
        var transaction = find("eth_getTransactionByHash", EthTransaction.class, hash.toString());
        return transaction == null ? Optional.empty() : Optional.of(decode(transaction, NodeAnswers::transaction));
    }

    /** Gives a signed transaction to the node, which then has it. */
    void send(Bytes transaction) throws NodeFailure, RejectedTransactionException {
        try {
            ask("eth_sendRawTransaction", EthSendTransaction.class, "0x" + transaction.toHex());
        } catch (RpcError e) {
            if (PoolAnswer.isKnown(e)) {
                return;
            }
            throw new RejectedTransactionException(PoolAnswer.cause(e).orElseThrow(() -> failure(e)), e);
        }
    }

    BigInteger gasPrice() throws NodeFailure {
        return quantity("eth_gasPrice", EthGasPrice.class);
    }

    /** The tip that the node suggests; nothing if it does not know how to. */
    Optional<BigInteger> tip() throws NodeFailure {
        try {
            return Optional.of(
                    decode(ask("eth_maxPriorityFeePerGas", EthMaxPriorityFeePerGas.class), NodeAnswers::quantity));
        } catch (RpcError e) {
            if (e.code() == METHOD_NOT_FOUND) {
                return Optional.empty();
            }
            throw failure(e);
        }
    }

    private Optional<BlockHeader> block(String number) throws NodeFailure {
        return header(find("eth_getBlockByNumber", EthBlock.class, number, false));
    }

    private Optional<BlockHeader> header(EthBlock.@Nullable Block block) throws NodeFailure {
        return block == null ? Optional.empty() : Optional.of(decode(block, NodeAnswers::header));
    }

    private <R extends Response<String>> BigInteger quantity(String method, Class<R> type, Object... parameters)
            throws NodeFailure {
        return decode(find(method, type, parameters), NodeAnswers::quantity);
    }

    /** As {@link #ask}, for what is asked again of another node whatever the error is. */
    private <T, R extends Response<T>> @Nullable T find(String method, Class<R> type, Object... parameters)
            throws NodeFailure {
        try {
            return ask(method, type, parameters);
        } catch (RpcError e) {
            throw failure(e);
        }
    }

    private <T, R extends Response<T>> @Nullable T ask(String method, Class<R> type, Object... parameters)
            throws NodeFailure, RpcError {
        Duration share = deadline.total().dividedBy(REQUEST_SHARE);
        Duration left = deadline.remaining();
        if (left.isZero()) {
            throw new NodeFailure(host() + " was not asked in time", null);
        }
        return endpoint.ask(method, type, left.compareTo(share) < 0 ? left : share, Arrays.asList(parameters));
    }

    private interface Decoder<A, T> {
        T decode(A answer);
    }

    private <A extends @Nullable Object, T> T decode(A answer, Decoder<A, T> decoder) throws NodeFailure {
        try {
            return decoder.decode(answer);
        } catch (RuntimeException e) {
            throw new NodeFailure(host() + " answers with what cannot be: " + e.getMessage(), e);
        }
    }

    private RevertException revert(RpcError error) throws NodeFailure {
        return RevertData.of(error).map(RevertException::new).orElseThrow(() -> failure(error));
    }

    private NodeFailure failure(RpcError error) {
        return isUnknownBlock(error)
                ? new NotOnNode(host())
                : new NodeFailure(String.valueOf(error.getMessage()), error);
    }

    private static boolean isUnknownBlock(RpcError error) {
        return UNKNOWN_BLOCK.matcher(error.text()).find();
    }

    /** EIP-1898. */
    private static Map<String, Object> canonical(Digest block) {
        return Map.of("blockHash", block.toString(), "requireCanonical", true);
    }

    private static Map<String, Object> call(@Nullable Address from, @Nullable Address to, Bytes data) {
        Map<String, Object> call = new HashMap<>();
        if (from != null) {
            call.put("from", from.toString());
        }
        if (to != null) {
            call.put("to", to.toString());
        }
        call.put("data", "0x" + data.toHex());
        return call;
    }

    private static Map<String, Object> parameter(LogFilter filter) {
        Map<String, Object> parameter = new HashMap<>();
        parameter.put("address", filter.contract().toString());
        parameter.put(
                "topics",
                filter.topics().stream()
                        .map(values -> values.isEmpty()
                                ? null
                                : values.stream().map(Digest::toString).toList())
                        .toList());
        return parameter;
    }

    private static String hex(BigInteger number) {
        return Numeric.encodeQuantity(number);
    }
}
