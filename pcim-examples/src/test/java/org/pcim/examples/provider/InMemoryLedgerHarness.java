package org.pcim.examples.provider;

import java.util.concurrent.atomic.AtomicReference;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.ClockedLedgerHarness;

/** A ledger in memory, whose memory outlives it. */
final class InMemoryLedgerHarness extends ClockedLedgerHarness<InMemoryAccessLedger> {

    InMemoryLedgerHarness() {
        this(LedgerKey.generate(), new AtomicReference<>());
    }

    private InMemoryLedgerHarness(LedgerKey owner, AtomicReference<LedgerMemory> memory) {
        super(
                owner,
                LedgerKey::generate,
                clock -> {
                    memory.set(new LedgerMemory(owner.address(), clock.instant()));
                    return new InMemoryAccessLedger(memory.get(), clock);
                },
                clock -> new InMemoryAccessLedger(memory.get(), clock));
    }
}
