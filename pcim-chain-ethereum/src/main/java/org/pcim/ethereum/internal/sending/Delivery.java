package org.pcim.ethereum.internal.sending;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.rpc.Deadline;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.NonceUse;
import org.pcim.ethereum.internal.rpc.RejectedTransactionException;
import org.pcim.ethereum.internal.rpc.RejectedTransactionException.Cause;
import org.pcim.model.Address;
import org.pcim.model.Digest;
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
     * sent again while it is awaited. So it does if its nonce is used, and it cannot be told yet by which transaction.
     *
     * @throws LedgerException if a node refuses it; it is in the outbox no more
     */
    void deliver(SentTransaction sent) {
        try {
            nodes.send(sent.current().raw());
        } catch (RejectedTransactionException e) {
            if (!isNonceGone(e) || isOvertaken(sent, e.reason())) {
                throw withdraw(sent, e);
            }
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
            if (!isNonceGone(e) && e.reason() != Cause.UNDERPRICED) {
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

    /** If it cannot be told, it is not: it stays in the outbox, and who awaits it looks again. */
    private boolean isOvertaken(SentTransaction sent, Cause why) {
        return switch (nonceUse(sent.sender(), sent.nonce(), sent.hashes())) {
            case OWN, UNCLEAR -> false;
            case OTHER -> true;
            case UNUSED -> why == Cause.NONCE_TAKEN;
        };
    }

    /**
     * By which transaction a sender has used a nonce; one of its own that waits in a node is one too. A node that puts it
     * into a block just now says so only a little later, and is given a second for it.
     */
    NonceUse nonceUse(Address sender, long nonce, List<Digest> own) {
        Deadline patience = Deadline.in(KNOWN_SOON);
        while (true) {
            if (own.stream().anyMatch(hash -> nodes.transaction(hash).isPresent())) {
                return NonceUse.OWN;
            }
            NonceUse use = nodes.<NonceUse, RuntimeException>atHead(head -> nodes.nonceUse(sender, nonce, own, head));
            if (use != NonceUse.UNCLEAR || patience.passed()) {
                return use;
            }
            patience.pause(PAUSE, ACTION, "of " + sender);
        }
    }

    private static boolean isNonceGone(RejectedTransactionException rejected) {
        return rejected.reason() == Cause.NONCE_USED || rejected.reason() == Cause.NONCE_TAKEN;
    }

    private static LedgerException failure(Address sender, RejectedTransactionException rejected) {
        String subject = "of " + sender;
        return switch (rejected.reason()) {
            case NONCE_USED, NONCE_TAKEN -> overtaken(sender);
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
