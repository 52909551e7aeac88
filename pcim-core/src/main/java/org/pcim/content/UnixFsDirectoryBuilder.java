package org.pcim.content;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Builds a UnixFS directory of at most {@link UnixFsNode#MAX_ENTRIES} entries, which is never sharded. */
public final class UnixFsDirectoryBuilder {

    static final Comparator<String> BYTES =
            Comparator.comparing(name -> name.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private final TreeMap<String, DagRoot> entries = new TreeMap<>(BYTES);

    /** An empty directory. */
    public UnixFsDirectoryBuilder() {}

    /**
     * Adds a file or a directory.
     *
     * @throws IllegalArgumentException if the name is taken, or the directory is full
     */
    public UnixFsDirectoryBuilder add(String name, DagRoot entry) {
        if (entries.putIfAbsent(name, entry) != null) {
            throw new IllegalArgumentException("Two entries have the name " + name);
        }
        if (entries.size() > UnixFsNode.MAX_ENTRIES) {
            throw new IllegalArgumentException("A directory has at most " + UnixFsNode.MAX_ENTRIES + " entries");
        }
        return this;
    }

    /** Hands the directory's block over. */
    public DagRoot finish(Consumer<Block> blocks) {
        List<DagLink> links = new ArrayList<>(entries.size());
        entries.forEach((name, entry) -> links.add(new DagLink(name, entry.cid(), entry.totalSize())));
        return put(UnixFsNode.directory(links), blocks);
    }

    static DagRoot put(UnixFsNode node, Consumer<Block> blocks) {
        Block block = node.toBlock();
        blocks.accept(block);
        long below = node.links().stream().mapToLong(DagLink::totalSize).sum();
        return new DagRoot(block.cid(), block.length() + below);
    }
}
