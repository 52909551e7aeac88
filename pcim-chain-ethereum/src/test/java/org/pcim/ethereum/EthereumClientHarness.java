package org.pcim.ethereum;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.pcim.Identity;
import org.pcim.cipher.ImageCipher;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;
import org.pcim.store.ImageStore;
import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.program.AnvilNode;

/** The embedded store and the OpenPGP cipher with a contract on a chain. */
final class EthereumClientHarness implements ClientHarness {

    private final EthereumLedgerHarness chain;
    private final ChainClock clock;
    private final ImageCipher cipher;
    private final ImageStore store;

    EthereumClientHarness(Path folder, EthereumLedgerHarness chain) {
        this.chain = chain;
        this.clock = new ChainClock(chain);
        this.cipher = new OpenPgpImageCipher(clock);
        this.store = EmbeddedImageStore.open(folder.resolve("store"));
    }

    /** A chain that begins in the past, so that its clock can be moved and yet no key is made in the future. */
    static AnvilNode startAnvil() {
        Instant begin = Instant.now().minus(Duration.ofDays(400));
        return AnvilNode.start("--timestamp", Long.toString(begin.getEpochSecond()));
    }

    @Override
    public ImageStore store() {
        return store;
    }

    @Override
    public AccessLedger ledger() {
        return chain.ledger();
    }

    @Override
    public ImageCipher cipher() {
        return cipher;
    }

    @Override
    public LedgerSigner owner() {
        return chain.owner();
    }

    @Override
    public LedgerSigner newSigner() {
        return chain.newInstitution();
    }

    @Override
    public Identity newPatient() {
        return Identity.of(chain.newParticipant(), OpenPgpKeys.generate(KeyParameters.withoutName(clock.instant())));
    }

    @Override
    public Identity newProfessional(String userId) {
        return Identity.of(chain.newParticipant(), OpenPgpKeys.generate(KeyParameters.named(clock.instant(), userId)));
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void advance(Duration by) {
        chain.advance(by);
        clock.adjust();
    }

    @Override
    public void close() {
        chain.close();
        store.close();
    }

    /** Goes as the chain's, which is asked only when it was moved. */
    private static final class ChainClock extends Clock {

        private final EthereumLedgerHarness chain;
        private volatile Duration offset = Duration.ZERO;

        ChainClock(EthereumLedgerHarness chain) {
            this.chain = chain;
            adjust();
        }

        private void adjust() {
            offset = Duration.between(Instant.now(), chain.now());
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(offset);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(instant(), zone);
        }
    }
}
