package org.pcim.ipfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pcim.content.Block;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of one graph. The ones that failed least are asked first, so that a bad one costs a try and no more.
 *
 * <p>Safe for use by many threads.
 */
final class Sources {

    private static final Logger LOG = LoggerFactory.getLogger(Sources.class);
    private static final String ACTION = "read block";

    private final List<BlockSource> own;
    private final List<BlockSource> others;
    private final Transport transport;
    private final Retries retries;
    private final Map<BlockSource, Integer> failures = new HashMap<>();

    /**
     * Sources.
     *
     * @param own those that answer at once whether they have a block
     * @param others those that look for it elsewhere, and are asked when none of the first has it
     */
    Sources(List<BlockSource> own, List<BlockSource> others, Transport transport, Retries retries) {
        this.own = own;
        this.others = others;
        this.transport = transport;
        this.retries = retries;
    }

    /** What is asked of a source. */
    private interface Question<T> {
        T ask(BlockSource source) throws IOException;
    }

    /**
     * A block, verified.
     *
     * @throws BlockNotFoundException if every source says that it does not have it
     * @throws StoreException if none gave it, and at least one failed
     */
    Block block(Cid cid) {
        return ask(cid, retries.attempts(), source -> {
            Response answer = source.block(cid);
            try (TimedBody body = answer.body()) {
                return Block.verified(cid, body.readNBytes(Block.MAX_LENGTH + 1));
            }
        });
    }

    /**
     * A node of a graph, and a CAR of what is below it; without the CAR if no source sends one as it should. Fails as
     * {@link #block}.
     */
    Opened open(Cid root) {
        try {
            return ask(root, 1, source -> openCar(source, root));
        } catch (BlockNotFoundException e) {
            throw e;
        } catch (StoreException e) {
            return new Opened(null, block(root));
        }
    }

    /** A node, and the CAR that it began. */
    record Opened(@Nullable CarStream stream, Block first) {}

    /** Told of a source that turned out to be bad after it had answered. */
    synchronized void failed(BlockSource source, Exception failure) {
        failures.merge(source, 1, Integer::sum);
        LOG.debug("{} failed: {}", source, Refused.reason(failure));
    }

    private Opened openCar(BlockSource source, Cid root) throws IOException {
        Response answer = source.car(root);
        boolean opened = false;
        try {
            CarStream stream = new CarStream(source, answer, transport.deadline());
            Block first =
                    stream.next(root).orElseThrow(() -> new Refused("its CAR does not begin with what was asked for"));
            opened = true;
            return new Opened(stream, first);
        } finally {
            if (!opened) {
                answer.body().close();
            }
        }
    }

    private <T> T ask(Cid cid, int attempts, Question<T> question) {
        Map<BlockSource, Exception> answers = new LinkedHashMap<>();
        for (int attempt = 0; attempt < attempts; attempt++) {
            retries.pauseBefore(attempt, ACTION, cid.toString());
            for (BlockSource source : inOrder()) {
                if (isNotFound(answers.get(source))) {
                    continue;
                }
                Transport.checkInterrupt(ACTION, cid.toString());
                try {
                    return question.ask(source);
                } catch (IOException | StoreException e) {
                    Transport.checkInterrupt(ACTION, cid.toString());
                    answers.put(source, e);
                    if (!isNotFound(e)) {
                        failed(source, e);
                    }
                }
            }
            if (answers.values().stream().allMatch(Sources::isNotFound)) {
                throw new BlockNotFoundException(cid.toString());
            }
        }
        throw nobody(cid, answers);
    }

    private synchronized List<BlockSource> inOrder() {
        List<BlockSource> ordered = new ArrayList<>(own);
        Comparator<BlockSource> byFailures = Comparator.comparing(source -> failures.getOrDefault(source, 0));
        ordered.sort(byFailures);
        List<BlockSource> last = new ArrayList<>(others);
        last.sort(byFailures);
        ordered.addAll(last);
        return ordered;
    }

    private static boolean isNotFound(@Nullable Exception answer) {
        return answer instanceof Refused refused && refused.isNotFound();
    }

    private static StoreException nobody(Cid cid, Map<BlockSource, Exception> answers) {
        String reasons = answers.entrySet().stream()
                .map(answer -> answer.getKey() + ": " + Refused.reason(answer.getValue()))
                .collect(Collectors.joining("; "));
        StoreException failure = new StoreException(
                ACTION, cid.toString(), "no source gave it; check the nodes and gateways (" + reasons + ")", true);
        answers.values().forEach(failure::addSuppressed);
        return failure;
    }
}
