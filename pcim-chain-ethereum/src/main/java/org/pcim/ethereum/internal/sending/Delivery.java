package org.pcim.ethereum.internal.sending;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.rpc.Deadline;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RejectedTransactionException;
import org.pcim.ethereum.internal.rpc.RejectedTransactionException.Cause;
import org.pcim.model.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings signed transactions to the nodes, again where they have lost them. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final String ACTION = "send transaction";

    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();
    private static final Duration KNOWN_SOON = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final EthereumNodes nodes;
    private final Outbox outbox;
    /** When this was last done for a sender. */
    private final Map<Address, Long> repaired = new Recent<>();

    Delivery(EthereumNodes nodes, Outbox outbox) {
        this.nodes = nodes;
        this.outbox = outbox;
    }

    /**
     * Sends what has just come into the outbox. If no node can be reached it stays there, since a node may have it: it is
     * sent again while it is awaited.
     *
     * @throws LedgerException if a node refuses it; it is in the outbox no more
     */
    void deliver(SentTransaction sent) {
        try {
            nodes.send(sent.current().raw());
        } catch (RejectedTransactionException e) {
            if (e.reason() == Cause.NONCE_TAKEN && isKnown(sent)) {
                return;
            }
            throw withdraw(sent, e);
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
            if (!deliverAgain(sent)) {
                break;
            }
        }
        return nodes.pendingCount(sender);
    }

    /** As {@link #repair}, for many threads that wait: does nothing if one has done so within the last second. */
    void repairSometimes(Address sender) {
        long now = System.nanoTime();
        synchronized (repaired) {
            Long last = repaired.get(sender);
            if (last != null && now - last < INTERVAL) {
                return;
            }
            repaired.put(sender, now);
        }
        repair(sender);
    }

    /** Whether a node could be reached. */
    private boolean deliverAgain(SentTransaction sent) {
        try {
            nodes.send(sent.current().raw());
        } catch (LedgerFaultException e) {
            if (e.fault() != LedgerFault.UNREACHABLE) {
                throw e;
            }
            LOG.debug("Transaction {} may be lost: {}", sent.name(), e.getMessage());
            return false;
        } catch (RejectedTransactionException e) {
            LOG.warn("Transaction {} was lost, and is not taken again: {}", sent.name(), e.getMessage());
            // One that has its nonce may be lost too, and what is too little today may do tomorrow.
            if (e.reason() != Cause.NONCE_TAKEN && e.reason() != Cause.UNDERPRICED) {
                withdraw(sent, e);
            }
        }
        return true;
    }

    private LedgerException withdraw(SentTransaction sent, RejectedTransactionException why) {
        LedgerException failure = failure(sent.sender(), why);
        sent.fail(failure);
        outbox.remove(sent);
        return failure;
    }

    /** Whether a node has it. One that puts it into a block just now says so only a little later. */
    private boolean isKnown(SentTransaction sent) {
        Deadline patience = Deadline.in(KNOWN_SOON);
        while (true) {
            if (sent.hashes().stream().anyMatch(hash -> nodes.transaction(hash).isPresent())) {
                return true;
            }
            if (patience.passed()) {
                return false;
            }
            patience.pause(PAUSE, ACTION, "of " + sent.sender());
        }
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
