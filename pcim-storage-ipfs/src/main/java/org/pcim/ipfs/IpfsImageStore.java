package org.pcim.ipfs;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;

/**
 * An image store on IPFS nodes (Kubo).
 *
 * <p>A graph is written to the first node that answers, in one streamed {@code dag/import}, and pinned by the others, which
 * fetch it from that one; pinning services are asked to keep it too. A graph is kept once one node has it: whoever fails
 * then is logged, and brought up to date by {@link #pin}. Blocks are read from whichever node or gateway has them, and what one of them fails to give, another is
 * asked for, in the middle of a study as well. Every block is hashed, and none is taken that was not asked for.
 *
 * <p>One read or write holds less than 16 MiB besides the blocks that are handed over. A server may take the store's
 * deadline to begin an answer, to give a block and to take one; then the next is asked, and each of them at most as often
 * as there are attempts.
 *
 * <p>Safe for use by many threads. What a node pins, and that it keeps it, is its word; nothing else of it is trusted.
 */
public final class IpfsImageStore implements ImageStore {

    private final Transport transport;
    private final Nodes nodes;
    private final Keepers keepers;
    private final Retries retries;
    private final List<BlockSource> own = new ArrayList<>();
    private final List<BlockSource> others = new ArrayList<>();
    private final int concurrency;

    private IpfsImageStore(Builder options) {
        transport = new Transport(options.connectDeadline, options.deadline);
        retries = new Retries(options.attempts, options.pause);
        Duration fetch = options.fetch;
        concurrency = options.concurrency;
        List<KuboRpc> rpcs = options.nodes.stream()
                .map(node -> new KuboRpc(node, transport, options.pinDeadline))
                .toList();
        nodes = new Nodes(rpcs, transport, retries, options.pinDeadline, fetch);
        List<Keeper> keeping = new ArrayList<>();
        rpcs.forEach(rpc -> keeping.add(new NodeKeeper(rpc, fetch)));
        options.services.forEach(service -> keeping.add(new PinningService(service, transport)));
        keepers = new Keepers(keeping, nodes);
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
        return new GraphWriter(nodes, keepers::replicate);
    }

    @Override
    public BlockReader read(Cid root) {
        Sources sources = new Sources(own, others, transport, retries);
        return new GraphReader(sources, new LookAhead(sources, transport.threads(), concurrency));
    }

    /**
     * Has every node and pinning service keep the graph below a root; one that lacks blocks fetches them from its peers. A
     * service may do so later.
     *
     * @throws org.pcim.error.BlockNotFoundException if none of them can find all of it
     * @throws org.pcim.error.StoreException if none keeps it, for whatever other reason
     */
    @Override
    public void pin(Cid root) {
        keepers.pin(root);
    }

    /**
     * Has no node and no pinning service keep the graph below a root.
     *
     * @throws org.pcim.error.StoreException if one of them could not be told; calling again tells it
     */
    @Override
    public void unpin(Cid root) {
        keepers.unpin(root);
    }

    /**
     * Whether any node or pinning service keeps the graph below a root, or will.
     *
     * @throws org.pcim.error.StoreException if none says so, and not all could be asked
     */
    @Override
    public PinStatus status(Cid root) {
        return keepers.status(root);
    }

    /** What each node and each pinning service says of the graph below a root, nodes first. */
    public List<Copy> copies(Cid root) {
        return keepers.copies(root);
    }

    /** Ends what is in progress. */
    @Override
    public void close() {
        transport.close();
    }

    /** Describes a store. */
    public static final class Builder {

        private final List<KuboEndpoint> nodes = new ArrayList<>();
        private final List<URI> gateways = new ArrayList<>();
        private final List<PinningEndpoint> services = new ArrayList<>();
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

        /** Adds a service that is asked to keep each graph, too, and where the nodes can be found to fetch it from. */
        public Builder pinningService(PinningEndpoint service) {
            services.add(service);
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
