package org.pcim.ipfs;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
        Set<KuboRpc> useless = new HashSet<>();
        List<IOException> failures = new ArrayList<>();
        for (int attempt = 0; attempt < retries.attempts() && useless.size() < all.size(); attempt++) {
            retries.pauseBefore(attempt, action, cid.toString());
            failures.clear();
            for (KuboRpc node : all) {
                try {
                    if (!useless.contains(node)) {
                        return question.ask(node);
                    }
                } catch (IOException e) {
                    Transport.checkInterrupt(action, cid.toString());
                    LOG.debug("{} failed to {} {}: {}", node, action, cid, e.getMessage());
                    failures.add(new IOException(node + ": " + e.getMessage(), e));
                    if (e instanceof Refused refused && refused.isFinal()) {
                        useless.add(node);
                    }
                }
            }
        }
        throw failed(action, cid, failures);
    }

    /** The answer of one node, asked again while asking again can help. */
    <T> T each(String action, Cid cid, KuboRpc node, Question<T> question) throws IOException {
        for (int attempt = 0; ; attempt++) {
            retries.pauseBefore(attempt, action, cid.toString());
            try {
                return question.ask(node);
            } catch (IOException e) {
                Transport.checkInterrupt(action, cid.toString());
                if (e instanceof Refused || attempt + 1 >= retries.attempts()) {
                    throw e;
                }
            }
        }
    }

    /** What a caller is told. */
    StoreException failed(String action, Cid cid, List<? extends IOException> failures) {
        boolean refused = failures.stream().allMatch(Refused.class::isInstance);
        String reasons = failures.stream()
                .map(failure -> String.valueOf(failure.getMessage()))
                .collect(Collectors.joining("; "));
        StoreException failure = new StoreException(
                action,
                cid.toString(),
                (refused ? "the node refused (" : "no node did it; check that they run and can be reached (") + reasons
                        + ")",
                !refused);
        failures.forEach(failure::addSuppressed);
        return failure;
    }
}
