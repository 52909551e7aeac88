package org.pcim.ethereum.internal.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.OperationId;

/**
 * What this process has sent last, so that who awaits it need not look for it, and hears what was refused.
 *
 * <p>Safe for use by many threads.
 */
public final class SentOperations {

    private static final int KEPT = 10_000;

    private final Map<OperationId, Sent> sent = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OperationId, Sent> eldest) {
            return size() > KEPT;
        }
    });

    private record Sent(LedgerOperation operation, boolean isTransaction) {}

    /** Nothing yet. */
    public SentOperations() {}

    /** One that goes as its sender's own transaction, whose hash is its id. */
    void addTransaction(OperationId id, LedgerOperation operation) {
        sent.put(id, new Sent(operation, true));
    }

    /** A signed call that a payer sends. */
    void addSignedCall(OperationId id, LedgerOperation operation) {
        sent.put(id, new Sent(operation, false));
    }

    boolean isTransaction(OperationId id) {
        Sent known = sent.get(id);
        return known != null && known.isTransaction;
    }

    Optional<LedgerOperation> find(OperationId id) {
        return Optional.ofNullable(sent.get(id)).map(Sent::operation);
    }
}
