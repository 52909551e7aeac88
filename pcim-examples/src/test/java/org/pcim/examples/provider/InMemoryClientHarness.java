package org.pcim.examples.provider;

import java.time.Clock;
import java.time.Duration;
import org.pcim.Identity;
import org.pcim.cipher.ImageCipher;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;
import org.pcim.signing.LedgerKey;
import org.pcim.store.ImageStore;
import org.pcim.testkit.ClientHarness;

/** The store and the ledger in memory, with the OpenPGP cipher. */
final class InMemoryClientHarness implements ClientHarness {

    private final MovableClock clock = new MovableClock();
    private final LedgerKey owner = LedgerKey.generate();
    private final ImageCipher cipher = new OpenPgpImageCipher(clock);
    private final ImageStore store = new InMemoryImageStore(new BlockMemory());
    private final AccessLedger ledger =
            new InMemoryAccessLedger(new LedgerMemory(owner.address(), clock.instant()), clock);

    @Override
    public ImageStore store() {
        return store;
    }

    @Override
    public AccessLedger ledger() {
        return ledger;
    }

    @Override
    public ImageCipher cipher() {
        return cipher;
    }

    @Override
    public LedgerSigner owner() {
        return owner;
    }

    @Override
    public LedgerSigner newSigner() {
        return LedgerKey.generate();
    }

    @Override
    public Identity newPatient() {
        return Identity.of(LedgerKey.generate(), OpenPgpKeys.generate(KeyParameters.withoutName(clock.instant())));
    }

    @Override
    public Identity newProfessional(String userId) {
        return Identity.of(LedgerKey.generate(), OpenPgpKeys.generate(KeyParameters.named(clock.instant(), userId)));
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void advance(Duration by) {
        clock.move(by);
    }

    @Override
    public void close() {
        ledger.close();
        store.close();
    }
}
