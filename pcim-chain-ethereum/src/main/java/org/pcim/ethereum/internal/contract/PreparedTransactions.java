package org.pcim.ethereum.internal.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.pcim.error.InputException;
import org.pcim.ethereum.internal.sending.UnsignedTransaction;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.PreparedOperation;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;
import org.pcim.signing.LedgerCodec;
import org.pcim.signing.LedgerMessage;

/**
 * Operations that go as their sender's own transaction, as bytes: a mark and a format number, the length (4 bytes) of the
 * operation as typed data with a nonce of zero, this, the transaction, and the digest that is signed.
 *
 * <p>There is one form for each, and every other sequence of bytes is refused.
 */
public final class PreparedTransactions {

    private static final byte[] MARK = "PCIMtx\1".getBytes(StandardCharsets.US_ASCII);
    private static final Digest NO_NONCE = Digest.of(new byte[Digest.LENGTH]);

    private final LedgerCodec codec;
    private final Address contract;
    private final long chainId;

    /** Of operations on this ledger. */
    public PreparedTransactions(LedgerId ledger, long chainId, Address contract) {
        this.codec = new LedgerCodec(ledger);
        this.contract = contract;
        this.chainId = chainId;
    }

    /**
     * An operation with its transaction.
     *
     * @param operation what is signed and sent
     * @param transaction its call, which is what is signed
     */
    public record Prepared(PreparedOperation operation, UnsignedTransaction transaction) {}

    /** Whether these bytes are meant to be of an operation that goes as a transaction. */
    public static boolean isTransaction(Bytes prepared) {
        return prepared.length() >= MARK.length
                && Arrays.equals(Arrays.copyOf(prepared.toByteArray(), MARK.length), MARK);
    }

    /**
     * Refuses what no ledger can hold.
     *
     * @throws InputException if the operation has a value that no ledger can hold, or is for another ledger
     */
    public void require(LedgerOperation operation, Address sender, Instant deadline) {
        message(operation, sender, deadline);
    }

    /** The operation as it is signed and sent. */
    public Prepared prepare(LedgerOperation operation, Instant deadline, UnsignedTransaction transaction) {
        byte[] message = message(operation, transaction.sender(), deadline);
        byte[] unsigned = transaction.toBytes().toByteArray();
        byte[] digest = transaction.signable().digest().toByteArray();
        byte[] all = ByteBuffer.allocate(MARK.length + Integer.BYTES + message.length + unsigned.length + digest.length)
                .put(MARK)
                .putInt(message.length)
                .put(message)
                .put(unsigned)
                .put(digest)
                .array();
        return new Prepared(
                new PreparedOperation(operation, transaction.sender(), deadline, transaction.signable(), Bytes.of(all)),
                transaction);
    }

    /**
     * Reads back what {@link #prepare} made.
     *
     * @throws InputException if it is anything else, or of another ledger
     */
    public Prepared restore(Bytes prepared) {
        ByteBuffer in = prepared.asByteBuffer();
        take(in, MARK.length);
        int length = in.remaining() < Integer.BYTES ? -1 : in.getInt();
        LedgerMessage message = codec.message(Bytes.of(take(in, length)));
        Bytes unsigned = Bytes.of(take(in, in.remaining() - Digest.LENGTH));
        UnsignedTransaction transaction = UnsignedTransaction.fromBytes(unsigned, chainId);
        boolean fits = transaction.sender().equals(message.sender())
                && contract.equals(transaction.to())
                && transaction.data().equals(ContractCalls.own(message.operation()));
        if (!fits) {
            throw refused("its transaction is not the call of its operation");
        }
        Prepared restored = prepare(message.operation(), message.deadline(), transaction);
        if (!restored.operation.bytes().equals(prepared)) {
            throw refused("it was changed after it was prepared");
        }
        return restored;
    }

    private byte[] message(LedgerOperation operation, Address sender, Instant deadline) {
        return codec.prepare(new LedgerMessage(operation, sender, NO_NONCE, deadline))
                .bytes()
                .toByteArray();
    }

    private static byte[] take(ByteBuffer in, int length) {
        if (length < 0 || in.remaining() < length) {
            throw refused("it is cut off");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static InputException refused(String reason) {
        return new InputException("read prepared operation", "", reason);
    }
}
