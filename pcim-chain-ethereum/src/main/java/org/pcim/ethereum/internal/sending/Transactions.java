package org.pcim.ethereum.internal.sending;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.error.LedgerException;
import org.pcim.ethereum.FeePolicy;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.rpc.TransactionReceipt;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.Signature;

/**
 * Transactions from their preparation until they are in the chain for good.
 *
 * <p>Those of a sender of its own: prepared here, signed elsewhere, sent here. And those that a payer signs and pays for
 * others, whose nonces are kept here in one sequence.
 *
 * <p>What was sent is sent again while nodes do not know it, by those who await it. Safe for use by many threads.
 */
public final class Transactions {

    private final EthereumNodes nodes;
    private final Outbox outbox = new Outbox();
    private final Delivery delivery;
    private final FeeMarket market;
    private final @Nullable Payer payer;
    private final Confirmation confirmation;

    /**
     * Sends nothing yet.
     *
     * @param confirmations how many blocks have to come after that of a transaction until it counts
     * @param payer who pays for others; null if nobody does
     */
    public Transactions(EthereumNodes nodes, FeePolicy fees, int confirmations, @Nullable LedgerSigner payer) {
        this.nodes = nodes;
        this.delivery = new Delivery(nodes, outbox);
        this.market = new FeeMarket(nodes, fees);
        this.payer = payer == null ? null : new Payer(nodes, payer, market, outbox, delivery);
        this.confirmation = new Confirmation(nodes, confirmations, outbox, delivery, this.payer);
    }

    /**
     * A transaction of a sender, ready to be signed.
     *
     * <p>It has the nonce after the last one that the nodes or this process know of the sender; none is reserved. What the
     * contract would say is not told yet.
     *
     * @param to the contract to call; null to make one
     */
    public UnsignedTransaction prepare(Address sender, @Nullable Address to, Bytes data) {
        return prepare(sender, to, data, nodes.head());
    }

    /** As {@link #prepare(Address, Address, Bytes)}, for who knows the newest block. */
    public UnsignedTransaction prepare(Address sender, @Nullable Address to, Bytes data, BlockHeader head) {
        Fees fees = market.now(sender, head);
        long gas = new GasLimit(nodes).orEnough(sender, to, data, head);
        long nonce = outbox.nextNonce(sender, delivery.repair(sender));
        return new UnsignedTransaction(sender, nodes.chainId(), nonce, gas, fees, to, data);
    }

    /**
     * Sends a transaction of its sender's own. Sending the same again acts once.
     *
     * @return the transaction's hash
     * @throws RevertException if the contract would revert it; nothing is sent
     * @throws org.pcim.error.LedgerFaultException with {@code OVERTAKEN} if another one took its nonce; {@code
     *     OUT_OF_FUNDS}, {@code UNDERPRICED}
     * @throws org.pcim.error.InputException if the signature is not the sender's
     */
    public Digest send(UnsignedTransaction transaction, Signature signature) throws RevertException {
        return send(transaction, signature, nodes.head());
    }

    /** As {@link #send(UnsignedTransaction, Signature)}, for who knows the newest block. */
    public Digest send(UnsignedTransaction transaction, Signature signature, BlockHeader newest)
            throws RevertException {
        SignedTransaction signed = transaction.signed(signature);
        if (outbox.hasSent(signed.hash())) {
            return signed.hash();
        }
        Address sender = transaction.sender();
        if (outbox.nextNonce(sender, nodes.pendingCount(sender)) != transaction.nonce()) {
            return sentByAnother(signed);
        }
        long block = nodes.<Long, RevertException>atHead(newest, head -> {
            nodes.simulate(sender, transaction.to(), transaction.data(), head.hash());
            return head.number();
        });
        SentTransaction sent = new SentTransaction(signed, null, block);
        if (!outbox.add(sent)) {
            return sentByAnother(signed);
        }
        delivery.deliver(sent);
        return signed.hash();
    }

    /** Another thread or process may have sent the same one; else another transaction of the sender took its place. */
    private Digest sentByAnother(SignedTransaction signed) {
        Digest hash = signed.hash();
        if (outbox.hasSent(hash)) {
            return hash;
        }
        UnsignedTransaction transaction = signed.unsigned();
        return switch (delivery.nonceUse(transaction.sender(), transaction.nonce(), List.of(hash))) {
            case OWN -> hash;
            case OTHER, UNUSED -> throw Delivery.overtaken(transaction.sender());
            case UNCLEAR ->
                throw new LedgerException(
                        "send transaction",
                        hash.toString(),
                        "its nonce is used, and the node does not show by which transaction yet; send it again",
                        true);
        };
    }

    /**
     * Sends a call that the payer signs and pays.
     *
     * @param operation tells it from others: while a transaction for the same one is under way, or if one succeeded
     *     lately, that counts
     * @return the hash of its transaction, to be awaited; if it has to be replaced by one with higher fees, this hash
     *     stands for that too
     * @throws RevertException if the contract would revert it; nothing is sent
     * @throws org.pcim.error.LedgerFaultException with {@code OUT_OF_FUNDS} of the payer, or {@code UNDERPRICED}
     */
    public Digest sendPaid(Digest operation, Address to, Bytes data) throws RevertException {
        if (payer == null) {
            throw new IllegalStateException("There is no payer");
        }
        return payer.send(operation, to, data).name();
    }

    /** The hash of the transaction by which this process has sent this operation, while it is under way and lately. */
    public Optional<Digest> paid(Digest operation) {
        return outbox.byOperation(operation).map(SentTransaction::name);
    }

    /**
     * Waits until a transaction is in the chain for good.
     *
     * @param transaction what {@link #send} or {@link #sendPaid} gave, in this process or another
     * @return its receipt; it succeeded
     * @throws RevertException if the contract reverted it
     * @throws org.pcim.error.LedgerFaultException with {@code OVERTAKEN} if another transaction of the sender took its
     *     place for good
     * @throws org.pcim.error.LedgerTimeoutException if the deadline passes before
     */
    public TransactionReceipt await(Digest transaction, Duration deadline) throws RevertException {
        return confirmation.await(transaction, deadline);
    }
}
