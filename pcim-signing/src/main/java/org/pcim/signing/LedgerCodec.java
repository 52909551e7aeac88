package org.pcim.signing;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.pcim.error.InputException;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/**
 * Operations that are signed as typed data, as bytes (docs/ledger.md): a mark and a format number, the ledger's id, what
 * the sender signs ({@link LedgerMessage}), then the digest that is signed.
 *
 * <p>There is one form for each message, and every other sequence of bytes is refused. Immutable.
 */
public final class LedgerCodec {

    private static final Bytes MARK = Bytes.of("PCIMop\1".getBytes(StandardCharsets.US_ASCII));
    private static final int MAX_LEDGER_ID = 128;

    private final LedgerId ledger;
    private final LedgerTypedData typedData;

    /** Of operations on this ledger. */
    public LedgerCodec(LedgerId ledger) {
        this.ledger = ledger;
        this.typedData = new LedgerTypedData(ledger);
    }

    /**
     * The operation as it is signed and sent.
     *
     * @throws InputException if it has values that no ledger can take
     */
    public PreparedOperation prepare(LedgerMessage message) {
        Bytes unsigned = Bytes.of(encode(message));
        TypedData signable = typedData.operation(
                message.operation(),
                message.sender(),
                new BigInteger(1, message.nonce().toByteArray()),
                message.deadline());
        Bytes all = Bytes.of(ByteBuffer.allocate(unsigned.length() + Digest.LENGTH)
                .put(unsigned.asByteBuffer())
                .put(signable.digest().bytes().asByteBuffer())
                .array());
        return new PreparedOperation(message.operation(), message.sender(), message.deadline(), signable, all);
    }

    /**
     * Reads back what {@link #prepare} made, and verifies its digest.
     *
     * @throws InputException if it is anything else, or of another ledger
     */
    public PreparedOperation restore(Bytes prepared) {
        PreparedOperation restored = prepare(message(prepared));
        if (!restored.bytes().equals(prepared)) {
            throw LedgerFieldReader.refused("it was changed after it was prepared");
        }
        return restored;
    }

    /**
     * As {@link #restore}, for bytes whose digest was verified before.
     *
     * @throws InputException if they are not of an operation on this ledger
     */
    public LedgerMessage message(Bytes prepared) {
        LedgerFieldReader in = new LedgerFieldReader(prepared.asByteBuffer());
        if (!in.fixed(MARK.length()).equals(MARK)) {
            throw LedgerFieldReader.refused("it is no prepared operation, or one of another release");
        }
        String id = in.text(MAX_LEDGER_ID);
        if (!id.equals(ledger.text())) {
            throw LedgerFieldReader.refused("it is for another ledger than " + ledger);
        }
        Address sender = in.address();
        Digest nonce = in.digest();
        Instant deadline = in.time();
        LedgerOperation operation = new LedgerOperationReader(in, ledger).read();
        in.digest();
        in.end();
        return new LedgerMessage(operation, sender, nonce, deadline);
    }

    private byte[] encode(LedgerMessage message) {
        LedgerOperation operation = message.operation();
        LedgerFieldWriter out = new LedgerFieldWriter(operation.action(), operation.subject());
        out.fixed(MARK)
                .text("the ledger id", ledger.text())
                .fixed(message.sender().bytes())
                .fixed(message.nonce().bytes())
                .time("the deadline", message.deadline());
        new LedgerOperationWriter(out, ledger).write(operation);
        return out.toByteArray();
    }
}
