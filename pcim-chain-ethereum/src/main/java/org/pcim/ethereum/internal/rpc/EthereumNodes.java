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
 * <p>A call that a node does not answer goes to the next, with bounded retries; a node that is behind what was seen
 * already is passed over, so that history never goes backwards but by a reorganisation. Nothing is asked of a node of
 * another chain. All that is read at a block is read by its hash (EIP-1898).
 *
 * <p>Safe for use by many threads. Every call throws {@link org.pcim.error.LedgerFaultException} if no node answers, and
 * {@link org.pcim.error.CancelledException} if the thread is interrupted.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class EthereumNodes implements AutoCloseable {

    private EthereumNodes() {}

    /**
     * Nothing is asked yet.
     *
     * @param urls one or more, {@code http} or {@code https}; what is in them beside the host is taken for a secret
     * @param chainId of the chain that all nodes must be on (EIP-155)
     * @param deadline for each call, with all its retries
     */
    public static EthereumNodes of(List<URI> urls, long chainId, Duration deadline) {
        throw new UnsupportedOperationException(urls + " " + chainId + deadline);
    }

    /** The chain that all nodes are on. */
    public long chainId() {
        throw new UnsupportedOperationException();
    }

    /** The newest block. */
    public BlockHeader head() {
        throw new UnsupportedOperationException();
    }

    /** Reads at the newest block, and again at a newer one if it was replaced meanwhile. */
    public <T, E extends Exception> T atHead(HeadQuery<T, E> query) throws E {
        return query.at(head());
    }

    /** The block of this number in the chain as it is now; empty if there is none yet. */
    public Optional<BlockHeader> block(long number) {
        throw new UnsupportedOperationException();
    }

    /** The block with this hash, if it is in the chain. */
    public Optional<BlockHeader> block(Digest hash) {
        throw new UnsupportedOperationException();
    }

    /**
     * What a contract answers to a call that changes nothing.
     *
     * @param from who calls; null for nobody
     * @param at the hash of a block
     * @throws RevertException if the contract reverts
     * @throws UnknownBlockException if no node has the block
     */
    public Bytes call(@Nullable Address from, Address to, Bytes data, Digest at) throws RevertException {
        throw new UnsupportedOperationException();
    }

    /** The code at an address, empty if there is none. */
    public Bytes code(Address address, Digest at) {
        throw new UnsupportedOperationException();
    }

    /** What an address owns, in wei. */
    public BigInteger balance(Address address, Digest at) {
        throw new UnsupportedOperationException();
    }

    /**
     * All logs of a block that match, in order.
     *
     * @throws UnknownBlockException if no node has the block
     */
    public List<EventLog> logs(LogFilter filter, Digest block) {
        throw new UnsupportedOperationException();
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
        throw new UnsupportedOperationException();
    }

    /** What became of a transaction; empty while it is in no block of the chain. */
    public Optional<TransactionReceipt> receipt(Digest transaction) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
