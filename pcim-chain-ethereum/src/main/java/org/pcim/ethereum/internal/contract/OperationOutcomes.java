package org.pcim.ethereum.internal.contract;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pcim.error.CancelledException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.LedgerTimeoutException;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.rpc.TransactionReceipt;
import org.pcim.ethereum.internal.rpc.UnknownBlockException;
import org.pcim.ethereum.internal.sending.Transactions;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/**
 * What became of operations: each is the hash of its sender's own transaction, or the digest of a signed call that anybody
 * may have sent.
 *
 * <p>Safe for use by many threads.
 */
public final class OperationOutcomes {

    private static final String ACTION = "await operation";
    private static final long POLL_MILLIS = 200;

    private final EthereumNodes nodes;
    private final Transactions transactions;
    private final int confirmations;
    private final ContractState state;
    private final ContractHistory history;
    private final SentOperations sent;

    /**
     * Of the contract with this state and history.
     *
     * @param confirmations how many blocks have to come after one until what it recorded counts
     */
    public OperationOutcomes(
            EthereumNodes nodes,
            Transactions transactions,
            int confirmations,
            ContractState state,
            ContractHistory history,
            SentOperations sent) {
        this.nodes = nodes;
        this.transactions = transactions;
        this.confirmations = confirmations;
        this.state = state;
        this.history = history;
        this.sent = sent;
    }

    /** As {@link org.pcim.ledger.AccessLedger#await}. */
    public List<RecordedEvent> await(OperationId id, Duration deadline) {
        long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(deadline);
        Optional<List<RecordedEvent>> recorded = recordedByTransaction(id, deadline);
        while (recorded.isEmpty()) {
            recorded = recordedBySomebody(id.digest());
            if (recorded.isEmpty()) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new LedgerTimeoutException(ACTION, id.toString(), deadline.toSeconds());
                }
                pause(id);
                recorded = recordedByTransaction(id, Duration.ofNanos(left));
            }
        }
        return recorded.get();
    }

    /** The receipt of the transaction by which it was recorded, if it was. */
    public Optional<TransactionReceipt> receipt(OperationId id) {
        Optional<TransactionReceipt> own = nodes.receipt(id.digest()).filter(TransactionReceipt::succeeded);
        return own.isPresent()
                ? own
                : nodes.<Optional<TransactionReceipt>, RuntimeException>atHead(head -> {
                    long recordedAt = state.recordedAt(id.digest(), head);
                    return recordedAt == 0
                            ? Optional.empty()
                            : history.transaction(id.digest(), nodes.ancestor(head, recordedAt))
                                    .flatMap(nodes::receipt);
                });
    }

    /** What it brought by a transaction that this process sent, or that is in the chain under its id. */
    private Optional<List<RecordedEvent>> recordedByTransaction(OperationId id, Duration deadline) {
        Optional<Digest> transaction = transactions.paid(id.digest());
        if (transaction.isEmpty()
                && (sent.isTransaction(id) || nodes.receipt(id.digest()).isPresent())) {
            transaction = Optional.of(id.digest());
        }
        if (transaction.isEmpty()) {
            return Optional.empty();
        }
        try {
            TransactionReceipt receipt = transactions.await(transaction.get(), deadline);
            return Optional.of(history.of(id.digest(), receipt));
        } catch (UnknownBlockException e) {
            // Its block was replaced after its receipt was read.
            return Optional.empty();
        } catch (RevertException e) {
            if (ContractErrors.isAlreadyRecorded(e.data())) {
                return Optional.empty();
            }
            throw reverted(id, e.data());
        }
    }

    /** What a signed call brought, whoever sent it. */
    private Optional<List<RecordedEvent>> recordedBySomebody(Digest digest) {
        return nodes.atHead(head -> {
            long recordedAt = state.recordedAt(digest, head);
            if (recordedAt == 0 || recordedAt > head.number() - confirmations) {
                return Optional.empty();
            }
            return Optional.of(history.of(digest, nodes.ancestor(head, recordedAt)));
        });
    }

    private LedgerException reverted(OperationId id, Bytes data) {
        return sent.find(id)
                .map(operation -> ContractOperations.reverted(operation, data))
                .orElseGet(() -> ContractErrors.refusal(data)
                        .<LedgerException>map(refusal -> new LedgerRefusalException(ACTION, id.toString(), refusal))
                        .orElseGet(() -> new LedgerException(
                                ACTION,
                                id.toString(),
                                "the contract reverted it for a reason that is no rule: 0x" + data.toHex(),
                                false)));
    }

    private static void pause(OperationId id) {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            throw new CancelledException(ACTION, id.toString());
        }
    }
}
