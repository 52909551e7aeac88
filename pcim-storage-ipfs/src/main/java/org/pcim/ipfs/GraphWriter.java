package org.pcim.ipfs;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pcim.content.Block;
import org.pcim.error.CancelledException;
import org.pcim.error.PcimException;
import org.pcim.model.Cid;
import org.pcim.store.BlockWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams a graph to one node while it is put. Which node is decided at the first block: the first one that answers.
 *
 * <p>What was sent is not held, so a connection that breaks later fails the deposit, which can be made again.
 */
final class GraphWriter implements BlockWriter {

    private static final Logger LOG = LoggerFactory.getLogger(GraphWriter.class);
    private static final String PUT = "store block";
    private static final String COMMIT = "store graph";

    private final Nodes nodes;
    private final Consumer<Committed> whenCommitted;
    private final ReentrantLock lock = new ReentrantLock();
    private final OpenLinks links = new OpenLinks();
    private @Nullable ImportRequest request;
    private boolean ended;

    /** A graph that is stored, and the node that has it. */
    record Committed(Cid root, KuboRpc node) {}

    GraphWriter(Nodes nodes, Consumer<Committed> whenCommitted) {
        this.nodes = nodes;
        this.whenCommitted = whenCommitted;
    }

    @Override
    public void put(Block block) {
        run(PUT, block.cid(), () -> {
            request(block.cid()).put(block);
            links.put(block);
        });
    }

    @Override
    public void commit(Cid root) {
        run(COMMIT, root, () -> {
            ImportRequest current = request(root);
            try {
                commit(root, current);
            } finally {
                ended = true;
                current.close();
            }
            whenCommitted.accept(new Committed(root, current.rpc()));
        });
    }

    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            if (request != null) {
                request.close();
                request = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void commit(Cid root, ImportRequest current) throws IOException {
        if (current.rpc().isPinned(root)) {
            // All of it is there. Pinned again, it would lose its pin if that broke off.
            return;
        }
        links.require(root);
        current.rpc().requireAll(links.toList(), nodes.fetch());
        boolean pinned = false;
        try {
            current.commit(root, nodes.pinDeadline());
            pinned = true;
        } finally {
            if (!pinned && current.isComplete()) {
                current.close();
                letGo(root, current.rpc());
            }
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private void run(String action, Cid cid, Step step) {
        lock(action, cid);
        try {
            Transport.checkInterrupt(action, cid.toString());
            step.run();
        } catch (InterruptedIOException e) {
            throw new CancelledException(action, cid.toString());
        } catch (IOException e) {
            throw nodes.failed(
                    action, cid, Map.of(Objects.requireNonNull(request).rpc(), e));
        } finally {
            lock.unlock();
        }
    }

    private void lock(String action, Cid cid) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            throw new CancelledException(action, cid.toString());
        }
    }

    private ImportRequest request(Cid cid) {
        if (ended) {
            throw new IllegalStateException("The graph is complete, or was given up");
        }
        ImportRequest current = request;
        if (current == null) {
            current = nodes.first(COMMIT, cid, node -> ImportRequest.begin(node, nodes.transport()));
            request = current;
        }
        return current;
    }

    /** The node may have pinned it although nobody was told. */
    private void letGo(Cid root, KuboRpc node) {
        boolean interrupted = Thread.interrupted();
        try {
            nodes.retries().run("unpin", root, () -> {
                node.unpin(root);
                return node;
            });
        } catch (IOException | PcimException e) {
            LOG.warn("{} may keep {}, which is of no use; unpin it by hand ({})", node, root, Refused.reason(e));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
