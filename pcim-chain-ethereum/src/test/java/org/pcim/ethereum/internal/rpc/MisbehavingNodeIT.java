package org.pcim.ethereum.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcim.error.CancelledException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.FaultyNode;
import org.pcim.testkit.program.AnvilNode;

/** What is asked of nodes that fail, lie about nothing, and are slow. */
class MisbehavingNodeIT {

    private static final Duration DEADLINE = Duration.ofSeconds(6);

    @AutoClose
    private static AnvilNode anvil;

    private FaultyNode faulty;
    private EthereumNodes nodes;

    @BeforeAll
    static void start() {
        anvil = AnvilNode.start();
    }

    @BeforeEach
    void connect() {
        faulty = FaultyNode.before(anvil.url());
        nodes = nodes(DEADLINE, faulty.url());
    }

    @AfterEach
    void disconnect() {
        nodes.close();
        faulty.close();
    }

    static List<Named<FaultyNode.Fault>> faults() {
        return List.of(
                Named.of("dropped before it was asked", FaultyNode::dropBefore),
                Named.of("dropped after it was asked", FaultyNode::dropAfter),
                Named.of("too many requests", FaultyNode.answers(429, "{}")),
                Named.of("server error", FaultyNode.answers(500, "oops")),
                Named.of("unavailable", FaultyNode.answers(503, "")),
                Named.of("forbidden", FaultyNode.answers(403, "forbidden")),
                Named.of("nothing", FaultyNode.answers(200, "")),
                Named.of("null", FaultyNode.answers(200, "null")),
                Named.of("a web page", FaultyNode.answers(200, "<html>")),
                Named.of(
                        "another answer", FaultyNode.answers(200, "{\"jsonrpc\":\"2.0\",\"id\":0,\"result\":\"0x1\"}")),
                Named.of("cut off", FaultyNode.answers(200, "{\"jsonrpc\":\"2.0\",\"id\":1,\"resu")),
                Named.of("internal error", FaultyNode.error(-32603, "internal error")),
                Named.of("quota", FaultyNode.error(-32005, "daily request count exceeded")),
                Named.of("no result", FaultyNode.result("null")),
                Named.of("an empty object", FaultyNode.result("{}")),
                Named.of("half a block", FaultyNode.result("{\"number\":\"0x1\",\"hash\":\"0x\"}")),
                Named.of("a text", FaultyNode.result("\"x\"")),
                Named.of("a list", FaultyNode.result("[]")));
    }

    static List<Named<FaultyNode.Fault>> someFaults() {
        return faults().subList(0, 4);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void asksAgainAfterAFault(FaultyNode.Fault fault) {
        faulty.next(2, "eth_getBlockByNumber", fault);

        assertEquals(height(), nodes.head().number());
        assertEquals(3, faulty.asked("eth_getBlockByNumber"));
    }

    @ParameterizedTest
    @MethodSource("someFaults")
    void saysThatNoNodeAnswersIfTheFaultStays(FaultyNode.Fault fault) {
        faulty.always("eth_getBlockByNumber", fault);

        LedgerFaultException failure = assertThrows(LedgerFaultException.class, nodes::head);

        assertEquals(LedgerFault.UNREACHABLE, failure.fault());
        assertTrue(failure.retryable());
        assertEquals(6, faulty.asked("eth_getBlockByNumber"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anotherNodeAnswersInItsPlace(FaultyNode.Fault fault) {
        faulty.always("eth_chainId", fault);
        try (EthereumNodes both = nodes(DEADLINE, faulty.url(), anvil.url())) {
            assertEquals(height(), both.head().number());
            long asked = faulty.asked("eth_chainId");
            assertEquals(height(), both.head().number());
            assertEquals(asked, faulty.asked("eth_chainId"), "who answered is asked first the next time");
        }
    }

    @Test
    void aNodeThatNobodyRunsIsNotReached() {
        faulty.close();

        LedgerFaultException failure = assertThrows(LedgerFaultException.class, nodes::head);

        assertEquals(LedgerFault.UNREACHABLE, failure.fault());
    }

    @Test
    void neverShowsWhatIsInAUrlBesideTheHost() {
        faulty.always("eth_chainId", FaultyNode.answers(500, ""));
        LedgerFaultException answered = assertThrows(LedgerFaultException.class, nodes::head);
        faulty.close();
        LedgerFaultException unreached = assertThrows(LedgerFaultException.class, nodes::head);

        for (Throwable failure : List.of(answered, unreached)) {
            ByteArrayOutputStream trace = new ByteArrayOutputStream();
            failure.printStackTrace(new PrintStream(trace, true, StandardCharsets.UTF_8));
            assertFalse(trace.toString(StandardCharsets.UTF_8).contains("0123456789abcdef"));
        }
        assertTrue(String.valueOf(answered.getMessage()).contains("127.0.0.1:"));
    }

    @Test
    void showsANodeTheNameAndPasswordInItsUrl() {
        faulty.always("eth_chainId", request -> {
            // Of "hospital:secret".
            boolean isAllowed = request.header("Authorization").equals("Basic aG9zcGl0YWw6c2VjcmV0");
            request.answer(isAllowed ? 200 : 401, isAllowed ? request.forward() : "");
        });
        URI url = URI.create(faulty.url().toString().replace("http://", "http://hospital:secret@"));
        try (EthereumNodes allowed = nodes(DEADLINE, url)) {
            assertEquals(height(), allowed.head().number());
        }
        assertThrows(LedgerFaultException.class, nodes::head);
    }

    @Test
    void asksNothingAfterItIsClosed() {
        nodes.close();

        assertThrows(IllegalStateException.class, nodes::head);
    }

    @Test
    void aNodeThatHangsOrDripsCostsNoMoreThanTheDeadline() {
        for (FaultyNode.Fault fault : List.<FaultyNode.Fault>of(FaultyNode::hang, FaultyNode::drip)) {
            faulty.heal();
            faulty.always("eth_getBlockByNumber", fault);
            try (EthereumNodes impatient = nodes(Duration.ofSeconds(2), faulty.url())) {
                long start = System.nanoTime();

                LedgerFaultException failure = assertThrows(LedgerFaultException.class, impatient::head);

                assertEquals(LedgerFault.UNREACHABLE, failure.fault());
                assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 4000);
            }
        }
    }

    @Test
    void aNodeThatHangsLeavesTimeForAnother() {
        faulty.always("eth_getBlockByNumber", FaultyNode::hang);
        try (EthereumNodes both = nodes(Duration.ofSeconds(3), faulty.url(), anvil.url())) {
            assertEquals(height(), both.head().number());
        }
    }

    @Test
    void takesNoMoreThanItsBoundOfAnAnswer() {
        faulty.next(1, "eth_getBlockByNumber", FaultyNode::flood);

        assertEquals(height(), nodes.head().number());
        assertEquals(2, faulty.asked("eth_getBlockByNumber"));
    }

    @Test
    void canBeInterrupted() throws Exception {
        faulty.always("eth_getBlockByNumber", FaultyNode::hang);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        CountDownLatch started = new CountDownLatch(1);
        try {
            Future<Boolean> interrupted = thread.submit(() -> {
                started.countDown();
                assertThrows(CancelledException.class, nodes::head);
                return Thread.currentThread().isInterrupted();
            });
            started.await();
            thread.shutdownNow();
            assertTrue(interrupted.get(5, TimeUnit.SECONDS));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void asksWhichChainItIsAgainAfterItFailed() {
        nodes.head();
        assertEquals(1, faulty.asked("eth_chainId"));
        faulty.next(1, "eth_getBlockByNumber", FaultyNode::dropBefore);
        nodes.head();
        faulty.next(1, "eth_getBlockByNumber", FaultyNode::dropBefore);
        faulty.always("eth_chainId", FaultyNode.result("\"0x1\""));

        LedgerFaultException failure = assertThrows(LedgerFaultException.class, nodes::head);

        assertEquals(LedgerFault.WRONG_CHAIN, failure.fault());
    }

    private static EthereumNodes nodes(Duration deadline, URI... urls) {
        return EthereumNodes.of(List.of(urls), anvil.chainId(), deadline);
    }

    private static long height() {
        return Long.decode(anvil.call("eth_blockNumber"));
    }
}
