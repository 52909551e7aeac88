package org.pcim.ethereum.internal.rpc;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/**
 * One or more nodes of one chain, asked as if they were one.
 *
 * <p>A question that a node does not answer goes to the next, with bounded retries; a node that is behind what was seen
 * already is passed over, so that history never goes backwards but by a reorganisation. Nothing is asked of a node of
 * another chain. All that is read at a block is read by its hash (EIP-1898), and what is short is remembered: it cannot
 * change.
 *
 * <p>Safe for use by many threads. Every call throws {@link org.pcim.error.LedgerFaultException} if no node answers, and
 * {@link org.pcim.error.CancelledException} if the thread is interrupted.
 */
public final class EthereumNodes implements AutoCloseable {

    private static final String HEAD = "read head";
    private static final String BLOCK = "read block";
    private static final String TRANSACTION = "read transaction";
    private static final String LOGS = "read logs";
    private static final String ACCOUNT = "read account";
    private static final String GAS_PRICE = "read gas price";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);
    private static final int KEPT = 1000;
    private static final int KEPT_LOGS = 200;
    private static final int KEPT_ESTIMATES = 100;
    /** In bytes: of a slot, and of a certificate with its event. */
    private static final int LARGEST_KEPT = 20_000;

    private final NodeGroup nodes;
    private final LogRanges ranges;
    private final SeenHeads seen = new SeenHeads();
    private final KnownAnswers<Digest, BlockHeader> headers = new KnownAnswers<>(KEPT);
    private final KnownAnswers<Call, Bytes> calls = new KnownAnswers<>(KEPT);
    private final KnownAnswers<Call, Estimate> estimates = new KnownAnswers<>(KEPT_ESTIMATES);
    private final KnownAnswers<BlockLogs, List<EventLog>> blockLogs = new KnownAnswers<>(KEPT_LOGS);

    /** A call at a block; its data as its hash. */
    private record Call(@Nullable Address from, @Nullable Address to, Digest data, Digest at) {

        static Call of(@Nullable Address from, @Nullable Address to, Bytes data, Digest at) {
            return new Call(from, to, Digest.sha256(data.toByteArray()), at);
        }
    }

    /** The gas that a call takes, or what the contract reverts it with. */
    private record Estimate(long gas, @Nullable Bytes revert) {

        long orThrow() throws RevertException {
            if (revert != null) {
                throw new RevertException(revert);
            }
            return gas;
        }
    }

    private record BlockLogs(LogFilter filter, Digest block) {}

    private EthereumNodes(NodeGroup nodes) {
        this.nodes = nodes;
        this.ranges = new LogRanges(nodes);
    }

    /**
     * Nothing is asked yet.
     *
     * @param urls one or more, {@code http} or {@code https}; what is in them beside the host is taken for a secret. A name and
     *     a password before the host are sent as basic authentication
     * @param chainId of the chain that all nodes must be on (EIP-155)
     * @param deadline for each call, with all its retries
     */
    public static EthereumNodes of(List<URI> urls, long chainId, Duration deadline) {
        return new EthereumNodes(new NodeGroup(urls, chainId, deadline));
    }

    /** The chain that all nodes are on. */
    public long chainId() {
        return nodes.chainId();
    }

    /** The newest block. */
    public BlockHeader head() {
        return known(nodes.ask(HEAD, node -> {
            long asked = System.nanoTime();
            return seen.admit(node.head(), asked)
                    .orElseThrow(() -> new NodeFailure(node.host() + " is behind block " + seen.height(), null));
        }));
    }

    /** As {@link #atHead(BlockHeader, HeadQuery)}, at the newest block. */
    public <T, E extends Exception> T atHead(HeadQuery<T, E> query) throws E {
        return atHead(head(), query);
    }

    /**
     * Reads at a block that was the newest just now, and at a newer one as often as it was replaced meanwhile.
     *
     * @throws UnknownBlockException if blocks are replaced until the deadline passes
     */
    public <T, E extends Exception> T atHead(BlockHeader first, HeadQuery<T, E> query) throws E {
        Deadline until = Deadline.in(nodes.deadline());
        Duration pause = FIRST_PAUSE;
        BlockHeader head = first;
        while (true) {
            try {
                return query.at(head);
            } catch (UnknownBlockException e) {
                if (until.passed()) {
                    throw e;
                }
            }
            // A node that is taking over other blocks still names the old one as its newest.
            until.pause(pause, HEAD, "");
            pause = Deadline.doubled(pause, LONGEST_PAUSE);
            head = head();
        }
    }

    /** The block of this number in the chain as it is now; empty if there is none yet. */
    public Optional<BlockHeader> block(long number) {
        return nodes.ask(BLOCK, node -> {
            Optional<BlockHeader> block = node.block(number);
            if (block.isEmpty() && number <= seen.height()) {
                throw new NotOnNode(node.host());
            }
            return block;
        });
    }

    /**
     * The block of this number in the chain that ends with this head. Asks nothing if it was among the newest ones that were
     * seen.
     *
     * @throws UnknownBlockException if no node has it
     */
    public BlockHeader ancestor(BlockHeader head, long number) {
        if (number == head.number()) {
            return head;
        }
        return seen.ancestor(head, number)
                .flatMap(headers::find)
                .or(() -> block(number).map(this::known))
                .orElseThrow(() -> new UnknownBlockException(Long.toString(number)));
    }

    /** The block with this hash, if a node has it; it need not be in the chain any more. */
    public Optional<BlockHeader> block(Digest hash) {
        return headers.find(hash)
                .or(() -> nodes.search(BLOCK, node -> node.block(hash)).map(this::known));
    }

    private BlockHeader known(BlockHeader header) {
        return headers.keep(header.hash(), header);
    }

    /**
     * What a contract answers to a call that changes nothing.
     *
     * @param from who calls; null for nobody
     * @param to the contract; null to try the code that makes one
     * @param at the hash of a block
     * @throws RevertException if the contract reverts
     * @throws UnknownBlockException if no node has the block
     */
    public Bytes call(@Nullable Address from, @Nullable Address to, Bytes data, Digest at) throws RevertException {
        Call call = Call.of(from, to, data, at);
        Optional<Bytes> known = calls.find(call);
        if (known.isPresent()) {
            return known.get();
        }
        Bytes answer = nodes.<Bytes, RevertException>ask("call contract", node -> node.call(from, to, data, at));
        return answer.length() <= LARGEST_KEPT ? calls.keep(call, answer) : answer;
    }

    /**
     * Tries a transaction. Asks nothing if its gas was estimated at this block.
     *
     * @throws RevertException if the contract reverts
     * @throws UnknownBlockException if no node has the block
     */
    public void simulate(Address from, @Nullable Address to, Bytes data, Digest at) throws RevertException {
        Optional<Estimate> known = estimates.find(Call.of(from, to, data, at));
        if (known.isPresent()) {
            known.get().orThrow();
        } else {
            call(from, to, data, at);
        }
    }

    /**
     * How much gas a transaction would take.
     *
     * @param to the contract to call; null to make one
     * @param at the hash of a block
     * @throws RevertException if the contract reverts
     * @throws UnknownBlockException if no node has the block
     */
    public long estimateGas(Address from, @Nullable Address to, Bytes data, Digest at) throws RevertException {
        Call call = Call.of(from, to, data, at);
        Optional<Estimate> known = estimates.find(call);
        return known.isPresent()
                ? known.get().orThrow()
                : estimates.keep(call, estimate(from, to, data, at)).orThrow();
    }

    private Estimate estimate(Address from, @Nullable Address to, Bytes data, Digest at) {
        try {
            return new Estimate(
                    nodes.<Long, RevertException>ask("estimate gas", node -> node.estimateGas(from, to, data, at)),
                    null);
        } catch (RevertException e) {
            return new Estimate(0, e.data());
        }
    }

    /** The code at an address, empty if there is none. */
    public Bytes code(Address address, Digest at) {
        return nodes.ask("read code", node -> node.code(address, at));
    }

    /** What an address owns, in wei. */
    public BigInteger balance(Address address, Digest at) {
        return nodes.ask(ACCOUNT, node -> node.balance(address, at));
    }

    /** How many transactions of an address there are up to a block. */
    public long transactionCount(Address address, Digest at) {
        return nodes.ask(ACCOUNT, node -> node.transactionCount(address, at));
    }

    /**
     * By which transaction a sender has used a nonce, up to a block. One node has to say all of it, so that it shows the
     * transactions of every block whose nonces it counts.
     *
     * @param own the hashes of the sender's transactions with this nonce that are asked for
     * @throws UnknownBlockException if no node has the block
     */
    public NonceUse nonceUse(Address sender, long nonce, List<Digest> own, BlockHeader block) {
        return nodes.ask(ACCOUNT, node -> {
            if (node.transactionCount(sender, block.hash()) <= nonce) {
                return NonceUse.UNUSED;
            }
            if (node.transactionCount(sender, block.parent()) <= nonce) {
                // A node may count what it is about to put into its next block. What the block holds is certain.
                return node.transactionIn(block.hash(), sender, nonce)
                        .map(it -> own.contains(it) ? NonceUse.OWN : NonceUse.OTHER)
                        .orElse(NonceUse.UNCLEAR);
            }
            for (Digest hash : own) {
                if (node.receipt(hash).isPresent()) {
                    return NonceUse.OWN;
                }
            }
            node.requireInChain(block);
            return NonceUse.OTHER;
        });
    }

    /** How many transactions of an address there are, also those that wait in a node and can come next. */
    public long pendingCount(Address address) {
        return nodes.ask(ACCOUNT, node -> node.pendingCount(address));
    }

    /**
     * All logs of a block that match, in order. Where a node has none, the others are asked: it may have dropped them.
     *
     * @throws UnknownBlockException if no node has the block
     */
    public List<EventLog> logs(LogFilter filter, Digest block) {
        BlockLogs question = new BlockLogs(filter, block);
        return blockLogs.find(question).orElseGet(() -> {
            List<EventLog> logs = nodes.ask(LOGS, node -> node.logs(filter, block));
            if (logs.isEmpty()) {
                return nodes.search(
                                LOGS,
                                node -> Optional.of(node.logs(filter, block)).filter(others -> !others.isEmpty()))
                        .orElse(logs);
            }
            int size = logs.stream().mapToInt(log -> log.data().length()).sum();
            return size > LARGEST_KEPT ? logs : blockLogs.keep(question, logs);
        });
    }

    /**
     * All logs that match, in order, from a range of blocks. Where a provider refuses the range or the size of its
     * answer, the range is halved.
     *
     * @param from the number of the first block
     * @param to the last block
     * @throws UnknownBlockException if no node has the last block in its chain
     */
    public List<EventLog> logs(LogFilter filter, long from, BlockHeader to) {
        return logs(filter, from, to.number(), to);
    }

    /**
     * As {@link #logs(LogFilter, long, BlockHeader)}, from a range of the chain that ends with a later block.
     *
     * @param to the number of the last block of the range
     * @param last a block that is not before it
     */
    public List<EventLog> logs(LogFilter filter, long from, long to, BlockHeader last) {
        return ranges.read(filter, from, to, last);
    }

    /** What became of a transaction; empty while it is in no block of the chain. */
    public Optional<TransactionReceipt> receipt(Digest transaction) {
        return nodes.search(TRANSACTION, node -> node.receipt(transaction));
    }

    /** A transaction that is in the chain, or waits in a node. */
    public Optional<ChainTransaction> transaction(Digest hash) {
        return nodes.search(TRANSACTION, node -> node.transaction(hash));
    }

    /**
     * Gives a signed transaction to a node. Giving it again changes nothing.
     *
     * @throws RejectedTransactionException if the node does not take it
     */
    public void send(Bytes transaction) throws RejectedTransactionException {
        nodes.<Boolean, RejectedTransactionException>ask("send transaction", node -> {
            node.send(transaction);
            return true;
        });
    }

    /** What a transaction pays for each unit of gas on a chain without a base fee, in wei. */
    public BigInteger gasPrice() {
        return nodes.ask(GAS_PRICE, EthereumNode::gasPrice);
    }

    /** The tip that a node suggests (EIP-1559), in wei; empty if it suggests none. */
    public Optional<BigInteger> tip() {
        return nodes.ask(GAS_PRICE, EthereumNode::tip);
    }

    @Override
    public void close() {
        nodes.close();
    }
}
