package org.pcim.ethereum.internal.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.pcim.error.LedgerException;

/** Logs from many blocks, in as many questions as the providers ask for. */
final class LogRanges {

    private static final String ACTION = "read logs";
    private static final long WIDEST = 1 << 20;
    private static final int GROWTH = 8;

    private final NodeGroup nodes;
    /** How many blocks are asked for at once: halved when that is refused, a little more when it is not. */
    private final AtomicLong width = new AtomicLong(WIDEST);

    LogRanges(NodeGroup nodes) {
        this.nodes = nodes;
    }

    List<EventLog> read(LogFilter filter, long from, BlockHeader to) {
        List<EventLog> all = new ArrayList<>();
        long next = from;
        while (next <= to.number()) {
            long blocks = Math.min(width.get(), to.number() - next + 1);
            try {
                all.addAll(read(filter, next, next + blocks - 1, to));
                next += blocks;
                if (blocks == width.get()) {
                    width.set(Math.min(blocks + blocks / GROWTH + 1, WIDEST));
                }
            } catch (RangeRefused e) {
                if (blocks == 1) {
                    throw new LedgerException(
                            ACTION, "of block " + next, "the node refuses it: " + e.getMessage(), true, e);
                }
                width.set((blocks + 1) / 2);
            }
        }
        return all;
    }

    private List<EventLog> read(LogFilter filter, long from, long to, BlockHeader last) throws RangeRefused {
        return nodes.<List<EventLog>, RangeRefused>ask(ACTION, node -> {
            // Before: a node that is behind answers with what it has. After: the chain may have changed meanwhile.
            requireInChain(node, last);
            List<EventLog> logs = node.logs(filter, from, to);
            requireInChain(node, last);
            return logs;
        });
    }

    private static void requireInChain(EthereumNode node, BlockHeader block) throws NodeFailure {
        if (node.block(block.number())
                .filter(header -> header.hash().equals(block.hash()))
                .isEmpty()) {
            throw new NotOnNode(node.host());
        }
    }
}
