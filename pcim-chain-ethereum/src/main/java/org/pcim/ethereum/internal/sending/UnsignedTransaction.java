package org.pcim.ethereum.internal.sending;

import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.ledger.LedgerTransaction;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.Signature;
import org.pcim.signing.EcdsaSignatures;
import org.pcim.signing.Keccak256;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign.SignatureData;
import org.web3j.crypto.TransactionDecoder;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.crypto.transaction.type.Transaction1559;
import org.web3j.utils.Numeric;

/**
 * A transaction that its sender has not signed yet: of type 2 (EIP-1559), or a legacy one with its chain's id (EIP-155) on
 * a chain without a base fee. It sends no ether.
 *
 * @param sender who is to sign and to pay it
 * @param chainId of EIP-155
 * @param nonce how many transactions of the sender come before it
 * @param gas how much it may take
 * @param fees what it pays for each unit of gas
 * @param to the contract that it calls; null if it makes one
 * @param data the call, or the code that makes the contract
 */
public record UnsignedTransaction(
        Address sender,
        long chainId,
        long nonce,
        long gas,
        Fees fees,
        @Nullable Address to,
        Bytes data) {

    private static final int WORD = 32;
    private static final int V_FIRST = 27;
    /** Of legacy transactions, before twice the chain's id (EIP-155). */
    private static final int V_LEGACY = 35;

    /** What the sender signs. */
    public LedgerTransaction signable() {
        return new LedgerTransaction(Digest.of(Keccak256.hash(encode())), TransactionJson.of(this));
    }

    /**
     * The same transaction with its sender's signature.
     *
     * @throws InputException if the signature is not the sender's
     */
    public SignedTransaction signed(Signature signature) {
        Digest digest = Digest.of(Keccak256.hash(encode()));
        if (!EcdsaSignatures.verify(sender, digest, signature)) {
            throw new InputException("send transaction", "of " + sender, "its signature is not the sender's");
        }
        byte[] rsv = signature.toByteArray();
        int parity = rsv[2 * WORD] - V_FIRST;
        byte[] v = fees.tip() == null
                ? unsigned(BigInteger.valueOf(chainId).shiftLeft(1).add(BigInteger.valueOf(V_LEGACY + parity)))
                // Web3j takes 27 and 28 also here, and writes the parity.
                : new byte[] {(byte) (V_FIRST + parity)};
        byte[] raw = TransactionEncoder.encode(
                transaction(), new SignatureData(v, Arrays.copyOf(rsv, WORD), Arrays.copyOfRange(rsv, WORD, 2 * WORD)));
        return new SignedTransaction(this, Bytes.of(raw), Digest.of(Keccak256.hash(raw)));
    }

    /** The same with other fees. */
    UnsignedTransaction withFees(Fees others) {
        return new UnsignedTransaction(sender, chainId, nonce, gas, others, to, data);
    }

    /** All of it, for {@link #fromBytes}: the sender's address, and the transaction as it is hashed to be signed. */
    public Bytes toBytes() {
        byte[] encoded = encode();
        byte[] all = Arrays.copyOf(sender.toByteArray(), Address.LENGTH + encoded.length);
        System.arraycopy(encoded, 0, all, Address.LENGTH, encoded.length);
        return Bytes.of(all);
    }

    /**
     * Reads back {@link #toBytes()}.
     *
     * @param chainId of the chain that it has to be for
     * @throws InputException if they are anything else
     */
    public static UnsignedTransaction fromBytes(Bytes bytes, long chainId) {
        try {
            byte[] all = bytes.toByteArray();
            UnsignedTransaction read = read(
                    Address.of(Arrays.copyOf(all, Address.LENGTH)),
                    chainId,
                    Arrays.copyOfRange(all, Address.LENGTH, all.length));
            if (read.toBytes().equals(bytes)) {
                return read;
            }
        } catch (RuntimeException e) {
            throw notOurs(e);
        }
        throw notOurs(null);
    }

    private static UnsignedTransaction read(Address sender, long chainId, byte[] encoded) {
        RawTransaction raw = TransactionDecoder.decode(Numeric.toHexString(encoded));
        Fees fees = raw.getTransaction() instanceof Transaction1559 it
                ? new Fees(it.getMaxFeePerGas(), it.getMaxPriorityFeePerGas())
                : new Fees(raw.getGasPrice(), null);
        String to = raw.getTo();
        return new UnsignedTransaction(
                sender,
                chainId,
                raw.getNonce().longValueExact(),
                raw.getGasLimit().longValueExact(),
                fees,
                to == null || to.length() <= 2 ? null : Address.parse(to),
                Bytes.fromHex(raw.getData()));
    }

    private static InputException notOurs(@Nullable Throwable cause) {
        return new InputException(
                "read prepared transaction",
                "",
                "it is cut off, changed, or for another chain; use it as it was prepared",
                cause);
    }

    private byte[] encode() {
        return fees.tip() == null
                ? TransactionEncoder.encode(transaction(), chainId)
                : TransactionEncoder.encode(transaction());
    }

    private RawTransaction transaction() {
        BigInteger number = BigInteger.valueOf(nonce);
        BigInteger limit = BigInteger.valueOf(gas);
        String target = to == null ? "" : to.toString();
        String call = "0x" + data.toHex();
        return fees.tip() == null
                ? RawTransaction.createTransaction(number, fees.maxFee(), limit, target, BigInteger.ZERO, call)
                : RawTransaction.createTransaction(
                        chainId, number, limit, target, BigInteger.ZERO, call, fees.tip(), fees.maxFee());
    }

    private static byte[] unsigned(BigInteger number) {
        return Numeric.toBytesPadded(number, (number.bitLength() + Byte.SIZE - 1) / Byte.SIZE);
    }
}
