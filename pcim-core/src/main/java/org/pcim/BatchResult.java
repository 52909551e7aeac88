package org.pcim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pcim.error.PcimException;

/**
 * What came of several things that went to the ledger together.
 *
 * @param <I> what was asked for
 * @param <R> what came of it
 * @param done those that are recorded
 * @param refused those that were left out, each with the reason: a {@link org.pcim.error.LedgerRefusalException} if the
 *     ledger refused it
 */
public record BatchResult<I, R>(List<R> done, Map<I, PcimException> refused) {

    /** Copies both. */
    public BatchResult {
        done = List.copyOf(done);
        refused = Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    }

    /** Whether nothing was left out. */
    public boolean isComplete() {
        return refused.isEmpty();
    }
}
