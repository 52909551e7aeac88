package org.pcim.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.pcim.content.Block;
import org.pcim.content.UnixFsDirectoryBuilder;
import org.pcim.content.UnixFsFileWriter;
import org.pcim.content.UnixFsReader;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;

/**
 * A UnixFS directory of files with random bytes, for the tests of a store.
 *
 * @param root its topmost block
 * @param blocks all blocks, each after those that it links
 */
public record SampleGraph(Cid root, List<Block> blocks) {

    /** A directory with one file for each length, in bytes; the files of equal seed and length are equal. */
    public static SampleGraph ofFiles(long seed, int... lengths) {
        List<Block> blocks = new ArrayList<>();
        UnixFsDirectoryBuilder directory = new UnixFsDirectoryBuilder();
        for (int i = 0; i < lengths.length; i++) {
            UnixFsFileWriter file = new UnixFsFileWriter(blocks::add);
            byte[] content = random(seed + i, lengths[i]);
            file.write(content, 0, content.length);
            directory.add("%06d".formatted(i), file.finish());
        }
        Cid root = directory.finish(blocks::add).cid();
        return new SampleGraph(root, List.copyOf(blocks));
    }

    /** Blocks without links, as a root of their own. */
    public static SampleGraph ofOneBlock(long seed) {
        Block block = Block.of(Cid.Codec.RAW, random(seed, 100));
        return new SampleGraph(block.cid(), List.of(block));
    }

    /** The bytes of the files of {@link #ofFiles}, one after the other. */
    public static byte[] contents(long seed, int... lengths) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < lengths.length; i++) {
            all.writeBytes(random(seed + i, lengths[i]));
        }
        return all.toByteArray();
    }

    /** Writes and commits it. */
    public void deposit(ImageStore store) {
        try (BlockWriter writer = store.write()) {
            blocks.forEach(writer::put);
            writer.commit(root);
        }
    }

    /** The bytes of all files of a directory, one after the other, as a client reads them. */
    public static byte[] readFiles(ImageStore store, Cid root) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (BlockReader blocks = store.read(root)) {
            UnixFsReader reader = new UnixFsReader(blocks::get);
            for (Map.Entry<String, Cid> entry : reader.directory(root).entrySet()) {
                try (InputStream file = reader.file(entry.getValue())) {
                    file.transferTo(all);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return all.toByteArray();
    }

    private static byte[] random(long seed, int length) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }
}
