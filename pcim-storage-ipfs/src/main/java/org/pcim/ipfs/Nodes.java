package org.pcim.ipfs;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes that a store writes to and pins on. Safe for use by many threads. */
final class Nodes {

    private static final Logger LOG = LoggerFactory.getLogger(Nodes.class);

    private final List<KuboRpc> all;
    private final Transport transport;
    private final Retries retries;
    private final Duration pinDeadline;
    private final Duration fetch;

    Nodes(List<KuboRpc> all, Transport transport, Retries retries, Duration pinDeadline, Duration fetch) {
        this.all = List.copyOf(all);
        this.transport = transport;
        this.retries = retries;
        this.pinDeadline = pinDeadline;
        this.fetch = fetch;
    }

    /** What is asked of a node. */
    interface Question<T> {
        T ask(KuboRpc node) throws IOException;
    }

    List<KuboRpc> all() {
        return all;
    }

    Transport transport() {
        return transport;
    }

    Retries retries() {
        return retries;
    }

    /** How long a node may take to pin what it has. */
    Duration pinDeadline() {
        return pinDeadline;
    }

    /** How long a node may look among its peers for a block that it does not have; zero if it may not. */
    Duration fetch() {
        return fetch;
    }

    /** The answer of the first node, in their order, that gives one. */
    <T> T first(String action, Cid cid, Question<T> question) {
        Map<KuboRpc, IOException> failures = new LinkedHashMap<>();
        for (int attempt = 0; attempt < retries.attempts(); attempt++) {
            retries.pauseBefore(attempt, action, cid.toString());
            for (KuboRpc node : all) {
                if (failures.get(node) instanceof Refused refused && refused.isFinal()) {
                    continue;
                }
                try {
                    return question.ask(node);
                } catch (IOException e) {
                    Transport.checkInterrupt(action, cid.toString());
                    LOG.debug("{} failed to {} {}: {}", node, action, cid, Refused.reason(e));
                    failures.put(node, e);
                }
            }
        }
        throw failed(action, cid, failures);
    }

    /** Addresses at which peers find these nodes, as far as they tell. */
    List<String> addresses(List<KuboRpc> of) {
        return of.stream().flatMap(node -> addresses(node).stream()).toList();
    }

    private static List<String> addresses(KuboRpc node) {
        try {
            return node.addresses();
        } catch (IOException e) {
            LOG.debug("{} does not tell where peers find it: {}", node, Refused.reason(e));
            return List.of();
        }
    }

    /** What a caller is told. */
    StoreException failed(String action, Cid cid, Map<?, IOException> failures) {
        boolean refused = failures.values().stream().allMatch(Refused.class::isInstance);
        String reasons = failures.entrySet().stream()
                .map(failure -> failure.getKey() + ": " + Refused.reason(failure.getValue()))
                .collect(Collectors.joining("; "));
        StoreException failure = new StoreException(
                action,
                cid.toString(),
                refused
                        ? "the node refused (" + reasons + ")"
                        : "a node failed, check that it runs and can be reached, and call again (" + reasons + ")",
                !refused);
        failures.values().forEach(failure::addSuppressed);
        return failure;
    }
}
