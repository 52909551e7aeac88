package org.pcim.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.pcim.Identity;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;
import org.pcim.store.ImageStore;

/** A {@link ClientHarness} made of a store, a ledger's harness, and a cipher. */
public class AssembledHarness implements ClientHarness {

    private final ImageStore store;
    private final LedgerHarness ledger;
    private final Clock clock;
    private final ImageCipher cipher;
    private final Keys keys;

    /** Makes keys for the cipher. */
    @FunctionalInterface
    public interface Keys {

        /** Fresh keys that are valid from this time on, whose certificate has these User IDs, or none. */
        CipherIdentity generate(Instant from, String... userIds);
    }

    /**
     * Of these parts, which it closes.
     *
     * @param clock goes with the ledger's
     * @param cipher makes a cipher that takes its time from this clock
     */
    public AssembledHarness(
            ImageStore store, LedgerHarness ledger, Clock clock, Function<Clock, ImageCipher> cipher, Keys keys) {
        this.store = store;
        this.ledger = ledger;
        this.clock = clock;
        this.cipher = cipher.apply(clock);
        this.keys = keys;
    }

    @Override
    public final ImageStore store() {
        return store;
    }

    @Override
    public final AccessLedger ledger() {
        return ledger.ledger();
    }

    @Override
    public final ImageCipher cipher() {
        return cipher;
    }

    @Override
    public final LedgerSigner owner() {
        return ledger.owner();
    }

    @Override
    public final LedgerSigner newSigner() {
        return ledger.newInstitution();
    }

    @Override
    public final Identity newPatient() {
        return Identity.of(ledger.newParticipant(), keys.generate(clock.instant()));
    }

    @Override
    public final Identity newProfessional(String userId) {
        return Identity.of(ledger.newParticipant(), keys.generate(clock.instant(), userId));
    }

    @Override
    public final Clock clock() {
        return clock;
    }

    @Override
    public final void advance(Duration by) {
        ledger.advance(by);
    }

    @Override
    public final void close() {
        ledger.close();
        store.close();
    }
}
