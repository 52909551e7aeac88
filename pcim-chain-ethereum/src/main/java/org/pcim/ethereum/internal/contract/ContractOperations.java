package org.pcim.ethereum.internal.contract;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.sending.Transactions;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;
import org.pcim.signing.EcdsaSignatures;
import org.pcim.signing.LedgerCodec;
import org.pcim.signing.LedgerMessage;

/**
 * Operations until they are sent: either as their sender's own transaction, or signed as typed data and sent by a payer.
 *
 * <p>Safe for use by many threads.
 */
public final class ContractOperations {

    private static final Duration LIFETIME = Duration.ofHours(1);

    private final EthereumNodes nodes;
    private final Transactions transactions;
    private final Address contract;
    private final boolean sponsored;
    private final Clock clock;
    private final ContractSignatures signatures;
    private final SentOperations sent;
    private final LedgerCodec messages;
    private final PreparedTransactions calls;
    private final SecureRandom random = new SecureRandom();

    /**
     * Of the contract of this ledger.
     *
     * @param sponsored whether the transactions have a payer, who sends what can be signed as typed data
     */
    public ContractOperations(
            EthereumNodes nodes,
            Transactions transactions,
            LedgerId ledger,
            Address contract,
            boolean sponsored,
            Clock clock,
            ContractSignatures signatures,
            SentOperations sent) {
        this.nodes = nodes;
        this.transactions = transactions;
        this.contract = contract;
        this.sponsored = sponsored;
        this.clock = clock;
        this.signatures = signatures;
        this.sent = sent;
        this.messages = new LedgerCodec(ledger);
        this.calls = new PreparedTransactions(ledger, nodes.chainId(), contract);
    }

    /** As {@link org.pcim.ledger.AccessLedger#prepare}. */
    public PreparedOperation prepare(LedgerOperation operation, Address sender) {
        BlockHeader head = nodes.head();
        Instant deadline = now(head).plus(LIFETIME);
        if (sponsored && ContractCalls.canBeSponsored(operation)) {
            byte[] nonce = new byte[Digest.LENGTH];
            random.nextBytes(nonce);
            return messages.prepare(new LedgerMessage(operation, sender, Digest.of(nonce), deadline));
        }
        calls.require(operation, sender, deadline);
        Bytes call = ContractCalls.own(operation);
        return calls.prepare(operation, deadline, transactions.prepare(sender, contract, call, head))
                .operation();
    }

    /** As {@link org.pcim.ledger.AccessLedger#restore}. */
    public PreparedOperation restore(Bytes prepared) {
        return PreparedTransactions.isTransaction(prepared)
                ? calls.restore(prepared).operation()
                : messages.restore(prepared);
    }

    /** As {@link org.pcim.ledger.AccessLedger#submit}. */
    public OperationId submit(PreparedOperation operation, Signature signature) {
        return PreparedTransactions.isTransaction(operation.bytes())
                ? submitTransaction(operation, signature)
                : submitMessage(operation, signature);
    }

    private OperationId submitTransaction(PreparedOperation operation, Signature signature) {
        PreparedTransactions.Prepared prepared = calls.restore(operation.bytes());
        PreparedOperation it = prepared.operation();
        requireSame(it, operation);
        boolean genuine = EcdsaSignatures.verify(it.sender(), it.signable().digest(), signature);
        BlockHeader head = nodes.head();
        boolean passed = now(head).isAfter(it.deadline());
        if (genuine) {
            OperationId id =
                    new OperationId(prepared.transaction().signed(signature).hash());
            // Before the deadline, what the chain knows already may be sent to it once more.
            if (sent.isTransaction(id) || (passed && nodes.receipt(id.digest()).isPresent())) {
                return id;
            }
        }
        require(!passed, it, Refusal.DEADLINE_PASSED);
        require(genuine, it, Refusal.BAD_SIGNATURE);
        requireSayable(it);
        try {
            OperationId id = new OperationId(transactions.send(prepared.transaction(), signature, head));
            sent.addTransaction(id, it.operation());
            return id;
        } catch (RevertException e) {
            throw reverted(it.operation(), e.data());
        }
    }

    private OperationId submitMessage(PreparedOperation operation, Signature signature) {
        PreparedOperation it = messages.restore(operation.bytes());
        requireSame(it, operation);
        OperationId id = new OperationId(it.signable().digest());
        if (!UnsayableOperations.isSayable(it.operation(), it.sender())) {
            require(!nodes.head().time().isAfter(it.deadline()), it, Refusal.DEADLINE_PASSED);
            require(signatures.verify(it.sender(), id.digest(), signature), it, Refusal.BAD_SIGNATURE);
            requireSayable(it);
        }
        // The contract looks whether it is recorded, and at its deadline and its signature, before anything else.
        Bytes call = ContractCalls.signed(messages.message(it.bytes()), signature);
        try {
            transactions.sendPaid(id.digest(), contract, call);
            sent.addSignedCall(id, it.operation());
        } catch (RevertException e) {
            if (!ContractErrors.isAlreadyRecorded(e.data())) {
                throw reverted(it.operation(), e.data());
            }
        }
        return id;
    }

    /** What a call cannot say is refused by the rule that comes first: the contract's own, or the one that it breaks here. */
    private void requireSayable(PreparedOperation it) {
        Optional<Refusal> first = UnsayableOperations.refusedFirst(it.operation(), it.sender());
        require(first.isEmpty(), it, first.orElse(Refusal.NOT_PATIENT));
        UnsayableOperations.refusedLast(it.operation(), it.sender()).ifPresent(last -> {
            nodes.atHead(head -> {
                try {
                    return nodes.call(it.sender(), contract, ContractCalls.own(it.operation()), head.hash());
                } catch (RevertException e) {
                    throw reverted(it.operation(), e.data());
                }
            });
            require(false, it, last);
        });
    }

    /** The later of the clock and the chain's time, in whole seconds: a quiet chain's time lags. */
    private Instant now(BlockHeader head) {
        Instant local = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        return head.time().isAfter(local) ? head.time() : local;
    }

    /** The contract's refusal; or what it reverted with, if that is none. */
    static LedgerException reverted(LedgerOperation operation, Bytes data) {
        return ContractErrors.refusal(operation, data)
                .<LedgerException>map(refusal -> refusal)
                .orElseGet(() -> new LedgerException(
                        operation.action(),
                        operation.subject(),
                        "the contract reverted it for a reason that is no rule: 0x" + data.toHex(),
                        false));
    }

    private static void requireSame(PreparedOperation sealed, PreparedOperation other) {
        boolean same = sealed.operation().equals(other.operation())
                && sealed.sender().equals(other.sender())
                && sealed.deadline().equals(other.deadline())
                && sealed.signable().digest().equals(other.signable().digest());
        if (!same) {
            throw new InputException(
                    "submit operation",
                    sealed.operation().subject(),
                    "its parts do not belong together; use it as prepare or restore made it");
        }
    }

    private static void require(boolean holds, PreparedOperation it, Refusal otherwise) {
        if (!holds) {
            throw new LedgerRefusalException(
                    it.operation().action(), it.operation().subject(), otherwise);
        }
    }
}
