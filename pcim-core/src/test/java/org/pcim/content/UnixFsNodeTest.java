package org.pcim.content;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

class UnixFsNodeTest {

    private final BlocksInMemory blocks = new BlocksInMemory();
    private final Block leaf = blocks.put(Block.of(Cid.Codec.RAW, new byte[] {1, 2, 3}));

    @Test
    void theEmptyDirectoryHasItsWellKnownCid() {
        assertEquals(
                "bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354",
                new UnixFsDirectoryBuilder().finish(blocks::put).cid().toString());
    }

    @Test
    void entriesStandInTheOrderOfTheirNamesBytes() {
        DagRoot entry = new DagRoot(leaf.cid(), 3);
        DagRoot root = new UnixFsDirectoryBuilder()
                .add("part-00000", entry)
                .add("é", entry)
                .add("manifest.pgp", entry)
                .add("Z", entry)
                .finish(blocks::put);
        assertEquals(
                List.of("Z", "manifest.pgp", "part-00000", "é"),
                new ArrayList<>(
                        new UnixFsReader(blocks::get).directory(root.cid()).keySet()));
    }

    @Test
    void everyChangedByteIsRefusedOrReadAsItStands() {
        byte[] node =
                UnixFsNode.file(List.of(link(""), link("")), List.of(3L, 3L)).encode();
        for (int i = 0; i < node.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] changed = node.clone();
                changed[i] ^= (byte) (1 << bit);
                readsAsItStandsOrIsRefused(changed);
            }
            readsAsItStandsOrIsRefused(Arrays.copyOf(node, i));
        }
    }

    @Test
    void randomBytesAreRefused() {
        Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            readsAsItStandsOrIsRefused(bytes);
        }
    }

    private static void readsAsItStandsOrIsRefused(byte[] bytes) {
        Block block = Block.of(Cid.Codec.DAG_PB, bytes);
        UnixFsNode node;
        try {
            node = UnixFsNode.read(block);
        } catch (StoreException refused) {
            assertEquals(block.cid().toString(), refused.subject());
            return;
        }
        assertEquals(block.cid(), node.toBlock().cid());
    }

    private DagLink link(String name) {
        return new DagLink(name, leaf.cid(), 3);
    }
}
