package org.pcim.ipfs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pcim.content.Block;
import org.pcim.content.CarWriter;
import org.pcim.content.UnixFsNode;
import org.pcim.model.Cid;

/** Blocks as a trustless gateway and a node's RPC give them. What a test makes of an answer is its own. */
class GraphSource implements SourceServer.Behaviour {

    static final String CAR = "application/vnd.ipld.car; version=1; order=dfs; dups=y";
    static final String RAW = "application/vnd.ipld.raw";

    private static final Pattern GATEWAY = Pattern.compile("/ipfs/([a-z0-9]+)\\?format=(car|raw).*");
    private static final Pattern RPC = Pattern.compile("/api/v0/(dag/export|block/get)\\?arg=([a-z0-9]+).*");

    private final Map<Cid, Block> blocks = new HashMap<>();

    GraphSource(Collection<Block> blocks) {
        blocks.forEach(block -> this.blocks.put(block.cid(), block));
    }

    @Override
    public final void answer(String path, OutputStream out) throws IOException, InterruptedException {
        Matcher gateway = GATEWAY.matcher(path);
        Matcher rpc = RPC.matcher(path);
        if (gateway.matches()) {
            answer(Cid.parse(gateway.group(1)), gateway.group(2).equals("car"), out);
        } else if (rpc.matches()) {
            answer(Cid.parse(rpc.group(2)), rpc.group(1).equals("dag/export"), out);
        } else {
            SourceServer.status(out, "404 Not Found");
        }
    }

    /** The answer with a CAR. */
    void car(Cid root, OutputStream out) throws IOException, InterruptedException {
        SourceServer.chunked(out, CAR, carOf(List.of(root), depthFirst(root)), "");
    }

    /** The answer with one block. */
    void raw(Block block, OutputStream out) throws IOException, InterruptedException {
        SourceServer.chunked(out, RAW, bytes(block), "");
    }

    Block block(Cid cid) {
        Block block = blocks.get(cid);
        if (block == null) {
            throw new AssertionError("asked for a block that is not linked: " + cid);
        }
        return block;
    }

    /** The blocks below a root, a block again each time it is linked. */
    final List<Block> depthFirst(Cid root) {
        List<Block> found = new ArrayList<>();
        Block block = block(root);
        found.add(block);
        if (root.codec() == Cid.Codec.DAG_PB) {
            UnixFsNode.read(block).links().forEach(link -> found.addAll(depthFirst(link.cid())));
        }
        return found;
    }

    static byte[] carOf(List<Cid> roots, List<Block> blocks) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CarWriter car = new CarWriter(bytes, roots);
            for (Block block : blocks) {
                car.write(block);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(Block block) {
        ByteBuffer content = block.content();
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    private void answer(Cid cid, boolean car, OutputStream out) throws IOException, InterruptedException {
        if (!blocks.containsKey(cid)) {
            SourceServer.status(out, "404 Not Found");
        } else if (car) {
            car(cid, out);
        } else {
            raw(block(cid), out);
        }
    }
}
