package org.pcim.ipfs;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.CancelledException;
import org.pcim.error.PcimException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An image store on IPFS nodes (Kubo).
 *
 * <p>A graph is written to the first node that answers, in one streamed {@code dag/import}, and pinned by the others, which
 * fetch it from that one. A graph is kept once one node has it: a node that is down then is logged, and brought up to date
 * by {@link #pin}. Blocks are read from whichever node or gateway has them, and what one of them fails to give, another is
 * asked for, in the middle of a study as well. Every block is hashed, and none is taken that was not asked for.
 *
 * <p>One read or write holds less than 8 MiB besides the blocks that are handed over. A server may take the store's
 * deadline to begin an answer, to give a block and to take one; then the next is asked, and each of them at most as often
 * as there are attempts.
 *
 * <p>Safe for use by many threads. What a node pins, and that it keeps it, is its word; nothing else of it is trusted.
 */
public final class IpfsImageStore implements ImageStore {

    private static final Logger LOG = LoggerFactory.getLogger(IpfsImageStore.class);

    private final Transport transport;
    private final Nodes nodes;
    private final Retries retries;
    private final List<BlockSource> own = new ArrayList<>();
    private final List<BlockSource> others = new ArrayList<>();
    private final Duration fetch;
    private final int concurrency;

    private IpfsImageStore(Builder options) {
        transport = new Transport(options.connectDeadline, options.deadline);
        retries = new Retries(options.attempts, options.pause);
        fetch = options.fetch;
        concurrency = options.concurrency;
        List<KuboRpc> rpcs = options.nodes.stream()
                .map(node -> new KuboRpc(node, transport, options.pinDeadline))
                .toList();
        nodes = new Nodes(rpcs, transport, retries, options.pinDeadline, fetch);
        rpcs.forEach(rpc -> own.add(new NodeGatewaySource(rpc, transport)));
        rpcs.forEach(rpc -> own.add(new NodeSource(rpc, Duration.ZERO)));
        options.gateways.forEach(gateway -> others.add(new GatewaySource(gateway, transport, false)));
        if (!fetch.isZero()) {
            rpcs.forEach(rpc -> others.add(new NodeSource(rpc, fetch)));
        }
    }

    /** Begins to describe a store. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public BlockWriter write() {
        return new GraphWriter(nodes, this::replicate);
    }

    @Override
    public BlockReader read(Cid root) {
        Sources sources = new Sources(own, others, transport, retries);
        return new GraphReader(sources, new LookAhead(sources, transport.threads(), concurrency));
    }

    /**
     * Has every node keep the graph below a root; one that lacks blocks fetches them from its peers.
     *
     * @throws BlockNotFoundException if no node can find all of it
     * @throws org.pcim.error.StoreException if no node keeps it, for whatever other reason
     */
    @Override
    public void pin(Cid root) {
        Map<KuboRpc, IOException> failed = onEach("pin", root, nodes.all(), node -> node.pin(root, fetch));
        if (failed.size() < nodes.all().size()) {
            warn(root, failed);
            return;
        }
        if (failed.values().stream().allMatch(e -> e instanceof Refused refused && refused.isNotFound())) {
            throw new BlockNotFoundException(
                    root.toString(), failed.values().iterator().next());
        }
        throw nodes.failed("pin", root, failed);
    }

    /**
     * Has no node keep the graph below a root.
     *
     * @throws org.pcim.error.StoreException if one of them could not be told; calling again tells it
     */
    @Override
    public void unpin(Cid root) {
        Map<KuboRpc, IOException> failed = onEach("unpin", root, nodes.all(), node -> node.unpin(root));
        if (!failed.isEmpty()) {
            throw nodes.failed("unpin", root, failed);
        }
    }

    /**
     * Whether any node keeps the graph below a root.
     *
     * @throws org.pcim.error.StoreException if none says so, and not all could be asked
     */
    @Override
    public PinStatus status(Cid root) {
        Map<KuboRpc, IOException> failures = new LinkedHashMap<>();
        for (KuboRpc node : nodes.all()) {
            try {
                if (nodes.each("read pin status", root, node, rpc -> rpc.isPinned(root))) {
                    return PinStatus.PINNED;
                }
            } catch (IOException e) {
                failures.put(node, e);
            }
        }
        if (failures.isEmpty()) {
            return PinStatus.NOT_PINNED;
        }
        throw nodes.failed("read pin status", root, failures);
    }

    /** Ends what is in progress. */
    @Override
    public void close() {
        transport.close();
    }

    /** Has the other nodes fetch and keep what one of them has. */
    private void replicate(GraphWriter.Committed graph) {
        List<KuboRpc> missing =
                nodes.all().stream().filter(node -> node != graph.node()).toList();
        if (!missing.isEmpty() && !fetch.isZero()) {
            warn(graph.root(), onEach("pin", graph.root(), missing, node -> node.pin(graph.root(), fetch)));
        }
    }

    private static void warn(Cid root, Map<KuboRpc, IOException> failed) {
        failed.forEach((node, failure) ->
                LOG.warn("{} does not keep {}; pin it again when it can ({})", node, root, Refused.reason(failure)));
    }

    private interface Act {
        void on(KuboRpc node) throws IOException;
    }

    /** Does it on all of these nodes at once, and gives the failures. */
    private Map<KuboRpc, IOException> onEach(String action, Cid root, List<KuboRpc> on, Act act) {
        Transport.checkInterrupt(action, root.toString());
        Nodes.Question<KuboRpc> question = node -> {
            act.on(node);
            return node;
        };
        List<Future<KuboRpc>> done = new ArrayList<>();
        on.forEach(node -> done.add(transport.threads().submit(() -> nodes.each(action, root, node, question))));
        Map<KuboRpc, IOException> failures = new LinkedHashMap<>();
        for (int i = 0; i < done.size(); i++) {
            try {
                done.get(i).get();
            } catch (InterruptedException e) {
                done.forEach(rest -> rest.cancel(true));
                throw new CancelledException(action, root.toString());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    failures.put(on.get(i), failure);
                } else if (e.getCause() instanceof PcimException failure) {
                    throw failure;
                } else {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
        return failures;
    }

    /** Describes a store. */
    public static final class Builder {

        private final List<KuboEndpoint> nodes = new ArrayList<>();
        private final List<URI> gateways = new ArrayList<>();
        private Duration connectDeadline = Duration.ofSeconds(10);
        private Duration deadline = Duration.ofSeconds(60);
        private Duration pinDeadline = Duration.ofMinutes(10);
        private Duration fetch = Duration.ofSeconds(20);
        private Duration pause = Duration.ofMillis(200);
        private int attempts = 3;
        private int concurrency = 4;

        private Builder() {}

        /** Adds a node. At least one is required; the first one that answers is written to. */
        public Builder node(KuboEndpoint node) {
            nodes.add(node);
            return this;
        }

        /** Adds a node that lets everybody in who reaches its RPC, for example {@code http://127.0.0.1:5001}. */
        public Builder node(URI rpc) {
            return node(KuboEndpoint.at(rpc));
        }

        /**
         * Adds a trustless gateway to read from what no node has.
         *
         * @throws IllegalArgumentException if this is no http or https address, or has more than host, port and path
         */
        public Builder gateway(URI gateway) {
            gateways.add(Addresses.checked(gateway));
            return this;
        }

        /** How long a connection may take to be made; 10 seconds unless it is given. */
        public Builder connectDeadline(Duration time) {
            connectDeadline = positive(time);
            return this;
        }

        /** How long a server may take to begin an answer, to give a block or to take one; 60 seconds unless it is given. */
        public Builder deadline(Duration time) {
            deadline = positive(time);
            return this;
        }

        /** How long a node may take to pin what it has, during which it says nothing; 10 minutes unless it is given. */
        public Builder pinDeadline(Duration time) {
            pinDeadline = positive(time);
            return this;
        }

        /**
         * How long a node may look among its peers for a block that it does not have; 20 seconds unless it is given, and
         * with zero it does not look.
         */
        public Builder fetchDeadline(Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException("A time must not be negative");
            }
            fetch = time;
            return this;
        }

        /**
         * How often a call is tried where trying again can help; 3 times unless it is given.
         *
         * @param firstPause about how long to wait before the second time; twice as long before the third, and so on
         */
        public Builder attempts(int most, Duration firstPause) {
            if (most < 1) {
                throw new IllegalArgumentException("At least one attempt has to be made");
            }
            attempts = most;
            pause = positive(firstPause);
            return this;
        }

        /** How many single blocks one reader asks for at once; 4 unless it is given. */
        public Builder concurrency(int blocks) {
            if (blocks < 1) {
                throw new IllegalArgumentException("At least one block has to be asked for at once");
            }
            concurrency = blocks;
            return this;
        }

        /**
         * The store. Nothing is sent yet.
         *
         * @throws IllegalStateException if there is no node
         */
        public IpfsImageStore build() {
            if (nodes.isEmpty()) {
                throw new IllegalStateException("A store on IPFS needs a node");
            }
            return new IpfsImageStore(this);
        }

        private static Duration positive(Duration time) {
            if (time.isZero() || time.isNegative()) {
                throw new IllegalArgumentException("A time must be longer than nothing");
            }
            return time;
        }
    }
}
