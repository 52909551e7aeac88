package org.pcim.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.pcim.cipher.ImageCipher;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.ImageRecord;
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
 * @param keeping where what opened an image is kept
 * @param threads the client's threads
 */
public record ClientServices(
        ImageStore store,
        AccessLedger ledger,
        ImageCipher cipher,
        VerifiedLedger verified,
        CertificateDirectory certificates,
        SealedTexts texts,
        Keeping keeping,
        Executor threads) {

    /** Services over these three. */
    public static ClientServices of(
            ImageStore store,
            AccessLedger ledger,
            ImageCipher cipher,
            Clock clock,
            Duration deadline,
            Keeping keeping,
            Executor threads) {
        AccessLedger completed = keeping.complete(ledger);
        return new ClientServices(
                store,
                completed,
                cipher,
                new VerifiedLedger(completed, clock, deadline),
                new CertificateDirectory(completed, cipher, keeping),
                new SealedTexts(cipher),
                keeping,
                threads);
    }

    /** Keeps what a patient has of an image of its own. */
    public void keepOwn(ImageRecord image) {
        keeping.keepOwn(ledger, image);
    }
}
