package org.pcim.examples.quickstart;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.pcim.Identity;
import org.pcim.cipher.CipherIdentity;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.crypto.PassphraseCost;
import org.pcim.model.Address;
import org.pcim.signing.LedgerKey;
import org.pcim.signing.LedgerKeyFile;
import org.pcim.signing.ScryptCost;

/**
 * Somebody in the demonstration, with fresh keys.
 *
 * <p>The keys are written to files, and since this is a demonstration, the passphrase beside them.
 */
final class Participant implements AutoCloseable {

    private static final String PASSPHRASE_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
    private static final int PASSPHRASE_LENGTH = 24;

    private final String name;
    private final LedgerKey ledgerKey;
    private final CipherIdentity keys;

    private Participant(String name, LedgerKey ledgerKey, CipherIdentity keys) {
        this.name = name;
        this.ledgerKey = ledgerKey;
        this.keys = keys;
    }

    /** Makes somebody's keys and writes them. */
    static Participant create(String name, KeyParameters parameters, WorkFolder work) {
        Participant participant = new Participant(name, LedgerKey.generate(), OpenPgpKeys.generate(parameters));
        participant.write(work);
        return participant;
    }

    /** A patient, whose certificate names nobody. */
    static KeyParameters unnamed() {
        return KeyParameters.withoutName(Instant.now());
    }

    /** Somebody whose certificate says who it is. */
    static KeyParameters named(String userId) {
        return KeyParameters.named(Instant.now(), userId);
    }

    String name() {
        return name;
    }

    Address address() {
        return ledgerKey.address();
    }

    LedgerKey ledgerKey() {
        return ledgerKey;
    }

    CipherIdentity keys() {
        return keys;
    }

    Identity identity() {
        return Identity.of(ledgerKey, keys);
    }

    private void write(WorkFolder work) {
        Path folder = work.keys();
        String passphrase = passphrase();
        work.write(folder.resolve(name + ".passphrase"), passphrase);
        work.write(folder.resolve(name + ".pub.asc"), OpenPgpKeys.armour(keys.certificate()));
        work.write(
                folder.resolve(name + ".sec.asc"),
                OpenPgpKeys.exportLocked(keys, passphrase.toCharArray(), PassphraseCost.demonstration()));
        LedgerKeyFile.write(
                folder.resolve(name + ".ledger.json"), ledgerKey, passphrase.toCharArray(), ScryptCost.demonstration());
    }

    private static String passphrase() {
        SecureRandom random = new SecureRandom();
        StringBuilder passphrase = new StringBuilder(PASSPHRASE_LENGTH);
        for (int i = 0; i < PASSPHRASE_LENGTH; i++) {
            passphrase.append(PASSPHRASE_LETTERS.charAt(random.nextInt(PASSPHRASE_LETTERS.length())));
        }
        return passphrase.toString();
    }

    @Override
    public void close() {
        keys.close();
        ledgerKey.close();
    }
}
