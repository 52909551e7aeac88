package org.pcim.examples.provider;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pcim.content.Block;
import org.pcim.content.DagLink;
import org.pcim.content.UnixFsNode;
import org.pcim.error.BlockNotFoundException;
import org.pcim.model.Cid;

/** The blocks and pins that several {@link InMemoryImageStore}s share. Safe for use by many threads. */
public final class BlockMemory {

    private final Map<Cid, Block> blocks = new HashMap<>();
    private final Set<Cid> pins = new HashSet<>();

    /** Without blocks. */
    public BlockMemory() {}

    synchronized Optional<Block> find(Cid cid) {
        return Optional.ofNullable(blocks.get(cid));
    }

    /** Keeps the graph below a root, all or nothing. */
    synchronized void commit(Cid root, Map<Cid, Block> put) {
        Map<Cid, Block> all = new HashMap<>(blocks);
        all.putAll(put);
        Set<Cid> graph = graph(root, all);
        graph.forEach(cid -> blocks.put(cid, all.get(cid)));
        pins.add(root);
    }

    synchronized void pin(Cid root) {
        graph(root, blocks);
        pins.add(root);
    }

    synchronized void unpin(Cid root) {
        pins.remove(root);
    }

    synchronized boolean isPinned(Cid root) {
        return pins.contains(root);
    }

    synchronized void collect() {
        Set<Cid> kept = new HashSet<>();
        pins.forEach(root -> kept.addAll(graph(root, blocks)));
        blocks.keySet().retainAll(kept);
    }

    /** The CIDs of the graph below a root; refuses one that lacks a block. */
    private static Set<Cid> graph(Cid root, Map<Cid, Block> blocks) {
        Set<Cid> graph = new HashSet<>();
        Deque<Cid> open = new ArrayDeque<>(Set.of(root));
        while (!open.isEmpty()) {
            Cid cid = open.pop();
            Block block = blocks.get(cid);
            if (block == null) {
                throw new BlockNotFoundException(cid.toString());
            }
            if (graph.add(cid) && cid.codec() == Cid.Codec.DAG_PB) {
                UnixFsNode.read(block).links().stream().map(DagLink::cid).forEach(open::push);
            }
        }
        return graph;
    }
}
