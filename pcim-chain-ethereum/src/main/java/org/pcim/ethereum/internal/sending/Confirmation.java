package org.pcim.ethereum.internal.sending;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.error.LedgerTimeoutException;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.ChainTransaction;
import org.pcim.ethereum.internal.rpc.Deadline;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.NonceUse;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.rpc.TransactionReceipt;
import org.pcim.ethereum.internal.rpc.UnknownBlockException;
import org.pcim.model.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for transactions, and cares for them meanwhile. */
final class Confirmation {

    private static final Logger LOG = LoggerFactory.getLogger(Confirmation.class);
    private static final String ACTION = "await transaction";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    /** How often it is looked after, also while no block is made. */
    private static final Duration CARE = Duration.ofSeconds(1);

    private final EthereumNodes nodes;
    private final int confirmations;
    private final Outbox outbox;
    private final Delivery delivery;
    private final @Nullable Payer payer;

    Confirmation(EthereumNodes nodes, int confirmations, Outbox outbox, Delivery delivery, @Nullable Payer payer) {
        this.nodes = nodes;
        this.confirmations = confirmations;
        this.outbox = outbox;
        this.delivery = delivery;
        this.payer = payer;
    }

    TransactionReceipt await(Digest transaction, Duration patience) throws RevertException {
        Deadline deadline = Deadline.in(patience);
        Deadline untilCare = Deadline.in(CARE);
        Duration pause = FIRST_PAUSE;
        Digest seen = null;
        while (true) {
            try {
                BlockHeader head = nodes.head();
                boolean isDue = untilCare.passed();
                if (isDue || !head.hash().equals(seen)) {
                    seen = head.hash();
                    Optional<TransactionReceipt> receipt = confirmed(transaction, head);
                    if (receipt.isPresent()) {
                        return succeeded(receipt.get());
                    }
                }
                if (isDue) {
                    untilCare = Deadline.in(CARE);
                    Optional<SentTransaction> sent = outbox.byHash(transaction);
                    if (sent.isPresent()) {
                        care(sent.get(), head);
                    }
                }
            } catch (LedgerFaultException e) {
                if (e.fault() != LedgerFault.UNREACHABLE) {
                    throw e;
                }
                LOG.debug("Transaction {} is awaited on: {}", transaction, e.getMessage());
            } catch (UnknownBlockException e) {
                seen = null;
            }
            if (deadline.passed()) {
                throw new LedgerTimeoutException(ACTION, transaction.toString(), patience.toSeconds());
            }
            deadline.pause(pause, ACTION, transaction.toString());
            pause = Deadline.doubled(pause, LONGEST_PAUSE);
        }
    }

    /** Its receipt, if enough blocks have come after it. */
    private Optional<TransactionReceipt> confirmed(Digest transaction, BlockHeader head) {
        Optional<SentTransaction> sent = outbox.byHash(transaction);
        List<Digest> hashes = sent.map(SentTransaction::hashes).orElse(List.of(transaction));
        for (Digest hash : hashes) {
            Optional<TransactionReceipt> receipt = nodes.receipt(hash).filter(it -> isInChain(it, head));
            if (receipt.isPresent()) {
                boolean succeeded = receipt.get().succeeded();
                sent.ifPresent(it -> outbox.confirm(it, succeeded));
                return receipt;
            }
        }
        return Optional.empty();
    }

    private boolean isInChain(TransactionReceipt receipt, BlockHeader head) {
        return receipt.block() + confirmations <= head.number()
                && nodes.ancestor(head, receipt.block()).hash().equals(receipt.blockHash());
    }

    /** Sends again what was lost, raises what stays out, and tells when another one has taken its place. */
    private void care(SentTransaction sent, BlockHeader head) throws RevertException {
        delivery.repairSometimes(sent.sender());
        if (sent.failure().isPresent()) {
            throw sent.failure().get();
        }
        Digest paid = sent.operation();
        if (payer != null && paid != null) {
            payer.raiseFees(head);
            if (isOvertaken(sent, head)) {
                payer.sendAnew(sent, paid);
            }
        } else if (isOvertaken(sent, head)) {
            LedgerFaultException overtaken = Delivery.overtaken(sent.sender());
            sent.fail(overtaken);
            outbox.remove(sent);
            throw overtaken;
        }
    }

    /** Whether the chain has another transaction of the sender in its place, for good. */
    private boolean isOvertaken(SentTransaction sent, BlockHeader head) {
        long settled = Math.max(head.number() - confirmations, 0);
        BlockHeader block = nodes.ancestor(head, settled);
        return nodes.nonceUse(sent.sender(), sent.nonce(), sent.hashes(), block) == NonceUse.OTHER;
    }

    private TransactionReceipt succeeded(TransactionReceipt receipt) throws RevertException {
        if (receipt.succeeded()) {
            return receipt;
        }
        Digest hash = receipt.transaction();
        ChainTransaction transaction = nodes.transaction(hash).orElseThrow(() -> new UnknownBlockException(ACTION));
        // A receipt has no reason: the same call at the same block gives it.
        nodes.call(transaction.sender(), transaction.to(), transaction.data(), receipt.blockHash());
        String reason = receipt.gasUsed() == transaction.gas()
                ? "it ran out of its " + transaction.gas() + " units of gas"
                : "the contract reverted it, and does not when it is asked again";
        throw new LedgerException("carry out transaction", hash.toString(), reason + "; call again", true);
    }
}
