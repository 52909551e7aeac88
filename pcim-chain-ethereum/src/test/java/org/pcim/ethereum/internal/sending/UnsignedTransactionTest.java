package org.pcim.ethereum.internal.sending;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pcim.error.InputException;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.Signature;
import org.pcim.signing.LedgerKey;

class UnsignedTransactionTest {

    private static final BigInteger GWEI = BigInteger.TEN.pow(9);
    private static final Address CONTRACT = Address.parse("0x" + "35".repeat(20));

    private final LedgerKey key = LedgerKey.ofSecret(HexFormat.of().parseHex("46".repeat(32)));

    @Test
    void isHashedAsEip155Says() {
        // The example of EIP-155 sends 1 ether, which ours do not; this is the same without it, hashed by cast.
        UnsignedTransaction legacy = transaction(1, 9, 21_000, new Fees(GWEI.multiply(BigInteger.valueOf(20)), null));

        assertEquals(
                Digest.fromHex("0x421644bf63f3cf55fd2e735f52427ca0df4186bd54661db43c96820b02d36073"),
                legacy.signable().digest());
        assertEquals(
                Bytes.fromHex(
                        "0xf866098504a817c8008252089435353535353535353535353535353535353535358082abcd26a035d95cf581a3cf9d6be2d4e6d888ae92a4e4bcb4cc3294b61d25851964cb7677a04216712e506719e07a2ab421f42c4f31449141a72520c9f92489682b8f18adb5"),
                legacy.signed(key.sign(legacy.signable())).raw());
    }

    @Test
    void isHashedAsEip1559Says() {
        UnsignedTransaction transaction = transaction(31_337, 9, 21_000, new Fees(GWEI.multiply(BigInteger.TWO), GWEI));

        assertEquals(
                Digest.fromHex("0x9310403eed9b9e1992ed09f0073c1577d2d344abfb8319165a698d82e9ff94b3"),
                transaction.signable().digest());
        SignedTransaction signed = transaction.signed(key.sign(transaction.signable()));
        assertEquals(
                Bytes.fromHex(
                        "0x02f86e827a6909843b9aca0084773594008252089435353535353535353535353535353535353535358082abcdc080a0f7e918bd84f584cd016556e661514f77c68b00a48b76a83a096c762e058820ada060696ef8a656b5e383841f00e5be6b5fb7bec4428b0560a660da21efdac2ea61"),
                signed.raw());
        assertEquals(
                Digest.fromHex("0x1f921917d9077ec779e437ad6e84bcff742b507ac90e04f69a772773c7fc22fb"), signed.hash());
    }

    @Test
    void isShownAsASignerTakesIt() {
        UnsignedTransaction transaction = transaction(31_337, 9, 21_000, new Fees(GWEI.multiply(BigInteger.TWO), GWEI));

        assertEquals(
                "{\"from\":\"" + key.address() + "\",\"to\":\"" + CONTRACT
                        + "\",\"nonce\":\"0x9\",\"gas\":\"0x5208\",\"maxFeePerGas\":\"0x77359400\","
                        + "\"maxPriorityFeePerGas\":\"0x3b9aca00\",\"value\":\"0x0\",\"data\":\"0xabcd\","
                        + "\"chainId\":\"0x7a69\"}",
                transaction.signable().json());
    }

    @Test
    void isReadBackAsItWas() {
        for (Fees fees : List.of(new Fees(GWEI, BigInteger.ZERO), new Fees(GWEI, GWEI), new Fees(GWEI, null))) {
            for (long chainId : new long[] {1, 11_155_111}) {
                for (Address to : new @Nullable Address[] {CONTRACT, Address.of(new byte[20]), null}) {
                    for (int length : new int[] {0, 1, 55, 56, 1000}) {
                        UnsignedTransaction transaction = new UnsignedTransaction(
                                key.address(), chainId, 0, 21_000, fees, to, Bytes.of(new byte[length]));

                        assertEquals(transaction, UnsignedTransaction.fromBytes(transaction.toBytes(), chainId));
                        assertEquals(
                                Optional.of(key.sign(transaction.signable())),
                                RawSignature.of(transaction
                                        .signed(key.sign(transaction.signable()))
                                        .raw()));
                    }
                }
            }
        }
    }

    @Test
    void isReadBackFromNothingElse() {
        UnsignedTransaction transaction = transaction(31_337, 9, 21_000, new Fees(GWEI, GWEI));
        byte[] bytes = transaction.toBytes().toByteArray();
        for (int length = 0; length < bytes.length; length++) {
            Bytes cut = Bytes.of(Arrays.copyOf(bytes, length));
            assertThrows(InputException.class, () -> UnsignedTransaction.fromBytes(cut, 31_337));
        }
        Bytes longer = Bytes.of(Arrays.copyOf(bytes, bytes.length + 1));
        assertThrows(InputException.class, () -> UnsignedTransaction.fromBytes(longer, 31_337));
        assertThrows(InputException.class, () -> UnsignedTransaction.fromBytes(transaction.toBytes(), 1));
        Bytes signed = Bytes.of(concat(
                key.address().toByteArray(),
                transaction.signed(key.sign(transaction.signable())).raw().toByteArray()));
        assertThrows(InputException.class, () -> UnsignedTransaction.fromBytes(signed, 31_337));
    }

    @Test
    void takesNoSignatureButItsSenders() {
        UnsignedTransaction transaction = transaction(31_337, 9, 21_000, new Fees(GWEI, GWEI));
        Signature others = LedgerKey.generate().sign(transaction.signable());

        InputException failure = assertThrows(InputException.class, () -> transaction.signed(others));

        assertTrue(failure.subject().contains(key.address().toString()));
    }

    private UnsignedTransaction transaction(long chainId, long nonce, long gas, Fees fees) {
        return new UnsignedTransaction(
                key.address(), chainId, nonce, gas, fees, CONTRACT, Bytes.of(new byte[] {(byte) 0xab, (byte) 0xcd}));
    }

    private static byte[] concat(byte[] one, byte[] other) {
        byte[] all = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, all, one.length, other.length);
        return all;
    }
}
