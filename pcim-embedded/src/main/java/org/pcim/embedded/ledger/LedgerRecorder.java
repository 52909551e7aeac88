package org.pcim.embedded.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.PreparedOperation;
import org.pcim.model.Signature;
import org.pcim.signing.LedgerCodec;

/** Records signed operations, within a transaction of its caller. */
final class LedgerRecorder {

    private final LedgerGenesis genesis;
    private final LedgerEntries entries;
    private final LedgerEvents events;
    private final LedgerRules rules;

    LedgerRecorder(Connection transaction, LedgerGenesis genesis, LedgerSignatures signatures, LedgerCodec codec) {
        LedgerSql sql = new LedgerSql(transaction);
        this.genesis = genesis;
        this.entries = new LedgerEntries(sql);
        this.events = new LedgerEvents(sql, codec);
        this.rules = new LedgerRules(sql, genesis.owner(), signatures);
    }

    /**
     * Records an operation whose signature has been verified, unless it is recorded already.
     *
     * @param clock seconds since 1970; the entry's time is this, or that of the newest entry if that is later
     * @throws LedgerRefusalException if it is refused; the caller rolls back
     */
    void record(PreparedOperation operation, Signature signature, long clock) throws SQLException {
        if (entries.number(operation.signable().digest()).isPresent()) {
            return;
        }
        LedgerHead head = entries.head(genesis);
        long now = Math.max(clock, head.time().getEpochSecond());
        LedgerEntry entry = LedgerEntry.after(head, now, operation.signable().digest(), operation.bytes(), signature);
        LedgerCall call = new LedgerCall(operation.operation(), operation.sender(), now, entry.number());
        call.require(now <= operation.deadline().getEpochSecond(), Refusal.DEADLINE_PASSED);
        List<LedgerEvent> brought = rules.apply(call);
        entries.append(entry);
        for (int place = 0; place < brought.size(); place++) {
            events.append(entry.number(), place, brought.get(place));
        }
    }
}
