package org.pcim.ethereum.internal.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.pcim.error.LedgerFault;
import org.pcim.error.LedgerFaultException;
import org.pcim.ethereum.FeePolicy;
import org.pcim.ethereum.internal.TestContract;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.LogFilter;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.rpc.TransactionReceipt;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.program.GethNode;

/** A real node that takes its time to make blocks, and stops between a transaction and its receipt. */
@Timeout(180)
class RestartedNodeIT {

    private static final BigInteger ETHER = BigInteger.TEN.pow(18);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LedgerKey key = LedgerKey.generate();
    private final LedgerKey payer = LedgerKey.generate();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private GethNode geth;
    private EthereumNodes nodes;
    private Transactions transactions;
    private Sender sender;
    private Address contract;

    @BeforeEach
    void aContract() throws RevertException {
        geth = GethNode.start("--dev.period", "3");
        geth.fund(key.address(), ETHER);
        geth.fund(payer.address(), ETHER);
        nodes = EthereumNodes.of(List.of(geth.url()), geth.chainId(), Duration.ofSeconds(5));
        transactions = new Transactions(nodes, FeePolicy.market(), 0, payer);
        sender = new Sender(transactions, key);
        contract = sender.deploy();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        nodes.close();
        geth.close();
    }

    @Test
    void whatWasSentIsThereOnceAfterTheNodeWasStartedAgain() throws Exception {
        List<Digest> sent = new ArrayList<>();
        for (int number = 0; number < 10; number++) {
            sent.add(sender.send(contract, TestContract.log(number)));
        }
        for (int number = 10; number < 20; number++) {
            sent.add(transactions.sendPaid(operation(number), contract, TestContract.log(number)));
        }
        List<Future<TransactionReceipt>> receipts = new ArrayList<>();
        for (Digest hash : sent) {
            receipts.add(threads.submit(() -> transactions.await(hash, PATIENCE)));
        }

        geth.stop();
        geth.startAgain();

        for (Future<TransactionReceipt> receipt : receipts) {
            assertTrue(receipt.get().succeeded());
        }
        assertEquals(LongStream.range(0, 20).boxed().toList(), logged());
    }

    @Test
    void aPayerThatRunsOutLeavesNoGap() throws RevertException {
        LedgerKey poor = LedgerKey.generate();
        Transactions theirs = new Transactions(nodes, FeePolicy.market(), 0, poor);
        geth.fund(poor.address(), ETHER.divide(BigInteger.valueOf(1000)));
        List<Digest> sent = new ArrayList<>();
        LedgerFault fault = null;
        for (int number = 0; fault == null && number < 200; number++) {
            try {
                sent.add(theirs.sendPaid(operation(number), contract, TestContract.log(number)));
            } catch (LedgerFaultException e) {
                fault = e.fault();
            }
        }
        assertEquals(LedgerFault.OUT_OF_FUNDS, fault);
        assertFalse(sent.isEmpty());
        geth.fund(poor.address(), ETHER);
        int next = sent.size();

        sent.add(theirs.sendPaid(operation(next), contract, TestContract.log(next)));

        for (Digest hash : sent) {
            assertTrue(theirs.await(hash, PATIENCE).succeeded());
        }
        assertEquals(LongStream.range(0, sent.size()).boxed().toList(), logged());
    }

    private List<Long> logged() {
        return nodes.logs(new LogFilter(contract, List.of()), 0, nodes.head()).stream()
                .map(log -> new BigInteger(1, log.data().toByteArray()).longValueExact())
                .sorted()
                .toList();
    }

    private static Digest operation(long number) {
        return new Digest(TestContract.word(number));
    }
}
