package org.pcim.embedded.store;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pcim.content.Block;
import org.pcim.content.CarWriter;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;
import org.pcim.store.PinStatus;

/**
 * An image store in a directory of a local file system.
 *
 * <p>Each deposit is one CARv1 file with the blocks that the store did not have, so nothing is stored twice but what two
 * deposits write at the same time. Several processes may use one directory at once. Every block is hashed again when it is
 * read; one whose bytes have changed is refused with its CID and its file. What was committed survives a loss of power;
 * what was not leaves nothing behind, whenever the process is killed.
 *
 * <p>Safe for use by many threads. Files are their owner's only, where the file system knows owners. It holds no block in
 * memory but those that are being read or written. Network file systems are not supported (SQLite's write-ahead log does
 * not work there).
 */
public final class EmbeddedImageStore implements ImageStore {

    private final StoreDirectory directory;
    private final BlockIndex index;

    private EmbeddedImageStore(StoreDirectory directory, BlockIndex index) {
        this.directory = directory;
        this.index = index;
    }

    /**
     * Opens the store in a directory, which is made if there is none.
     *
     * <p>Deletes what killed processes left. CARs that the index does not know are taken into it, all of them if the index
     * was deleted.
     *
     * @throws org.pcim.error.StoreException if the directory cannot be used
     */
    public static EmbeddedImageStore open(Path directory) {
        StoreDirectory files =
                StoreStep.attempt("open store", directory.toString(), directory, () -> StoreDirectory.open(directory));
        BlockIndex index = BlockIndex.open(files.index());
        boolean recovered = false;
        try {
            new StoreRecovery(files, index).run();
            recovered = true;
            return new EmbeddedImageStore(files, index);
        } finally {
            if (!recovered) {
                index.close();
            }
        }
    }

    @Override
    public BlockWriter write() {
        return new CarBlockWriter(directory, index);
    }

    @Override
    public BlockReader read(Cid root) {
        return new CarBlockReader(directory, index);
    }

    @Override
    public void pin(Cid root) {
        index.write("pin", transaction -> {
            BlockCheck.requireComplete(root, directory, index);
            return StoreStep.attempt("pin", root.toString(), directory.pins(), () -> directory.pin(root));
        });
    }

    @Override
    public void unpin(Cid root) {
        index.write(
                "unpin",
                transaction -> StoreStep.attempt("unpin", root.toString(), directory.pins(), () -> {
                    directory.unpin(root);
                    return root;
                }));
    }

    @Override
    public PinStatus status(Cid root) {
        boolean pinned = index.find(root).isPresent() && directory.isPinned(root);
        return pinned ? PinStatus.PINNED : PinStatus.NOT_PINNED;
    }

    /**
     * Writes a CARv1 with all blocks below a root, each once, in depth-first order: {@code ipfs dag import} takes it.
     *
     * @param target stays the caller's, and should be buffered
     * @throws IOException if the target cannot be written
     * @throws org.pcim.error.BlockNotFoundException if a block is missing
     * @throws org.pcim.error.StoreException if a block is damaged
     */
    public void export(Cid root, OutputStream target) throws IOException {
        try (CarBlockReader reader = new CarBlockReader(directory, index)) {
            BlockGraph.walk(root, new Export(reader, new CarWriter(target, List.of(root))));
        }
    }

    /**
     * Deletes the blocks that no pinned root needs, while others read and write.
     *
     * <p>A deposit in progress that relied on such a block is refused at its commit, and can be repeated.
     *
     * @return by how many bytes the files became shorter
     * @throws org.pcim.error.BlockNotFoundException if a node below a pinned root is missing; then nothing is deleted
     */
    public long collect() {
        return new StoreCollection(directory, index).run();
    }

    /** Makes the index anew from the CAR files. */
    public void rebuildIndex() {
        new StoreRecovery(directory, index).rebuild();
    }

    @Override
    public void close() {
        index.close();
    }

    /** Writes what is visited. */
    private static final class Export implements BlockGraph.Visitor<IOException> {
        private final CarBlockReader source;
        private final CarWriter target;
        private final Set<Cid> visited = new HashSet<>();

        Export(CarBlockReader source, CarWriter target) {
            this.source = source;
            this.target = target;
        }

        @Override
        public boolean isFirst(Cid cid) {
            return visited.add(cid);
        }

        @Override
        public Block node(Cid cid) throws IOException {
            Block block = source.get(cid);
            target.write(block);
            return block;
        }

        @Override
        public void leaf(Cid cid) throws IOException {
            target.write(source.get(cid));
        }
    }
}
