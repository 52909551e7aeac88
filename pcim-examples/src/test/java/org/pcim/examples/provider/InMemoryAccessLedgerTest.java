package org.pcim.examples.provider;

import java.time.Duration;
import java.time.Instant;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.AccessLedgerContract;
import org.pcim.testkit.LedgerHarness;

class InMemoryAccessLedgerTest extends AccessLedgerContract {

    @Override
    protected LedgerHarness newHarness() {
        MovableClock clock = new MovableClock();
        LedgerKey owner = LedgerKey.generate();
        LedgerMemory memory = new LedgerMemory(owner.address(), clock.instant());
        return new LedgerHarness() {
            private AccessLedger ledger = new InMemoryAccessLedger(memory, clock);

            @Override
            public AccessLedger ledger() {
                return ledger;
            }

            @Override
            public LedgerSigner owner() {
                return owner;
            }

            @Override
            public LedgerSigner newParticipant() {
                return LedgerKey.generate();
            }

            @Override
            public Instant now() {
                return memory.now(clock.instant());
            }

            @Override
            public void advance(Duration by) {
                clock.move(by);
            }

            @Override
            public AccessLedger reopen() {
                ledger = new InMemoryAccessLedger(memory, clock);
                return ledger;
            }

            @Override
            public void close() {
                // The garbage collector takes it.
            }
        };
    }
}
