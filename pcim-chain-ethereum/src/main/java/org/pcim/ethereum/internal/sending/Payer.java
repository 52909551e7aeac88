package org.pcim.ethereum.internal.sending;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.pcim.error.CancelledException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.Deadline;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RejectedTransactionException;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who pays for others: signs and sends in one sequence of nonces, without a gap.
 *
 * <p>A transaction that stays out while blocks are made is replaced by one that pays more, within the fee policy. Safe for
 * use by many threads; other processes may use the same key, at the price of more attempts.
 */
final class Payer {

    private static final Logger LOG = LoggerFactory.getLogger(Payer.class);
    private static final String ACTION = "pay transaction";
    private static final int ATTEMPTS = 8;
    private static final Duration PAUSE = Duration.ofMillis(250);
    /** How many blocks may be made without a transaction until it is taken to pay too little. */
    private static final int PATIENCE_BLOCKS = 3;

    private final EthereumNodes nodes;
    private final LedgerSigner signer;
    private final FeeMarket market;
    private final Outbox outbox;
    private final Delivery delivery;
    private final ReentrantLock turn = new ReentrantLock();

    Payer(EthereumNodes nodes, LedgerSigner signer, FeeMarket market, Outbox outbox, Delivery delivery) {
        this.nodes = nodes;
        this.signer = signer;
        this.market = market;
        this.outbox = outbox;
        this.delivery = delivery;
    }

    Address address() {
        return signer.address();
    }

    /** Sends a call, unless it is under way already. */
    SentTransaction send(Digest operation, Address to, Bytes data) throws RevertException {
        Optional<SentTransaction> earlier = outbox.byOperation(operation);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        BlockHeader head = nodes.head();
        long gas = requireAccepted(to, data, head);
        takeTurn();
        try {
            earlier = outbox.byOperation(operation);
            return earlier.isPresent() ? earlier.get() : sendNow(operation, to, data, gas, head);
        } finally {
            turn.unlock();
        }
    }

    /** Sends a call under another nonce, after another transaction took the one it had. */
    void sendAnew(SentTransaction overtaken, Digest operation) throws RevertException {
        UnsignedTransaction call = overtaken.current().unsigned();
        Address to = call.to();
        if (to == null) {
            throw new IllegalStateException("A payer makes no contracts");
        }
        outbox.remove(overtaken);
        BlockHeader head = nodes.head();
        long gas = requireAccepted(to, call.data(), head);
        takeTurn();
        try {
            Optional<SentTransaction> other = outbox.byOperation(operation);
            outbox.sendAnew(
                    overtaken, other.isPresent() ? other.get() : sendNow(operation, to, call.data(), gas, head));
        } finally {
            turn.unlock();
        }
    }

    /** Replaces those that stay out. Does nothing while another thread sends. */
    void raiseFees(BlockHeader head) {
        if (!turn.tryLock()) {
            return;
        }
        try {
            long next = nodes.transactionCount(address(), head.hash());
            for (SentTransaction sent : outbox.from(address(), next)) {
                boolean isNext = sent.nonce() == next;
                if (head.number() - sent.sentAt() >= PATIENCE_BLOCKS && (isNext || paysTooLittle(sent, head))) {
                    raiseFees(sent, head);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private SentTransaction sendNow(Digest operation, Address to, Bytes data, long gas, BlockHeader newest) {
        BlockHeader head = newest;
        Deadline patience = Deadline.in(PAUSE.multipliedBy(ATTEMPTS));
        Fees least = new Fees(BigInteger.ZERO, BigInteger.ZERO);
        for (int attempt = 1; ; attempt++) {
            Fees fees = least.orMarket(market.now(address(), head));
            long nonce = outbox.nextNonce(address(), delivery.repair(address()));
            SentTransaction sent = new SentTransaction(
                    sign(new UnsignedTransaction(address(), nodes.chainId(), nonce, gas, fees, to, data)),
                    operation,
                    head.number());
            outbox.add(sent);
            try {
                delivery.deliver(sent);
                return sent;
            } catch (LedgerFaultException e) {
                boolean mayPayMore = e.fault() == LedgerFault.UNDERPRICED && market.allows(fees.raised());
                if (attempt == ATTEMPTS || !(mayPayMore || e.fault() == LedgerFault.OVERTAKEN)) {
                    throw e;
                }
                least = mayPayMore ? fees.raised() : least;
                patience.pause(PAUSE, ACTION, "of " + address());
                head = nodes.head();
            }
        }
    }

    /** How much gas it may take: who estimates that, tries it. */
    private long requireAccepted(Address to, Bytes data, BlockHeader head) throws RevertException {
        return new GasLimit(nodes).of(address(), to, data, head);
    }

    private void raiseFees(SentTransaction sent, BlockHeader head) {
        UnsignedTransaction old = sent.current().unsigned();
        Fees fees = old.fees().raised().orMarket(market.now(address(), head));
        if (!market.allows(fees)) {
            LOG.warn("Transaction {} stays out, and the fee policy allows no more", sent.name());
            return;
        }
        SignedTransaction raised = sign(old.withFees(fees));
        // Known before it is sent: it may be in the chain at once.
        sent.replaceBy(raised, head.number());
        try {
            nodes.send(raised.raw());
            LOG.info("Transaction {} stays out; {} replaces it and pays more", sent.name(), raised.hash());
        } catch (RejectedTransactionException e) {
            LOG.debug("Transaction {} is not replaced: {}", sent.name(), e.getMessage());
        }
    }

    private static boolean paysTooLittle(SentTransaction sent, BlockHeader head) {
        return head.baseFee() != null
                && sent.current().unsigned().fees().maxFee().compareTo(head.baseFee()) < 0;
    }

    private SignedTransaction sign(UnsignedTransaction transaction) {
        return transaction.signed(signer.sign(transaction.signable()));
    }

    private void takeTurn() {
        try {
            turn.lockInterruptibly();
        } catch (InterruptedException e) {
            throw new CancelledException(ACTION, "of " + address());
        }
    }
}
