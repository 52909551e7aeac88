package org.pcim.embedded;

import java.nio.file.Path;
import org.pcim.embedded.ledger.EmbeddedAccessLedger;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.ClockedLedgerHarness;

/** Embedded ledgers for the contract suite. */
public final class EmbeddedLedgerHarness extends ClockedLedgerHarness<EmbeddedAccessLedger> {

    private final Path directory;

    /** A new ledger in this directory, which stays its caller's to remove. */
    public EmbeddedLedgerHarness(Path directory) {
        this(directory, LedgerKey.generate());
    }

    private EmbeddedLedgerHarness(Path directory, LedgerKey owner) {
        super(
                owner,
                LedgerKey::generate,
                clock -> EmbeddedAccessLedger.create(directory, owner.address(), clock),
                clock -> EmbeddedAccessLedger.open(directory, clock));
        this.directory = directory;
    }

    /** Where the ledger is. */
    public Path directory() {
        return directory;
    }
}
