package org.pcim.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.pcim.cipher.ImageCipher;
import org.pcim.ledger.AccessLedger;
import org.pcim.store.ImageStore;

/**
 * What every participant's view of one client works with.
 *
 * @param store where images lie
 * @param ledger who may open them
 * @param cipher how they are encrypted
 * @param verified the ledger, with its answers checked
 * @param certificates the participants' certificates
 * @param texts notes and reasons
 * @param threads the client's threads
 * @param parallel how many there are
 */
public record ClientServices(
        ImageStore store,
        AccessLedger ledger,
        ImageCipher cipher,
        VerifiedLedger verified,
        CertificateDirectory certificates,
        SealedTexts texts,
        Executor threads,
        int parallel) {

    /** Services over these three. */
    public static ClientServices of(
            ImageStore store,
            AccessLedger ledger,
            ImageCipher cipher,
            Clock clock,
            Duration deadline,
            Executor threads,
            int parallel) {
        return new ClientServices(
                store,
                ledger,
                cipher,
                new VerifiedLedger(ledger, clock, deadline),
                new CertificateDirectory(ledger, cipher),
                new SealedTexts(cipher),
                threads,
                parallel);
    }
}
