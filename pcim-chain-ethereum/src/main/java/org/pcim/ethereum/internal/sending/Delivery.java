package org.pcim.ethereum.internal.sending;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RejectedTransactionException;
import org.pcim.model.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings signed transactions to the nodes, again where they have lost them. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final String ACTION = "send transaction";

    private final EthereumNodes nodes;
    private final Outbox outbox;

    Delivery(EthereumNodes nodes, Outbox outbox) {
        this.nodes = nodes;
        this.outbox = outbox;
    }

    /**
     * Sends what is in the outbox. If no node can be reached it stays there, since a node may have it: it is sent again
     * while it is awaited.
     *
     * @throws LedgerException if a node refuses it; it is in the outbox no more
     */
    void deliver(SentTransaction sent) {
        deliver(sent, () -> isKnown(sent));
    }

    /** @param mayBeOurs whether the transaction that has the nonce already can be this one */
    private void deliver(SentTransaction sent, BooleanSupplier mayBeOurs) {
        SignedTransaction transaction = sent.current();
        try {
            nodes.send(transaction.raw());
        } catch (RejectedTransactionException e) {
            if (e.reason() == RejectedTransactionException.Cause.NONCE_TAKEN && mayBeOurs.getAsBoolean()) {
                return;
            }
            LedgerException failure = failure(transaction.unsigned().sender(), e);
            outbox.remove(sent);
            sent.fail(failure);
            throw failure;
        } catch (LedgerFaultException e) {
            if (e.fault() != LedgerFault.UNREACHABLE) {
                throw e;
            }
            LOG.warn("Transaction {} may not have reached a node, and is sent again: {}", sent.name(), e.getMessage());
        }
    }

    /**
     * Sends again what the nodes have lost of a sender's transactions: everything that is not in the chain, from the first
     * one on that they do not know.
     *
     * @return how many of the sender's transactions they know now
     */
    long repair(Address sender) {
        long known = nodes.pendingCount(sender);
        List<SentTransaction> lost = outbox.from(sender, known);
        if (lost.isEmpty()) {
            return known;
        }
        for (SentTransaction sent : lost) {
            try {
                // A node that puts it into a block just now says neither that it waits nor that it is there. Whether
                // another
                // one took its place is told by the chain alone.
                deliver(sent, () -> true);
            } catch (LedgerException e) {
                LOG.warn("Transaction {} was lost, and cannot be sent again: {}", sent.name(), e.getMessage());
            }
        }
        return nodes.pendingCount(sender);
    }

    private boolean isKnown(SentTransaction sent) {
        return sent.hashes().stream().anyMatch(hash -> nodes.transaction(hash).isPresent());
    }

    private static LedgerException failure(Address sender, RejectedTransactionException rejected) {
        String subject = "of " + sender;
        return switch (rejected.reason()) {
            case NONCE_TAKEN -> overtaken(sender);
            case UNDERPRICED ->
                new LedgerFaultException(
                        ACTION,
                        subject,
                        LedgerFault.UNDERPRICED,
                        "it offers less for gas than is asked now; prepare it again: " + rejected.getMessage(),
                        rejected);
            case OUT_OF_FUNDS ->
                new LedgerFaultException(
                        ACTION,
                        subject,
                        LedgerFault.OUT_OF_FUNDS,
                        "the sender does not own what it may cost; send it ether: " + rejected.getMessage(),
                        rejected);
            case WRONG_CHAIN ->
                new LedgerFaultException(
                        ACTION,
                        subject,
                        LedgerFault.WRONG_CHAIN,
                        "it is for another chain than the node's: " + rejected.getMessage(),
                        rejected);
            case INVALID ->
                new LedgerException(ACTION, subject, "the node refuses it: " + rejected.getMessage(), false, rejected);
        };
    }

    static LedgerFaultException overtaken(Address sender) {
        return new LedgerFaultException(
                ACTION,
                "of " + sender,
                LedgerFault.OVERTAKEN,
                "another transaction of the sender took its place; prepare it again and sign it");
    }
}
