package org.pcim.ethereum.internal.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.internal.FaultyNode;
import org.pcim.ethereum.internal.TestContract;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.testkit.program.AnvilNode;

/** History as it is read from nodes: whole, in order, and never backwards. */
class HistoryIT {

    private static final Duration DEADLINE = Duration.ofSeconds(6);
    private static final int EVENTS = 60;
    private static final Pattern RANGE =
            Pattern.compile("\"fromBlock\":\"0x([0-9a-f]+)\".*\"toBlock\":\"0x([0-9a-f]+)\"|"
                    + "\"toBlock\":\"0x([0-9a-f]+)\".*\"fromBlock\":\"0x([0-9a-f]+)\"");

    private AnvilNode anvil;
    private FaultyNode faulty;
    private EthereumNodes nodes;
    private Address contract;

    @BeforeEach
    void aContractThatHasLoggedInManyBlocks() {
        anvil = AnvilNode.start();
        faulty = FaultyNode.before(anvil.url());
        nodes = nodes(faulty.url());
        contract = deploy();
        for (int event = 0; event < EVENTS; event++) {
            log(event);
        }
    }

    @AfterEach
    void stop() {
        nodes.close();
        faulty.close();
        anvil.close();
    }

    @Test
    void readsAllInOneQuestionWhereItMay() {
        assertEquals(allEvents(), logged(0, nodes.head()));
        assertEquals(1, faulty.asked("eth_getLogs"));
    }

    @Test
    void halvesARangeThatAProviderRefuses() {
        for (String refusal : List.of(
                "eth_getLogs is limited to a 7 blocks range",
                "query returned more than 10000 results",
                "Log response size exceeded",
                "exceed maximum block range: 7")) {
            faulty.heal();
            faulty.always("eth_getLogs", request -> {
                if (width(request.body()) > 7) {
                    FaultyNode.error(-32005, refusal).answer(request);
                } else {
                    request.answer(200, request.forward());
                }
            });

            assertEquals(allEvents(), logged(0, nodes.head()));
        }
    }

    @Test
    void halvesARangeWhoseAnswerIsTooLarge() {
        faulty.always("eth_getLogs", request -> {
            if (width(request.body()) > 20) {
                FaultyNode.flood(request);
            } else {
                request.answer(200, request.forward());
            }
        });

        assertEquals(allEvents(), logged(0, nodes.head()));
    }

    @Test
    void saysSoIfEvenOneBlockIsRefused() {
        faulty.always("eth_getLogs", FaultyNode.error(-32005, "not today"));

        LedgerException failure = assertThrows(LedgerException.class, () -> logged(0, nodes.head()));

        assertTrue(failure.retryable());
        assertTrue(String.valueOf(failure.getMessage()).contains("not today"), failure.getMessage());
    }

    @Test
    void readsTheLogsOfOneBlock() {
        BlockHeader head = nodes.head();

        List<EventLog> logs = nodes.logs(new LogFilter(contract, List.of()), head.hash());

        assertEquals(1, logs.size());
        assertEquals(TestContract.word(EVENTS - 1), logs.get(0).data());
        assertEquals(head.hash(), logs.get(0).blockHash());
        assertEquals(List.of(), nodes.logs(new LogFilter(contract, List.of(List.of(head.hash()))), head.hash()));
        assertThrows(
                UnknownBlockException.class,
                () -> nodes.logs(new LogFilter(contract, List.of()), Digest.sha256(new byte[0])));
    }

    @Test
    void anotherNodeMayStillHaveTheLogsOfABlock() {
        FaultyNode pruned = FaultyNode.before(anvil.url());
        pruned.always("eth_getLogs", FaultyNode.result("[]"));
        try (EthereumNodes both = nodes(pruned.url(), faulty.url())) {
            assertEquals(
                    1,
                    both.logs(new LogFilter(contract, List.of()), both.head().hash())
                            .size());
        } finally {
            pruned.close();
        }
    }

    @Test
    void readsAtTheBlockThatIsAskedFor() throws RevertException {
        BlockHeader head = nodes.head();
        log(EVENTS);

        assertEquals(
                nodes.code(contract, head.hash()),
                nodes.code(contract, nodes.head().hash()));
        assertEquals(Bytes.empty(), nodes.call(null, contract, TestContract.log(1), head.hash()));
        assertThrows(
                UnknownBlockException.class,
                () -> nodes.call(null, contract, TestContract.log(1), Digest.sha256(new byte[0])));
        assertEquals(Bytes.empty(), nodes.code(Address.parse("0x" + "12".repeat(20)), head.hash()));
    }

    @Test
    void aNodeThatIsBehindNeverTakesHistoryBack() {
        BlockHeader old = nodes.head();
        log(EVENTS);
        try (Behind behind = new Behind(anvil.url(), old.number());
                EthereumNodes both = nodes(faulty.url(), behind.url())) {
            BlockHeader head = both.head();
            assertEquals(old.number() + 1, head.number());
            List<EventLog> before = both.logs(new LogFilter(contract, List.of()), 0, head);

            faulty.next(3, "eth_getBlockByNumber", FaultyNode::dropBefore);
            assertEquals(head, both.head());
            faulty.next(1, "eth_getBlockByNumber", FaultyNode::dropBefore);
            assertEquals(before, both.atHead(head, at -> both.logs(new LogFilter(contract, List.of()), 0, at)));
        }
    }

    @Test
    void saysSoIfAllNodesAreBehind() {
        BlockHeader head = nodes.head();
        try (Behind behind = new Behind(anvil.url(), head.number() - 2);
                EthereumNodes both = nodes(faulty.url(), behind.url())) {
            assertEquals(head, both.head());
            faulty.close();

            LedgerFaultException failure = assertThrows(LedgerFaultException.class, both::head);

            assertEquals(LedgerFault.UNREACHABLE, failure.fault());
            assertThrows(LedgerException.class, () -> both.logs(new LogFilter(contract, List.of()), 0, head));
            assertThrows(LedgerException.class, () -> both.block(head.number()));
        }
    }

    @Test
    void aReorganisationIsNoNodeThatIsBehind() throws RevertException {
        BlockHeader old = nodes.head();
        anvil.reorganise(3);

        BlockHeader head = nodes.head();

        assertNotEquals(old.hash(), head.hash());
        assertEquals(LongStream.range(0, EVENTS - 3).boxed().toList(), logged(0, head));
        assertThrows(UnknownBlockException.class, () -> logged(0, old));
        List<BlockHeader> tried = new ArrayList<>();
        String result = nodes.atHead(at -> {
            tried.add(at);
            nodes.call(null, contract, TestContract.log(1), tried.size() == 1 ? old.hash() : at.hash());
            return "read";
        });
        assertEquals("read", result);
        assertEquals(2, tried.size());
    }

    @Test
    void readsOnWhileBlocksAreReplacedAgainAndAgain() throws RevertException {
        faulty.next(12, "eth_call", FaultyNode.error(-32000, "hash is not currently canonical"));

        assertEquals(
                Bytes.empty(),
                nodes.<Bytes, RevertException>atHead(
                        head -> nodes.call(null, contract, TestContract.log(1), head.hash())));
        assertEquals(13, faulty.asked("eth_call"));
    }

    @Test
    void saysSoIfBlocksAreReplacedUntilTheDeadline() {
        faulty.always("eth_call", FaultyNode.error(-32000, "hash is not currently canonical"));
        try (EthereumNodes impatient =
                EthereumNodes.of(List.of(faulty.url()), anvil.chainId(), Duration.ofSeconds(1))) {
            long start = System.nanoTime();

            assertThrows(
                    UnknownBlockException.class,
                    () -> impatient.<Bytes, RevertException>atHead(
                            head -> impatient.call(null, contract, TestContract.log(1), head.hash())));

            assertTrue(Duration.ofNanos(System.nanoTime() - start).toMillis() < 3000);
            assertTrue(faulty.asked("eth_call") < 30, "it waits a little before each reading");
        }
    }

    @Test
    void asksEachNodeOnceForABlockThatWasReplaced() {
        FaultyNode down = FaultyNode.before(anvil.url());
        down.close();
        try (EthereumNodes both = nodes(down.url(), faulty.url())) {
            assertThrows(
                    UnknownBlockException.class,
                    () -> both.call(null, contract, TestContract.log(1), Digest.sha256(new byte[0])));
        }
        assertEquals(1, faulty.asked("eth_call"));
    }

    @Test
    void anotherNodeMayHaveTheBlock() throws RevertException {
        FaultyNode behind = FaultyNode.before(anvil.url());
        behind.always("eth_call", FaultyNode.error(-32000, "header not found"));
        try (EthereumNodes both = nodes(behind.url(), faulty.url())) {
            assertEquals(
                    Bytes.empty(),
                    both.call(null, contract, TestContract.log(1), both.head().hash()));
        } finally {
            behind.close();
        }
    }

    @Test
    void aChainThatBecameShorterIsFollowed() {
        BlockHeader before = nodes.head();
        String snapshot = anvil.call("evm_snapshot");
        anvil.call("anvil_mine", "\"0x1\"", "\"0x7\"");
        nodes.head();
        anvil.call("anvil_mine", "\"0x1\"", "\"0x7\"");
        BlockHeader longest = nodes.head();
        anvil.call("evm_revert", '"' + snapshot + '"');
        anvil.call("anvil_mine", "\"0x1\"", "\"0x9\"");

        BlockHeader head = nodes.head();

        assertEquals(longest.number() - 1, head.number());
        assertEquals(before.hash(), head.parent());
    }

    private List<Long> logged(long from, BlockHeader to) {
        return nodes.logs(new LogFilter(contract, List.of()), from, to).stream()
                .map(log -> new BigInteger(1, log.data().toByteArray()).longValueExact())
                .toList();
    }

    private static List<Long> allEvents() {
        return LongStream.range(0, EVENTS).boxed().toList();
    }

    private EthereumNodes nodes(URI... urls) {
        return EthereumNodes.of(List.of(urls), anvil.chainId(), DEADLINE);
    }

    private Address deploy() {
        String hash = anvil.call(
                "eth_sendTransaction",
                "{\"from\":\"%s\",\"data\":\"0x%s\"}"
                        .formatted(anvil.account(), TestContract.deployment().toHex()));
        Address created = nodes.receipt(Digest.fromHex(hash)).orElseThrow().created();
        if (created == null) {
            throw new AssertionError("no contract was made");
        }
        return created;
    }

    private void log(long value) {
        String hash = anvil.call(
                "eth_sendTransaction",
                "{\"from\":\"%s\",\"to\":\"%s\",\"data\":\"0x%s\"}"
                        .formatted(
                                anvil.account(),
                                contract,
                                TestContract.log(value).toHex()));
        // Anvil answers before the block is made.
        Deadline patience = Deadline.in(DEADLINE);
        while (nodes.receipt(Digest.fromHex(hash)).isEmpty() && !patience.passed()) {
            patience.pause(Duration.ofMillis(5), "await block", hash);
        }
    }

    private static long width(String request) {
        Matcher range = RANGE.matcher(request);
        if (!range.find()) {
            return 1;
        }
        boolean fromFirst = range.group(1) != null;
        long from = Long.parseLong(range.group(fromFirst ? 1 : 4), 16);
        long to = Long.parseLong(range.group(fromFirst ? 2 : 3), 16);
        return to - from + 1;
    }

    /** A node that has the chain only up to some block. */
    private static final class Behind implements AutoCloseable {

        private static final Pattern NUMBER = Pattern.compile("\\[\"0x([0-9a-f]+)\",false\\]");
        private final FaultyNode node;

        Behind(URI url, long last) {
            node = FaultyNode.before(url);
            node.always("eth_getBlockByNumber", request -> answerBlock(request, last));
            node.always("eth_getLogs", FaultyNode.result("[]"));
        }

        URI url() {
            return node.url();
        }

        private static void answerBlock(FaultyNode.Request request, long last) throws IOException {
            Matcher number = NUMBER.matcher(request.body());
            if (number.find()) {
                if (Long.parseLong(number.group(1), 16) > last) {
                    FaultyNode.result("null").answer(request);
                } else {
                    request.answer(200, request.forward());
                }
                return;
            }
            request.answer(200, request.forward("\"latest\"", "\"0x" + Long.toHexString(last) + '"'));
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
