package org.pcim.ipfs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.pcim.error.BlockNotFoundException;
import org.pcim.error.CancelledException;
import org.pcim.error.PcimException;
import org.pcim.model.Cid;
import org.pcim.store.PinStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everybody who keeps a store's graphs, asked all at once. Safe for use by many threads. */
final class Keepers {

    private static final Logger LOG = LoggerFactory.getLogger(Keepers.class);

    private final List<Keeper> all;
    private final Nodes nodes;

    Keepers(List<Keeper> all, Nodes nodes) {
        this.all = List.copyOf(all);
        this.nodes = nodes;
    }

    /** What is asked of a keeper. */
    private interface Question<T> {
        T ask(Keeper keeper) throws IOException;
    }

    /** What everybody answered, or how they failed, in their order. */
    private record Answers<T>(Map<Keeper, T> given, Map<Keeper, IOException> failures) {}

    /** Has everybody keep it; fails if nobody does. */
    void pin(Cid root) {
        Map<Keeper, IOException> failures = pin(root, nodes.all(), keeper -> true);
        if (failures.size() < all.size()) {
            warn(root, failures);
            return;
        }
        if (failures.values().stream().allMatch(e -> e instanceof Refused refused && refused.isNotFound())) {
            throw new BlockNotFoundException(
                    root.toString(), failures.values().iterator().next());
        }
        throw nodes.failed("pin", root, failures);
    }

    /**
     * Has everybody keep what one node has; who fails is logged. An interrupt ends it and stays set: the graph is stored, and
     * whoever stored it has to learn that.
     */
    void replicate(GraphWriter.Committed graph) {
        Predicate<Keeper> isOther =
                keeper -> !keeper.address().equals(graph.node().address());
        if (all.stream().noneMatch(isOther)) {
            return;
        }
        try {
            warn(graph.root(), pin(graph.root(), List.of(graph.node()), isOther));
        } catch (CancelledException e) {
            LOG.debug("Interrupted before all keep {}", graph.root());
        }
    }

    /** Has nobody keep it; fails if one could not be told. */
    void unpin(Cid root) {
        Map<Keeper, IOException> failures = ask("unpin", root, all, keeper -> {
                    keeper.unpin(root);
                    return keeper;
                })
                .failures();
        if (!failures.isEmpty()) {
            throw nodes.failed("unpin", root, failures);
        }
    }

    PinStatus status(Cid root) {
        Answers<Copy.State> answers = ask("read pin status", root, all, keeper -> keeper.state(root));
        if (answers.given().containsValue(Copy.State.PINNED)) {
            return PinStatus.PINNED;
        }
        if (answers.given().containsValue(Copy.State.PINNING) || answers.given().containsValue(Copy.State.QUEUED)) {
            return PinStatus.PINNING;
        }
        if (answers.failures().isEmpty()) {
            return PinStatus.NOT_PINNED;
        }
        throw nodes.failed("read pin status", root, answers.failures());
    }

    List<Copy> copies(Cid root) {
        Answers<Copy.State> answers = ask("read pin status", root, all, keeper -> keeper.state(root));
        return all.stream()
                .map(keeper -> new Copy(keeper.address(), answers.given().getOrDefault(keeper, Copy.State.UNKNOWN)))
                .toList();
    }

    /** Has some of them keep what may lie on these nodes. */
    private Map<Keeper, IOException> pin(Cid root, List<KuboRpc> on, Predicate<Keeper> which) {
        boolean wantOrigins = all.stream().anyMatch(PinningService.class::isInstance);
        List<String> origins = wantOrigins ? nodes.addresses(on) : List.of();
        return ask("pin", root, all.stream().filter(which).toList(), keeper -> {
                    keeper.pin(root, origins);
                    return keeper;
                })
                .failures();
    }

    private <T> Answers<T> ask(String action, Cid root, List<Keeper> of, Question<T> question) {
        Transport.checkInterrupt(action, root.toString());
        List<Future<T>> answers = new ArrayList<>();
        of.forEach(keeper -> answers.add(nodes.transport()
                .threads()
                .submit(() -> nodes.retries().run(action, root, () -> question.ask(keeper)))));
        Answers<T> all = new Answers<>(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int i = 0; i < of.size(); i++) {
            try {
                all.given().put(of.get(i), answers.get(i).get());
            } catch (InterruptedException e) {
                answers.forEach(rest -> rest.cancel(true));
                throw new CancelledException(action, root.toString());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException failure) {
                    all.failures().put(of.get(i), failure);
                } else if (e.getCause() instanceof PcimException failure) {
                    throw failure;
                } else {
                    throw new IllegalStateException(e.getCause());
                }
            }
        }
        return all;
    }

    private static void warn(Cid root, Map<Keeper, IOException> failures) {
        failures.forEach((keeper, failure) ->
                LOG.warn("{} does not keep {}; pin it again when it can ({})", keeper, root, Refused.reason(failure)));
    }
}
