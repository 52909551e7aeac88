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

    private final Map<OperationId, LedgerOperation> sent = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OperationId, LedgerOperation> eldest) {
            return size() > KEPT;
        }
    });

    /** Nothing yet. */
    public SentOperations() {}

    void add(OperationId id, LedgerOperation operation) {
        sent.put(id, operation);
    }

    boolean isSent(OperationId id) {
        return sent.containsKey(id);
    }

    Optional<LedgerOperation> find(OperationId id) {
        return Optional.ofNullable(sent.get(id));
    }
}
