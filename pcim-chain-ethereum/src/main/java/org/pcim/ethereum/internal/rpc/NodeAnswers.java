package org.pcim.ethereum.internal.rpc;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.web3j.protocol.core.methods.response.EthBlock;
import org.web3j.protocol.core.methods.response.EthLog;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.Transaction;
import org.web3j.utils.Numeric;

/** What nodes answer, as our own types. Whatever cannot be one throws a runtime exception. */
final class NodeAnswers {

    private NodeAnswers() {}

    static BlockHeader header(EthBlock.Block block) {
        String baseFee = block.getBaseFeePerGasRaw();
        return new BlockHeader(
                block.getNumber().longValueExact(),
                Digest.fromHex(block.getHash()),
                Digest.fromHex(block.getParentHash()),
                Instant.ofEpochSecond(block.getTimestamp().longValueExact()),
                block.getGasLimit().longValueExact(),
                baseFee == null ? null : quantity(baseFee));
    }

    static EventLog log(Log log) {
        return new EventLog(
                Address.parse(log.getAddress()),
                log.getTopics().stream().map(Digest::fromHex).toList(),
                Bytes.fromHex(log.getData()),
                log.getBlockNumber().longValueExact(),
                Digest.fromHex(log.getBlockHash()),
                Digest.fromHex(log.getTransactionHash()),
                log.getLogIndex().longValueExact());
    }

    static TransactionReceipt receipt(org.web3j.protocol.core.methods.response.TransactionReceipt receipt) {
        return new TransactionReceipt(
                Digest.fromHex(receipt.getTransactionHash()),
                receipt.getBlockNumber().longValueExact(),
                Digest.fromHex(receipt.getBlockHash()),
                quantity(receipt.getStatus()).signum() != 0,
                receipt.getGasUsed().longValueExact(),
                quantity(receipt.getEffectiveGasPrice()),
                optional(receipt.getContractAddress()),
                receipt.getLogs().stream().map(NodeAnswers::log).toList());
    }

    static ChainTransaction transaction(Transaction transaction) {
        return new ChainTransaction(
                Address.parse(transaction.getFrom()),
                transaction.getNonce().longValueExact(),
                optional(transaction.getTo()),
                Bytes.fromHex(transaction.getInput()),
                transaction.getGas().longValueExact());
    }

    /** Of a block with all its transactions. */
    static Optional<Digest> transactionIn(EthBlock.Block block, Address sender, long nonce) {
        return block.getTransactions().stream()
                .map(EthBlock.TransactionObject.class::cast)
                .filter(it -> Address.parse(it.getFrom()).equals(sender)
                        && it.getNonce().longValueExact() == nonce)
                .map(it -> Digest.fromHex(it.getHash()))
                .findFirst();
    }

    static BigInteger quantity(@Nullable String text) {
        return Numeric.decodeQuantity(Objects.requireNonNull(text, "a number is missing"));
    }

    static Bytes bytes(@Nullable String text) {
        return Bytes.fromHex(Objects.requireNonNull(text, "bytes are missing"));
    }

    static List<EventLog> logs(@Nullable List<?> logs) {
        return Objects.requireNonNull(logs, "the logs are missing").stream()
                .map(result -> log((Log) ((EthLog.LogResult<?>) result).get()))
                .toList();
    }

    private static @Nullable Address optional(@Nullable String address) {
        return address == null || address.isEmpty() ? null : Address.parse(address);
    }
}
