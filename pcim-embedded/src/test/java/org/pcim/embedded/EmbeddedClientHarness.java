package org.pcim.embedded;

import java.nio.file.Path;
import org.pcim.PcimClient;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.store.ImageStore;
import org.pcim.testkit.AssembledHarness;

/** The embedded store and ledger with the OpenPGP cipher, in a folder. */
final class EmbeddedClientHarness extends AssembledHarness {

    EmbeddedClientHarness(Path folder) {
        this(folder, EmbeddedImageStore.open(folder.resolve("store")));
    }

    EmbeddedClientHarness(Path folder, ImageStore store) {
        this(store, new EmbeddedLedgerHarness(folder.resolve("ledger")));
    }

    private EmbeddedClientHarness(ImageStore store, EmbeddedLedgerHarness ledger) {
        super(
                store,
                ledger,
                ledger.clock(),
                OpenPgpImageCipher::new,
                (from, userIds) -> OpenPgpKeys.generate(KeyParameters.named(from, userIds)));
    }

    /** A client on its store and its ledger. */
    PcimClient newClient() {
        return PcimClient.builder()
                .store(store())
                .ledger(ledger())
                .cipher(cipher())
                .clock(clock())
                .build();
    }
}
