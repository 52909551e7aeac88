package org.pcim.ledger;

import java.util.List;
import org.pcim.error.InputException;

/** What holds for the items of every batch. An item's subject names what it is about, so it must not occur twice. */
final class Batch {

    private Batch() {}

    static void require(String action, List<? extends LedgerOperation> items) {
        if (items.isEmpty()) {
            throw new InputException(action, "", "there are none");
        }
        if (items.size() > LedgerOperation.MAX_BATCH) {
            throw new InputException(
                    action,
                    "",
                    "there are " + items.size() + ", and one operation has " + LedgerOperation.MAX_BATCH
                            + " at most; use several");
        }
        if (items.stream().map(LedgerOperation::subject).distinct().count() < items.size()) {
            throw new InputException(action, "", "one of them is named twice");
        }
    }

    static String subject(List<? extends LedgerOperation> items) {
        String first = items.get(0).subject();
        return items.size() == 1 ? first : first + " and " + (items.size() - 1) + " more";
    }
}
