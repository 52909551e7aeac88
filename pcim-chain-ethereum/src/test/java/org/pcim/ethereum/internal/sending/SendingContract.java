package org.pcim.ethereum.internal.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.error.InputException;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.FeePolicy;
import org.pcim.ethereum.internal.TestContract;
import org.pcim.ethereum.internal.rpc.BlockHeader;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.LogFilter;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.rpc.TransactionReceipt;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.Signature;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.program.ChainNode;

/** What sending has to do on every node. */
abstract class SendingContract {

    static final BigInteger ETHER = BigInteger.TEN.pow(18);
    static final Duration DEADLINE = Duration.ofSeconds(10);
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final LedgerKey key = LedgerKey.generate();
    private final LedgerKey payer = LedgerKey.generate();
    private EthereumNodes nodes;
    Transactions transactions;
    Sender sender;

    /** The chain. */
    abstract ChainNode chain();

    @BeforeEach
    void connect() {
        nodes = EthereumNodes.of(List.of(chain().url()), chain().chainId(), DEADLINE);
        transactions = new Transactions(nodes, FeePolicy.market(), 0, payer);
        sender = new Sender(transactions, key);
        chain().fund(key.address(), ETHER.multiply(BigInteger.TEN));
        chain().fund(payer.address(), ETHER.multiply(BigInteger.TEN));
    }

    @AfterEach
    void disconnect() {
        nodes.close();
        key.close();
        payer.close();
    }

    @Test
    void makesAContractAndCallsIt() throws RevertException {
        Address contract = sender.deploy();

        TransactionReceipt receipt = sender.perform(contract, TestContract.log(7));

        assertTrue(receipt.succeeded());
        assertEquals(TestContract.word(7), receipt.logs().get(0).data());
        assertEquals(contract, receipt.logs().get(0).contract());
        assertEquals(List.of(7L), logged(contract));
    }

    @Test
    void sendingTheSameAgainActsOnce() throws RevertException {
        Address contract = sender.deploy();
        UnsignedTransaction prepared = transactions.prepare(key.address(), contract, TestContract.log(1));
        Signature signature = key.sign(prepared.signable());

        Digest hash = transactions.send(prepared, signature);
        assertEquals(hash, transactions.send(prepared, signature));
        transactions.await(hash, PATIENCE);
        assertEquals(hash, transactions.send(prepared, signature));
        Transactions another = new Transactions(nodes, FeePolicy.market(), 0, null);
        assertEquals(hash, another.send(UnsignedTransaction.fromBytes(prepared.toBytes(), nodes.chainId()), signature));

        assertEquals(hash, another.await(hash, PATIENCE).transaction());
        assertEquals(List.of(1L), logged(contract));
    }

    @Test
    void sendsNothingThatTheContractRefuses() throws RevertException {
        Address contract = sender.deploy();
        long before = nodes.pendingCount(key.address());

        RevertException refused =
                assertThrows(RevertException.class, () -> sender.send(contract, TestContract.revert(5)));

        assertEquals(TestContract.word(5), refused.data());
        assertEquals(before, nodes.pendingCount(key.address()));
    }

    @Test
    void tellsWhyATransactionThatIsInTheChainFailed() throws RevertException {
        Address contract = sender.deploy();
        UnsignedTransaction prepared = transactions.prepare(key.address(), contract, TestContract.once(9));
        // Sent past the check that would refuse it now.
        sender.perform(contract, TestContract.once(8));
        UnsignedTransaction second = new UnsignedTransaction(
                key.address(),
                nodes.chainId(),
                prepared.nonce() + 1,
                prepared.gas(),
                prepared.fees(),
                contract,
                TestContract.once(8));
        SignedTransaction signed = second.signed(key.sign(second.signable()));
        chain().call("eth_sendRawTransaction", "\"0x" + signed.raw().toHex() + "\"");

        RevertException refused =
                assertThrows(RevertException.class, () -> transactions.await(signed.hash(), PATIENCE));

        assertEquals(TestContract.word(8), refused.data());
        assertFalse(nodes.receipt(signed.hash()).orElseThrow().succeeded());
    }

    @Test
    void twoPreparedAtOnceDoNotTakeEachOthersPlace() throws RevertException {
        Address contract = sender.deploy();
        UnsignedTransaction one = transactions.prepare(key.address(), contract, TestContract.log(1));
        UnsignedTransaction other = transactions.prepare(key.address(), contract, TestContract.log(2));
        assertEquals(one.nonce(), other.nonce());

        Digest hash = transactions.send(one, key.sign(one.signable()));
        LedgerFaultException overtaken =
                assertThrows(LedgerFaultException.class, () -> transactions.send(other, key.sign(other.signable())));

        assertEquals(LedgerFault.OVERTAKEN, overtaken.fault());
        assertTrue(overtaken.retryable());
        transactions.await(hash, PATIENCE);
        sender.perform(contract, TestContract.log(2));
        assertEquals(List.of(1L, 2L), logged(contract));
    }

    @Test
    void twoHundredAtOnceFromOneKeyAreAllThereOnce() throws Exception {
        Address contract = sender.deploy();

        List<Future<TransactionReceipt>> receipts =
                atOnce(200, number -> () -> sender.perform(contract, TestContract.log(number)));

        for (Future<TransactionReceipt> receipt : receipts) {
            assertTrue(receipt.get().succeeded());
        }
        assertEquals(
                LongStream.range(0, 200).boxed().toList(),
                logged(contract).stream().sorted().toList());
    }

    @Test
    void twoHundredAtOncePaidByOneKeyAreAllThereOnce() throws Exception {
        Address contract = sender.deploy();

        List<Future<TransactionReceipt>> receipts = atOnce(
                200,
                number -> () -> transactions.await(
                        transactions.sendPaid(operation(number), contract, TestContract.log(number)), PATIENCE));

        for (Future<TransactionReceipt> receipt : receipts) {
            assertTrue(receipt.get().succeeded());
        }
        assertEquals(
                LongStream.range(0, 200).boxed().toList(),
                logged(contract).stream().sorted().toList());
        assertEquals(
                0,
                nodes.transactionCount(
                        LedgerKey.generate().address(), nodes.head().hash()));
    }

    @Test
    void thePayerPaysOneOperationOnceHoweverOftenItIsAsked() throws Exception {
        Address contract = sender.deploy();

        List<Future<TransactionReceipt>> receipts = atOnce(
                20,
                number -> () -> transactions.await(
                        transactions.sendPaid(operation(1), contract, TestContract.once(1)), PATIENCE));

        long succeeded = 0;
        for (Future<TransactionReceipt> receipt : receipts) {
            try {
                receipt.get();
                succeeded++;
            } catch (ExecutionException e) {
                // Asked when the first one was in the chain already, as the contract says.
                RevertException refused = assertInstanceOf(RevertException.class, e.getCause());
                assertEquals(TestContract.word(1), refused.data());
            }
        }
        assertTrue(succeeded >= 1);
        assertEquals(List.of(1L), logged(contract));
        assertEquals(1, nodes.pendingCount(payer.address()));
    }

    @Test
    void whoOwnsNothingIsToldSo() throws RevertException {
        Address contract = sender.deploy();
        LedgerKey poor = LedgerKey.generate();

        LedgerFaultException own = assertThrows(
                LedgerFaultException.class, () -> new Sender(transactions, poor).send(contract, TestContract.log(1)));
        LedgerFaultException paid = assertThrows(
                LedgerFaultException.class,
                () -> new Transactions(nodes, FeePolicy.market(), 0, poor)
                        .sendPaid(operation(1), contract, TestContract.log(1)));

        assertEquals(LedgerFault.OUT_OF_FUNDS, own.fault());
        assertEquals(LedgerFault.OUT_OF_FUNDS, paid.fault());
        assertFalse(own.retryable());
        assertEquals("of " + poor.address(), own.subject());
    }

    @Test
    void givesANonceBackThatCameToNothing() throws RevertException {
        Address contract = sender.deploy();
        LedgerKey poor = LedgerKey.generate();
        Transactions theirs = new Transactions(nodes, FeePolicy.market(), 0, poor);
        assertThrows(LedgerFaultException.class, () -> theirs.sendPaid(operation(1), contract, TestContract.log(1)));

        chain().fund(poor.address(), ETHER);
        theirs.await(theirs.sendPaid(operation(1), contract, TestContract.log(1)), PATIENCE);

        assertEquals(List.of(1L), logged(contract));
        assertEquals(1, nodes.pendingCount(poor.address()));
    }

    @Test
    void offersNoMoreThanTheFeePolicyAllows() throws RevertException {
        Address contract = sender.deploy();
        FeePolicy mean = FeePolicy.atMost(BigInteger.ONE);
        Transactions careful = new Transactions(nodes, mean, 0, payer);

        LedgerFaultException own = assertThrows(
                LedgerFaultException.class, () -> careful.prepare(key.address(), contract, TestContract.log(1)));
        LedgerFaultException paid = assertThrows(
                LedgerFaultException.class, () -> careful.sendPaid(operation(1), contract, TestContract.log(1)));

        assertEquals(LedgerFault.UNDERPRICED, own.fault());
        assertEquals(LedgerFault.UNDERPRICED, paid.fault());
        assertTrue(own.retryable());
    }

    @Test
    void takesNoSignatureOfAnother() {
        UnsignedTransaction prepared = transactions.prepare(key.address(), key.address(), Bytes.empty());
        Signature others = payer.sign(prepared.signable());

        assertThrows(InputException.class, () -> transactions.send(prepared, others));
    }

    @Test
    void asksNothingOfANodeOnAnotherChain() {
        try (EthereumNodes wrong = EthereumNodes.of(List.of(chain().url()), chain().chainId() + 1, DEADLINE)) {
            LedgerFaultException fault = assertThrows(LedgerFaultException.class, wrong::head);

            assertEquals(LedgerFault.WRONG_CHAIN, fault.fault());
            assertFalse(fault.retryable());
        }
    }

    private interface Numbered<T> {
        Callable<T> task(long number);
    }

    private static <T> List<Future<T>> atOnce(int count, Numbered<T> numbered) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Callable<T>> tasks = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                tasks.add(numbered.task(number));
            }
            return threads.invokeAll(tasks);
        } finally {
            threads.shutdown();
        }
    }

    List<Long> logged(Address contract) {
        BlockHeader head = nodes.head();
        return nodes.logs(new LogFilter(contract, List.of()), 0, head).stream()
                .map(log -> new BigInteger(1, log.data().toByteArray()).longValueExact())
                .toList();
    }

    private static Digest operation(long number) {
        return new Digest(TestContract.word(number));
    }
}
