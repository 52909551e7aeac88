package org.pcim.embedded.ledger;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.pcim.ledger.LedgerHead;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.Signature;

/**
 * A recorded operation.
 *
 * @param number from 1, without a gap
 * @param time the ledger's time in seconds since 1970
 * @param digest what the sender signed
 * @param operation the prepared operation
 * @param signature the sender's
 * @param hash SHA-256 of the previous entry's hash and of all of this, so that it covers everything before it
 */
record LedgerEntry(long number, long time, Digest digest, Bytes operation, Signature signature, Digest hash) {

    /** The entry that follows on this head. */
    static LedgerEntry after(LedgerHead head, long time, Digest digest, Bytes operation, Signature signature) {
        long number = head.block() + 1;
        Digest hash = Digest.sha256(
                head.hash().toByteArray(),
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(number)
                        .putLong(time)
                        .array(),
                digest.toByteArray(),
                Digest.sha256(operation.toByteArray()).toByteArray(),
                Digest.sha256(signature.toByteArray()).toByteArray());
        return new LedgerEntry(number, time, digest, operation, signature, hash);
    }

    LedgerHead head() {
        return new LedgerHead(number, Instant.ofEpochSecond(time), hash);
    }
}
