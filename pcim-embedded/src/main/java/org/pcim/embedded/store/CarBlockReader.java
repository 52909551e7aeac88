package org.pcim.embedded.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pcim.content.Block;
import org.pcim.content.CarEntry;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;

/**
 * Reads blocks out of CARs, and hashes each of them again. Used by one thread at a time.
 *
 * <p>Blocks are mostly asked for in the order in which they were written, so the index is asked for many at once.
 */
final class CarBlockReader implements BlockReader {

    private static final String ACTION = "read block";
    private static final int MAX_OPEN = 8;
    private static final int AHEAD = 256;

    private final StoreDirectory directory;
    private final BlockIndex index;
    private final Map<Long, FileChannel> open = new LinkedHashMap<>();
    /** Where the blocks behind the last one lay that the index was asked for. */
    private final Map<Cid, BlockLocation> ahead = new HashMap<>();

    private boolean lookAhead;
    private boolean closed;

    CarBlockReader(StoreDirectory directory, BlockIndex index) {
        this.directory = directory;
        this.index = index;
    }

    @Override
    public Block get(Cid cid) {
        if (closed) {
            throw new IllegalStateException("The reader is closed");
        }
        StoreStep.checkInterrupt(ACTION, cid.toString());
        BlockLocation expected = ahead.get(cid);
        BlockLocation location = expected == null ? findAhead(cid) : expected;
        while (true) {
            BlockLocation place = location;
            Optional<Block> block = StoreStep.attempt(ACTION, cid.toString(), directory.cars(), () -> read(cid, place));
            if (block.isPresent()) {
                return block.get();
            }
            location = find(cid);
            if (location.equals(place)) {
                throw damaged(cid, place);
            }
            // A collection has moved it meanwhile.
        }
    }

    @Override
    public void close() {
        closed = true;
        for (FileChannel channel : open.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                // Nothing was written.
            }
        }
        open.clear();
    }

    /** From the second time on, since a reader of a single block needs no others. */
    private BlockLocation findAhead(Cid cid) {
        BlockLocation location = find(cid);
        ahead.clear();
        if (lookAhead) {
            for (CarEntry entry : index.following(location, AHEAD)) {
                ahead.put(
                        entry.cid(),
                        new BlockLocation(location.car(), location.carName(), entry.offset(), entry.length()));
            }
        }
        lookAhead = true;
        return location;
    }

    private BlockLocation find(Cid cid) {
        return index.find(cid).orElseThrow(() -> new BlockNotFoundException(cid.toString()));
    }

    /** Empty if the file does not hold the block there. */
    private Optional<Block> read(Cid cid, BlockLocation location) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(location.length());
        try {
            FileChannel channel = channel(location);
            while (content.hasRemaining()) {
                if (channel.read(content, location.offset() + content.position()) < 0) {
                    return Optional.empty();
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.of(Block.of(cid.codec(), content.array()))
                .filter(block -> block.cid().equals(cid));
    }

    private FileChannel channel(BlockLocation location) throws IOException {
        FileChannel known = open.get(location.car());
        if (known != null && known.isOpen()) {
            return known;
        }
        if (open.size() >= MAX_OPEN) {
            Iterator<FileChannel> oldest = open.values().iterator();
            oldest.next().close();
            oldest.remove();
        }
        FileChannel channel = FileChannel.open(directory.car(location.carName()), StandardOpenOption.READ);
        open.put(location.car(), channel);
        return channel;
    }

    private StoreException damaged(Cid cid, BlockLocation location) {
        Path file = directory.car(location.carName());
        String reason = Files.exists(file)
                ? "its bytes in " + file + " have changed; restore the file, or read from another store"
                : "its file " + file + " is gone; restore the file, or read from another store";
        return new StoreException(ACTION, cid.toString(), reason, false);
    }
}
