package org.pcim.ethereum.internal.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pcim.error.CancelledException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.error.LedgerTimeoutException;
import org.pcim.ethereum.FeePolicy;
import org.pcim.ethereum.internal.FaultyNode;
import org.pcim.ethereum.internal.TestContract;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.LogFilter;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.rpc.TransactionReceipt;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.program.AnvilNode;

/** Transactions that get lost, overtaken, too dear, or whose node does not answer. */
@Timeout(120)
class TroubledSendingIT {

    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SEND = "eth_sendRawTransaction";

    private final LedgerKey key = LedgerKey.generate();
    private final LedgerKey payer = LedgerKey.generate();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private AnvilNode anvil;
    private FaultyNode faulty;
    private EthereumNodes nodes;
    private Transactions transactions;
    private Sender sender;
    private Address contract;

    @BeforeEach
    void aContract() throws RevertException {
        anvil = AnvilNode.start();
        anvil.fund(key.address(), ETHER.multiply(BigInteger.TEN));
        anvil.fund(payer.address(), ETHER.multiply(BigInteger.TEN));
        faulty = FaultyNode.before(anvil.url());
        nodes = EthereumNodes.of(List.of(faulty.url()), anvil.chainId(), DEADLINE);
        transactions = transactions(0);
        sender = new Sender(transactions, key);
        contract = sender.deploy();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        nodes.close();
        faulty.close();
        anvil.close();
    }

    @Test
    void actsOnceIfTheConnectionBreaksAfterItWasSent() throws RevertException {
        faulty.next(3, SEND, FaultyNode::dropAfter);
        sender.perform(contract, TestContract.log(1));
        faulty.next(3, SEND, FaultyNode::dropAfter);
        transactions.await(transactions.sendPaid(operation(2), contract, TestContract.log(2)), PATIENCE);

        assertEquals(List.of(1L, 2L), logged());
    }

    @Test
    void actsOnceIfTheConnectionBreaksBeforeItWasSent() throws RevertException {
        faulty.next(3, SEND, FaultyNode::dropBefore);
        sender.perform(contract, TestContract.log(1));
        faulty.next(3, SEND, FaultyNode.answers(429, ""));
        transactions.await(transactions.sendPaid(operation(2), contract, TestContract.log(2)), PATIENCE);

        assertEquals(List.of(1L, 2L), logged());
    }

    @Test
    void isSentWhenItIsAwaitedIfNoNodeTookItBefore() throws RevertException {
        faulty.always(SEND, FaultyNode::dropBefore);
        Digest own = sender.send(contract, TestContract.log(1));
        Digest paid = transactions.sendPaid(operation(2), contract, TestContract.log(2));
        assertThrows(LedgerTimeoutException.class, () -> transactions.await(own, Duration.ofMillis(100)));

        faulty.heal();

        assertTrue(transactions.await(own, PATIENCE).succeeded());
        assertTrue(transactions.await(paid, PATIENCE).succeeded());
        assertEquals(List.of(1L, 2L), logged());
    }

    @Test
    void manyAtOnceAreAllThereOnceWhateverTheNodeAnswers() throws Exception {
        for (FaultyNode.Fault fault :
                List.of(FaultyNode::dropBefore, FaultyNode::dropAfter, FaultyNode.answers(500, ""))) {
            faulty.next(40, SEND, fault);
            faulty.next(40, "eth_getTransactionReceipt", fault);
            faulty.next(40, "eth_getBlockByNumber", fault);
        }

        for (Future<TransactionReceipt> receipt : atOnce(
                60,
                number -> number % 2 == 0
                        ? () -> sender.perform(contract, TestContract.log(number))
                        : () -> transactions.await(
                                transactions.sendPaid(operation(number), contract, TestContract.log(number)),
                                PATIENCE))) {
            assertTrue(receipt.get().succeeded());
        }

        assertEquals(range(60), sorted(logged()));
    }

    @Test
    void sendsAgainWhatANodeDroppedFromItsPool() throws RevertException {
        anvil.mineAtOnce(false);
        Digest first = sender.send(contract, TestContract.log(1));
        Digest second = sender.send(contract, TestContract.log(2));
        Digest paid = transactions.sendPaid(operation(3), contract, TestContract.log(3));
        anvil.drop(first);
        anvil.drop(paid);
        anvil.mine(1);
        assertEquals(List.of(), logged());
        anvil.mineEvery(Duration.ofSeconds(1));

        // Nobody awaits the first: the second cannot come before it.
        assertTrue(transactions.await(second, PATIENCE).succeeded());
        assertTrue(transactions.await(paid, PATIENCE).succeeded());

        assertEquals(range(1, 4), sorted(logged()));
    }

    @Test
    void fillsTheGapThatADroppedTransactionLeaves() throws RevertException {
        anvil.mineAtOnce(false);
        sender.send(contract, TestContract.log(1));
        transactions.sendPaid(operation(2), contract, TestContract.log(2));
        anvil.dropAll();
        anvil.mineAtOnce(true);

        // Preparing and paying send again what is missing before them.
        sender.perform(contract, TestContract.log(3));
        transactions.await(transactions.sendPaid(operation(4), contract, TestContract.log(4)), PATIENCE);

        assertEquals(range(1, 5), sorted(logged()));
    }

    @Test
    void payingMoreGetsInWhatStaysOut() throws Exception {
        anvil.mineAtOnce(false);
        Digest paid = transactions.sendPaid(operation(1), contract, TestContract.log(1));
        BigInteger offered = offered(paid);
        Future<TransactionReceipt> awaited = threads.submit(() -> transactions.await(paid, PATIENCE));

        TransactionReceipt receipt = null;
        while (receipt == null) {
            // The base fee stays above what was offered first.
            anvil.nextBaseFee(offered.add(BigInteger.ONE));
            anvil.mine(1);
            receipt = awaited.isDone() ? awaited.get() : null;
        }

        assertNotEquals(paid, receipt.transaction());
        assertTrue(receipt.gasPrice().compareTo(offered) > 0);
        assertEquals(List.of(1L), logged());
        assertEquals(receipt, transactions.await(paid, PATIENCE), "its first hash stands for it");
        assertEquals(1, nodes.pendingCount(payer.address()));
    }

    @Test
    void paysNoMoreThanTheFeePolicyAllows() throws Exception {
        anvil.mineAtOnce(false);
        BigInteger limit = BigInteger.TEN.pow(9).multiply(BigInteger.valueOf(3));
        Transactions careful = new Transactions(nodes, FeePolicy.atMost(limit), 0, payer);
        Digest paid = careful.sendPaid(operation(1), contract, TestContract.log(1));
        assertTrue(offered(paid).compareTo(limit) <= 0);
        Future<TransactionReceipt> awaited = threads.submit(() -> careful.await(paid, Duration.ofSeconds(5)));

        while (!awaited.isDone()) {
            anvil.nextBaseFee(limit.add(BigInteger.ONE));
            anvil.mine(1);
        }

        ExecutionException failure = assertThrows(ExecutionException.class, awaited::get);
        assertTrue(
                failure.getCause() instanceof LedgerTimeoutException
                        || (failure.getCause() instanceof LedgerFaultException fault
                                && fault.fault() == LedgerFault.UNDERPRICED),
                () -> String.valueOf(failure.getCause()));
        assertEquals(List.of(), logged());
    }

    @Test
    void twoProcessesWithOnePayerLoseAndDoubleNothing() throws Exception {
        Transactions other = transactions(0);

        for (Future<TransactionReceipt> receipt : atOnce(60, number -> () -> {
            Transactions one = number % 2 == 0 ? transactions : other;
            return one.await(one.sendPaid(operation(number), contract, TestContract.once(number + 1)), PATIENCE);
        })) {
            assertTrue(receipt.get().succeeded());
        }

        assertEquals(range(1, 61), sorted(logged()));
    }

    @Test
    void aSenderIsToldWhenAnotherProcessTookItsPlace() throws RevertException {
        anvil.mineAtOnce(false);
        UnsignedTransaction prepared = transactions.prepare(key.address(), contract, TestContract.log(1));
        Digest hash = transactions.send(prepared, key.sign(prepared.signable()));
        // As another process of the same sender, that pays more.
        Transactions other = transactions(0);
        UnsignedTransaction dearer = new UnsignedTransaction(
                key.address(),
                nodes.chainId(),
                prepared.nonce(),
                prepared.gas(),
                prepared.fees().raised().raised(),
                contract,
                TestContract.log(2));
        SignedTransaction signed = dearer.signed(key.sign(dearer.signable()));
        anvil.call(SEND, "\"0x" + signed.raw().toHex() + "\"");
        anvil.mine(1);
        anvil.mineAtOnce(true);

        LedgerFaultException overtaken =
                assertThrows(LedgerFaultException.class, () -> transactions.await(hash, PATIENCE));

        assertEquals(LedgerFault.OVERTAKEN, overtaken.fault());
        assertTrue(other.await(signed.hash(), PATIENCE).succeeded());
        sender.perform(contract, TestContract.log(3));
        assertEquals(List.of(2L, 3L), logged());
    }

    @Test
    void aNonceThatANodeCountsTooEarlyIsNotTaken() throws Exception {
        anvil.mineAtOnce(false);
        Digest hash = sender.send(contract, TestContract.log(1));
        AtomicInteger counted = countsTheNextBlock();
        Future<TransactionReceipt> awaited = threads.submit(() -> transactions.await(hash, PATIENCE));
        awaitAtLeast(2, counted, awaited);
        faulty.heal();
        anvil.mineAtOnce(true);
        anvil.mine(1);

        assertEquals(hash, awaited.get().transaction());
        assertEquals(List.of(1L), logged());
    }

    @Test
    void isNotOvertakenByItselfWhileTheNodeShowsNothingOfIt() throws RevertException {
        // It is in the chain, but the answer got lost, and who asks for it by its hash finds nothing yet.
        faulty.next(1, SEND, FaultyNode::dropAfter);
        faulty.next(1, SEND, FaultyNode.error(-32000, "nonce too low"));
        faulty.next(20, "eth_getTransactionByHash", FaultyNode.result("null"));
        faulty.next(3, "eth_getTransactionReceipt", FaultyNode.result("null"));

        UnsignedTransaction prepared = transactions.prepare(key.address(), contract, TestContract.log(1));
        Digest hash = transactions.send(prepared, key.sign(prepared.signable()));

        assertEquals(hash, transactions.await(hash, PATIENCE).transaction());
        assertEquals(List.of(1L), logged());
    }

    @Test
    void isAwaitedWhereItCannotBeToldWhoUsedItsNonce() throws Exception {
        anvil.mineAtOnce(false);
        UnsignedTransaction prepared = transactions.prepare(key.address(), contract, TestContract.log(1));
        faulty.next(1, SEND, FaultyNode::dropAfter);
        faulty.next(1, SEND, FaultyNode.error(-32000, "nonce too low"));
        faulty.always("eth_getTransactionByHash", FaultyNode.result("null"));
        countsTheNextBlock();

        Digest hash = transactions.send(prepared, key.sign(prepared.signable()));
        faulty.heal();
        anvil.mineAtOnce(true);
        anvil.mine(1);

        assertEquals(hash, transactions.await(hash, PATIENCE).transaction());
        assertEquals(List.of(1L), logged());
    }

    @Test
    void aSenderIsToldOfWhatTookItsPlaceLongAgo() throws RevertException {
        UnsignedTransaction prepared = transactions.prepare(key.address(), contract, TestContract.log(1));
        sender.perform(contract, TestContract.log(2));
        anvil.mine(3);

        LedgerFaultException overtaken = assertThrows(
                LedgerFaultException.class, () -> transactions.send(prepared, key.sign(prepared.signable())));

        assertEquals(LedgerFault.OVERTAKEN, overtaken.fault());
        assertEquals(List.of(2L), logged());
    }

    /** As a node that counts what it is about to put into its next block, before that is to be seen. */
    private AtomicInteger countsTheNextBlock() {
        AtomicInteger counted = new AtomicInteger();
        String head = nodes.head().hash().toString();
        long next = nodes.transactionCount(key.address(), nodes.head().hash()) + 1;
        faulty.always("eth_getTransactionCount", request -> {
            if (request.body().contains(head)) {
                counted.incrementAndGet();
                FaultyNode.result("\"0x" + Long.toHexString(next) + '"').answer(request);
            } else {
                request.answer(200, request.forward());
            }
        });
        return counted;
    }

    private static void awaitAtLeast(int times, AtomicInteger counted, Future<?> unlessDone)
            throws InterruptedException {
        while (counted.get() < times && !unlessDone.isDone()) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @Test
    void countsOnlyAfterItsConfirmations() throws Exception {
        Transactions patient = transactions(3);
        Digest hash = new Sender(patient, key).send(contract, TestContract.log(1));
        assertThrows(LedgerTimeoutException.class, () -> patient.await(hash, Duration.ofSeconds(1)));

        anvil.mine(2);
        assertThrows(LedgerTimeoutException.class, () -> patient.await(hash, Duration.ofSeconds(1)));
        anvil.mine(1);

        assertTrue(patient.await(hash, Duration.ofSeconds(5)).succeeded());
    }

    @Test
    void isSentAgainAfterAReorganisationTookItOut() throws Exception {
        Transactions patient = transactions(2);
        Digest own = new Sender(patient, key).send(contract, TestContract.log(1));
        Digest paid = patient.sendPaid(operation(2), contract, TestContract.log(2));
        assertEquals(List.of(1L, 2L), logged());
        anvil.reorganise(2);
        assertEquals(List.of(), logged());
        anvil.mineEvery(Duration.ofSeconds(1));

        assertTrue(patient.await(own, PATIENCE).succeeded());
        assertTrue(patient.await(paid, PATIENCE).succeeded());

        assertEquals(List.of(1L, 2L), sorted(logged()));
    }

    @Test
    void waitingEndsAtItsDeadlineAndWithItsThread() throws Exception {
        anvil.mineAtOnce(false);
        Digest hash = sender.send(contract, TestContract.log(1));

        LedgerTimeoutException timeout =
                assertThrows(LedgerTimeoutException.class, () -> transactions.await(hash, Duration.ofSeconds(1)));
        assertTrue(timeout.retryable());
        Future<CancelledException> cancelled =
                threads.submit(() -> assertThrows(CancelledException.class, () -> transactions.await(hash, PATIENCE)));
        threads.shutdownNow();
        assertTrue(cancelled.get().retryable());

        anvil.mineAtOnce(true);
        anvil.mine(1);
        assertTrue(transactions.await(hash, PATIENCE).succeeded());
    }

    private Transactions transactions(int confirmations) {
        return new Transactions(nodes, FeePolicy.market(), confirmations, payer);
    }

    private BigInteger offered(Digest hash) {
        String transaction = anvil.call("eth_getTransactionByHash", '"' + hash.toString() + '"');
        return new BigInteger(transaction.replaceFirst("(?s).*\"maxFeePerGas\"\\s*:\\s*\"0x([0-9a-f]+)\".*", "$1"), 16);
    }

    private interface Numbered<T> {
        Callable<T> task(long number);
    }

    private <T> List<Future<T>> atOnce(int count, Numbered<T> numbered) throws InterruptedException {
        return threads.invokeAll(
                LongStream.range(0, count).mapToObj(numbered::task).toList());
    }

    private List<Long> logged() {
        return nodes.logs(new LogFilter(contract, List.of()), 0, nodes.head()).stream()
                .map(log -> new BigInteger(1, log.data().toByteArray()).longValueExact())
                .toList();
    }

    private static List<Long> sorted(Collection<Long> numbers) {
        return numbers.stream().sorted().toList();
    }

    private static List<Long> range(long count) {
        return range(0, count);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }

    private static Digest operation(long number) {
        return new Digest(TestContract.word(number));
    }
}
