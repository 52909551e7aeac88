package org.pcim.ethereum;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.contract.ContractArtifact;
import org.pcim.ethereum.internal.contract.ContractHistory;
import org.pcim.ethereum.internal.contract.ContractOperations;
import org.pcim.ethereum.internal.contract.ContractSignatures;
import org.pcim.ethereum.internal.contract.ContractState;
import org.pcim.ethereum.internal.contract.OperationOutcomes;
import org.pcim.ethereum.internal.contract.SentOperations;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.sending.Transactions;
import org.pcim.ledger.Access;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.Institution;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.RecordedEvent;
import org.pcim.ledger.Standing;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerId;
import org.pcim.model.Role;
import org.pcim.model.Signature;

/**
 * The Patient-Centric Access Control contract on an Ethereum chain (docs/ledger.md).
 *
 * <p>An operation goes as its sender's own transaction, which the sender pays. With a {@link Builder#payer payer}, what
 * patients and requesters do is signed by them as typed data (EIP-712) and sent and paid by the payer; what the owner and
 * institutions do stays their own transaction. What somebody signed may be sent by anybody, through any ledger.
 *
 * <p>An operation is recorded for good when so many blocks have followed its own as {@link Builder#confirmations} says.
 * {@link #await} and {@link #events} know only of what is recorded for good; all else is read at the newest block.
 *
 * <p>A node is trusted for what nobody has signed: that a slot says what it says, that no event is left out, and what the
 * time is. See docs/operating-ethereum.md. Failures that are no refusals are {@link LedgerFaultException}s which say what to
 * do.
 */
public final class EthereumAccessLedger implements AccessLedger {

    private static final int MAX_PAGE = 1000;

    private final LedgerId id;
    private final EthereumNodes nodes;
    private final ContractState state;
    private final ContractHistory history;
    private final ContractSignatures signatures;
    private final ContractOperations operations;
    private final OperationOutcomes outcomes;

    private EthereumAccessLedger(Builder with, Address contract, EthereumNodes nodes) {
        this.id = LedgerId.ethereum(nodes.chainId(), contract);
        this.nodes = nodes;
        this.state = new ContractState(nodes, id, contract);
        this.history = new ContractHistory(nodes, id, contract, with.since, with.confirmations);
        this.signatures = new ContractSignatures(nodes, id);
        Transactions transactions = new Transactions(nodes, with.fees, with.confirmations, with.payer);
        SentOperations sent = new SentOperations();
        this.operations = new ContractOperations(
                nodes, transactions, id, contract, with.payer != null, with.clock, signatures, sent);
        this.outcomes = new OperationOutcomes(nodes, transactions, with.confirmations, state, history, sent);
    }

    /** A ledger that is not connected yet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public LedgerId id() {
        return id;
    }

    @Override
    public Address owner() {
        return state.owner();
    }

    @Override
    public LedgerHead head() {
        BlockHeader head = nodes.head();
        return new LedgerHead(head.number(), head.time(), head.hash());
    }

    @Override
    public Optional<LedgerHead> block(long number) {
        return nodes.atHead(head -> nodes.block(number)).map(it -> new LedgerHead(it.number(), it.time(), it.hash()));
    }

    @Override
    public TypedData attestationData(Attestation attestation) {
        return signatures.attestation(attestation);
    }

    @Override
    public TypedData bindingData(KeyBinding binding) {
        return signatures.binding(binding);
    }

    @Override
    public boolean verify(Address signer, Digest digest, Signature signature) {
        return signatures.verify(signer, digest, signature);
    }

    @Override
    public PreparedOperation prepare(LedgerOperation operation, Address sender) {
        return operations.prepare(operation, sender);
    }

    @Override
    public PreparedOperation restore(Bytes prepared) {
        return operations.restore(prepared);
    }

    @Override
    public OperationId submit(PreparedOperation operation, Signature signature) {
        return operations.submit(operation, signature);
    }

    @Override
    public List<RecordedEvent> await(OperationId operation, Duration deadline) {
        return outcomes.await(operation, deadline);
    }

    /**
     * By which transaction an operation was recorded, and what that cost; empty if it is not recorded, or its node has
     * forgotten it. The same whether it was the sender's own or a payer's.
     */
    public Optional<RecordedTransaction> transaction(OperationId operation) {
        return outcomes.receipt(operation)
                .map(it -> new RecordedTransaction(it.transaction(), it.block(), it.gasUsed(), it.gasPrice()));
    }

    @Override
    public Optional<ImageRecord> image(ImageId image) {
        return state.image(image);
    }

    @Override
    public Access access(ImageId image, Address requester) {
        return state.access(image, requester);
    }

    @Override
    public Optional<KeyCapsule> capsule(ImageId image, Address participant) {
        return state.capsule(image, participant);
    }

    @Override
    public Optional<Standing> standing(ImageId image, Address participant) {
        return state.standing(image, participant);
    }

    @Override
    public boolean isCurrentRoot(ImageId image, Cid root) {
        return state.isCurrentRoot(image, root);
    }

    @Override
    public Optional<RecordedCertificate> certificate(Address owner) {
        return state.certificate(owner);
    }

    @Override
    public List<RecordedCertificate> certificates(Address owner) {
        return state.certificates(owner);
    }

    @Override
    public Optional<Institution> institutionOf(Role role, Address member) {
        return state.institutionOf(role, member);
    }

    @Override
    public EventPage events(EventFilter filter, Cursor after, int max) {
        if (max < 1 || max > MAX_PAGE) {
            throw new InputException("read events", "", "a page has 1 to " + MAX_PAGE + " events, not " + max);
        }
        return history.page(filter, after, max);
    }

    @Override
    public void close() {
        nodes.close();
    }

    /** How a contract is reached. Nodes, contract and chain have to be named. */
    public static final class Builder {

        private static final int DEFAULT_CONFIRMATIONS = 5;
        private static final int MAX_CONFIRMATIONS = 10_000;

        private final List<URI> urls = new ArrayList<>();
        private @Nullable Address contract;
        private long chainId;
        private long since;
        private int confirmations = DEFAULT_CONFIRMATIONS;
        private Duration deadline = Duration.ofSeconds(30);
        private FeePolicy fees = FeePolicy.market();
        private @Nullable LedgerSigner payer;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** Adds a node's JSON-RPC endpoint, {@code http} or {@code https}; the first one is asked first. */
        public Builder node(URI url) {
            urls.add(url);
            return this;
        }

        /** Where the contract is. */
        public Builder contract(Address address) {
            contract = address;
            return this;
        }

        /** The chain on which it is (EIP-155). */
        public Builder chainId(long number) {
            chainId = number;
            return this;
        }

        /**
         * The block that made the contract, or one before it: events are looked for from there on. At first 0, which costs
         * time on a long chain.
         */
        public Builder since(long block) {
            since = block;
            return this;
        }

        /**
         * How many blocks have to follow one until what it recorded counts; a reorganisation of so many blocks or fewer
         * is not noticed. At first 5. None, if the chain makes blocks only when there is something to record.
         */
        public Builder confirmations(int blocks) {
            confirmations = blocks;
            return this;
        }

        /** For each question to the nodes, with all retries. At first 30 seconds. */
        public Builder deadline(Duration duration) {
            deadline = duration;
            return this;
        }

        /** What may be paid for gas. At first what the chain asks. */
        public Builder fees(FeePolicy policy) {
            fees = policy;
            return this;
        }

        /** Who sends and pays for what patients and requesters sign. At first nobody: everybody pays for himself. */
        public Builder payer(LedgerSigner signer) {
            payer = signer;
            return this;
        }

        /** Another clock than the system's, by which operations are given an hour to be sent. */
        public Builder clock(Clock other) {
            clock = other;
            return this;
        }

        /**
         * Connects: looks which chain the nodes are on, and whether the contract's code is the one that this release was
         * built with.
         *
         * @throws InputException if something is not named, or out of its range
         * @throws LedgerFaultException {@code WRONG_CHAIN}, {@code NO_CONTRACT}, {@code OTHER_CONTRACT} or {@code
         *     UNREACHABLE}
         */
        public EthereumAccessLedger open() {
            Address address = contract;
            if (urls.isEmpty() || address == null || chainId < 1) {
                throw refused("name a node, the contract and the chain");
            }
            if (confirmations < 0 || confirmations > MAX_CONFIRMATIONS || since < 0) {
                throw refused("confirmations are 0 to " + MAX_CONFIRMATIONS + ", and the first block is not below 0");
            }
            EthereumNodes nodes = EthereumNodes.of(urls, chainId, deadline);
            try {
                ContractArtifact.load().requireAt(address, nodes);
                return new EthereumAccessLedger(this, address, nodes);
            } catch (RuntimeException e) {
                nodes.close();
                throw e;
            }
        }

        private static InputException refused(String reason) {
            return new InputException("open ledger", "", reason);
        }
    }
}
