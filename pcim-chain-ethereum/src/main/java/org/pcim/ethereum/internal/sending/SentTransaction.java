package org.pcim.ethereum.internal.sending;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.error.LedgerException;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * A transaction that was sent and is not in the chain for good yet, with those that replaced it under the same nonce.
 *
 * <p>Safe for use by many threads.
 */
final class SentTransaction {

    private final @Nullable Digest operation;
    private final List<SignedTransaction> attempts = new ArrayList<>();
    private long sentAt;
    private @Nullable LedgerException failure;

    /**
     * The first attempt.
     *
     * @param operation which operation a payer pays with it; null if it is its sender's own
     * @param block the number of the newest block now
     */
    SentTransaction(SignedTransaction transaction, @Nullable Digest operation, long block) {
        this.operation = operation;
        this.sentAt = block;
        attempts.add(transaction);
    }

    Address sender() {
        return current().unsigned().sender();
    }

    long nonce() {
        return current().unsigned().nonce();
    }

    @Nullable Digest operation() {
        return operation;
    }

    /** The hash by which it is known to who sent it. */
    Digest name() {
        return hashes().get(0);
    }

    /** The number of the newest block when the last attempt was made. */
    synchronized long sentAt() {
        return sentAt;
    }

    /** The attempt that pays most. */
    synchronized SignedTransaction current() {
        return attempts.get(attempts.size() - 1);
    }

    /** All attempts' hashes; any of them may be the one in the chain. */
    synchronized List<Digest> hashes() {
        return attempts.stream().map(SignedTransaction::hash).toList();
    }

    synchronized void replaceBy(SignedTransaction transaction, long block) {
        attempts.add(transaction);
        sentAt = block;
    }

    /** Why it is not sent any more, if it is not. */
    synchronized Optional<LedgerException> failure() {
        return Optional.ofNullable(failure);
    }

    synchronized void fail(LedgerException reason) {
        failure = reason;
    }
}
