package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.ethereum.internal.FaultyNode;
import org.pcim.ethereum.internal.TestContract;
import org.pcim.ethereum.internal.rpc.EthereumNodes;
import org.pcim.ethereum.internal.rpc.RevertException;
import org.pcim.ethereum.internal.sending.Fees;
import org.pcim.ethereum.internal.sending.Transactions;
import org.pcim.ethereum.internal.sending.UnsignedTransaction;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;
import org.pcim.signing.EcdsaSignatures;
import org.pcim.signing.LedgerKey;
import org.pcim.signing.LedgerTypedData;
import org.pcim.testkit.program.ChainNode;

/** Keys that a node holds. */
abstract class ExternalSignerContract {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A node that holds the key of its account. */
    abstract ChainNode chain();

    @Test
    void signsTransactions() throws RevertException {
        ExternalSigner signer = ExternalSigner.of(chain().url(), chain().account());
        try (EthereumNodes nodes = nodes()) {
            Transactions transactions = new Transactions(nodes, FeePolicy.market(), 0, null);
            UnsignedTransaction prepared = transactions.prepare(signer.address(), null, TestContract.deployment());

            Digest hash = transactions.send(prepared, signer.sign(prepared.signable()));

            assertTrue(transactions.await(hash, PATIENCE).succeeded());
        }
    }

    @Test
    void paysForOthers() throws RevertException {
        ExternalSigner signer = ExternalSigner.of(chain().url(), chain().account());
        try (EthereumNodes nodes = nodes()) {
            Transactions transactions = new Transactions(nodes, FeePolicy.market(), 0, signer);
            Digest hash = transactions.sendPaid(Digest.sha256(new byte[] {1}), signer.address(), Bytes.empty());

            assertTrue(transactions.await(hash, PATIENCE).succeeded());
        }
    }

    @Test
    void saysSoIfTheSignerDoesNotHoldTheKey() {
        Address other = Address.parse("0x" + "12".repeat(20));
        ExternalSigner signer = ExternalSigner.of(chain().url(), other);

        LedgerException failure = assertThrows(
                LedgerException.class, () -> signer.sign(transaction(other).signable()));

        assertEquals("by " + other, failure.subject());
    }

    @Test
    void takesNothingElseThanItsSignatureOverWhatWasAsked() {
        Address account = chain().account();
        UnsignedTransaction asked = transaction(account);
        LedgerKey stranger = LedgerKey.generate();
        Signature others = stranger.sign(asked.signable());
        try (FaultyNode liar = FaultyNode.before(chain().url())) {
            ExternalSigner signer = ExternalSigner.of(liar.url(), account);
            for (FaultyNode.Fault fault : List.of(
                    // It pays ten times as much.
                    request -> request.answer(200, request.forward("\"gas\":\"0x", "\"gas\":\"0x1")),
                    request -> request.answer(200, request.forward("\"nonce\":\"0x3\"", "\"nonce\":\"0x4\"")),
                    FaultyNode.result("\"0x" + others.bytes().toHex() + "\""),
                    FaultyNode.result("\"0x02c0\""),
                    FaultyNode.result("\"0x\""),
                    FaultyNode.result("\"hello\""),
                    FaultyNode.result("null"),
                    FaultyNode.result("{\"raw\":7}"),
                    FaultyNode.error(-32000, "authentication needed: password or unlock"))) {
                liar.heal();
                liar.always("eth_signTransaction", fault);

                LedgerException failure = assertThrows(LedgerException.class, () -> signer.sign(asked.signable()));

                assertEquals("by " + account, failure.subject());
            }
            liar.heal();
            assertTrue(EcdsaSignatures.verify(account, asked.signable().digest(), signer.sign(asked.signable())));
        }
    }

    @Test
    void asksOnceForEachSignature() {
        Address account = chain().account();
        try (FaultyNode slow = FaultyNode.before(chain().url())) {
            slow.always("eth_signTransaction", FaultyNode::hang);
            ExternalSigner signer = ExternalSigner.of(slow.url(), account, Duration.ofMillis(300));

            LedgerException failure = assertThrows(
                    LedgerException.class,
                    () -> signer.sign(transaction(account).signable()));

            assertTrue(failure.retryable());
            assertEquals(1, slow.asked("eth_signTransaction"));
        }
    }

    @Test
    void refusesAUrlThatIsNone() {
        for (String url : List.of("ftp://127.0.0.1/", "http:///nobody", "mailto:me")) {
            assertThrows(InputException.class, () -> ExternalSigner.of(URI.create(url), chain().account()));
        }
    }

    /** What a patient signs. */
    TypedData typedData() {
        LedgerId ledger = LedgerId.ethereum(chain().chainId(), chain().account());
        return new LedgerTypedData(ledger)
                .operation(
                        new LedgerOperation.SetApprovalLimit(5, Duration.ofDays(1)),
                        chain().account(),
                        new BigInteger(256, new Random(7)),
                        Instant.ofEpochSecond(2_000_000_000));
    }

    private UnsignedTransaction transaction(Address sender) {
        return new UnsignedTransaction(
                sender,
                chain().chainId(),
                3,
                0x20000,
                new Fees(BigInteger.TEN.pow(9), BigInteger.TEN),
                sender,
                Bytes.of(new byte[] {1, 2, 3}));
    }

    private EthereumNodes nodes() {
        return EthereumNodes.of(List.of(chain().url()), chain().chainId(), PATIENCE);
    }
}
