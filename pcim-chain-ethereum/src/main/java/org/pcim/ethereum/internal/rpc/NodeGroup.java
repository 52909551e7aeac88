package org.pcim.ethereum.internal.rpc;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The nodes of one chain, asked one after the other until one answers. */
final class NodeGroup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeGroup.class);

    private static final int ROUNDS = 6;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final List<Member> members;
    private final long chainId;
    private final Duration deadline;
    private final ExecutorService threads;
    /** The place of the node that answered last. */
    private volatile int preferred;

    NodeGroup(List<URI> urls, long chainId, Duration deadline) {
        if (urls.isEmpty()) {
            throw new InputException("use node", "", "no URL of a node was given");
        }
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "pcim-ethereum-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(deadline)
                .executor(threads)
                .build();
        this.members = urls.stream()
                .map(url -> new Member(new JsonRpcEndpoint(http, url)))
                .toList();
        this.chainId = chainId;
        this.deadline = deadline;
    }

    long chainId() {
        return chainId;
    }

    /** How long a question may take, with all its retries. */
    Duration deadline() {
        return deadline;
    }

    /**
     * Asks until a node answers. That it does not have the block that is asked for is an answer too, if no other node gives
     * a better one: a block that was replaced does not come back.
     *
     * @throws UnknownBlockException if those that answer do not have the block that is asked for
     * @throws LedgerFaultException if no node answers in time, or one is on another chain
     */
    <T, E extends Exception> T ask(String action, NodeCall<T, E> call) throws E {
        if (threads.isShutdown()) {
            throw new IllegalStateException("The ledger's connection to its nodes is closed");
        }
        Deadline until = Deadline.in(deadline);
        Duration pause = FIRST_PAUSE;
        for (int round = 1; ; round++) {
            boolean isMissing = false;
            NodeFailure last = null;
            int first = preferred;
            for (int turn = 0; turn < members.size(); turn++) {
                int place = (first + turn) % members.size();
                try {
                    T answer = ask(members.get(place), until, action, call);
                    preferred = place;
                    return answer;
                } catch (NotOnNode e) {
                    isMissing = true;
                } catch (NodeFailure e) {
                    LOG.debug("Cannot {}: {}", action, e.getMessage());
                    last = e;
                }
            }
            if (isMissing) {
                throw new UnknownBlockException(action);
            }
            if (round == ROUNDS || until.passed()) {
                throw unreachable(action, last);
            }
            until.pause(pause, action, "");
            pause = Deadline.doubled(pause, LONGEST_PAUSE);
        }
    }

    /** As {@link #ask}, for what need not be there: empty if no node that answers has it. */
    <T> Optional<T> search(String action, NodeCall<Optional<T>, RuntimeException> call) {
        try {
            return Optional.of(ask(action, node -> call.of(node).orElseThrow(() -> new NotOnNode(node.host()))));
        } catch (UnknownBlockException nowhere) {
            return Optional.empty();
        }
    }

    private <T, E extends Exception> T ask(Member member, Deadline until, String action, NodeCall<T, E> call)
            throws NodeFailure, E {
        EthereumNode node = new EthereumNode(member.endpoint, until);
        try {
            if (!member.isOnChain) {
                requireChain(node, action);
                member.isOnChain = true;
            }
            return call.of(node);
        } catch (NotOnNode e) {
            throw e;
        } catch (NodeFailure e) {
            // Whatever answers at this URL next has to be asked again which chain it is on.
            member.isOnChain = false;
            throw e;
        }
    }

    private void requireChain(EthereumNode node, String action) throws NodeFailure {
        long actual = node.chainId();
        if (actual != chainId) {
            throw new LedgerFaultException(
                    action,
                    "",
                    LedgerFault.WRONG_CHAIN,
                    "the node " + node.host() + " is on chain " + actual + ", the ledger on chain " + chainId
                            + "; give another node's URL");
        }
    }

    private LedgerFaultException unreachable(String action, @Nullable NodeFailure last) {
        String reason = last == null ? "not asked in time" : last.getMessage();
        return new LedgerFaultException(
                action,
                "",
                LedgerFault.UNREACHABLE,
                (members.size() == 1 ? "the node does not answer: " : "no node answers; the last: ") + reason,
                last);
    }

    @Override
    public void close() {
        threads.shutdown();
    }

    private static final class Member {
        final JsonRpcEndpoint endpoint;
        volatile boolean isOnChain;

        Member(JsonRpcEndpoint endpoint) {
            this.endpoint = endpoint;
        }
    }
}
