package org.pcim.ethereum;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.testkit.AssembledHarness;
import org.pcim.testkit.program.AnvilNode;

/** The embedded store and the OpenPGP cipher with a contract on a chain. */
final class EthereumClientHarness extends AssembledHarness {

    EthereumClientHarness(Path folder, EthereumLedgerHarness chain) {
        super(
                EmbeddedImageStore.open(folder.resolve("store")),
                chain,
                chain.clock(),
                OpenPgpImageCipher::new,
                (from, userIds) -> OpenPgpKeys.generate(KeyParameters.named(from, userIds)));
    }

    /** A chain that begins in the past, so that its clock can be moved and yet no key is made in the future. */
    static AnvilNode startAnvil() {
        Instant begin = Instant.now().minus(Duration.ofDays(400));
        return AnvilNode.start("--timestamp", Long.toString(begin.getEpochSecond()));
    }
}
