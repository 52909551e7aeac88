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

    /** From the chain that ends with {@code last}, which is not before the range. */
    List<EventLog> read(LogFilter filter, long from, long to, BlockHeader last) {
        List<EventLog> all = new ArrayList<>();
        long next = from;
        while (next <= to) {
            long blocks = Math.min(width.get(), to - next + 1);
            try {
                all.addAll(readAtOnce(filter, next, next + blocks - 1, last));
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

    private List<EventLog> readAtOnce(LogFilter filter, long from, long to, BlockHeader last) throws RangeRefused {
        return nodes.<List<EventLog>, RangeRefused>ask(ACTION, node -> {
            // Before: a node that is behind answers with what it has. After: the chain may have changed meanwhile.
            node.requireInChain(last);
            List<EventLog> logs = node.logs(filter, from, to);
            node.requireInChain(last);
            return logs;
        });
    }
}
