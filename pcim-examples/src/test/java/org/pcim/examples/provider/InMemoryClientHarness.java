package org.pcim.examples.provider;

import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.testkit.AssembledHarness;

/** The store and the ledger in memory, with the OpenPGP cipher. */
final class InMemoryClientHarness extends AssembledHarness {

    InMemoryClientHarness() {
        this(new InMemoryLedgerHarness());
    }

    private InMemoryClientHarness(InMemoryLedgerHarness ledger) {
        super(
                new InMemoryImageStore(new BlockMemory()),
                ledger,
                ledger.clock(),
                OpenPgpImageCipher::new,
                (from, userIds) -> OpenPgpKeys.generate(KeyParameters.named(from, userIds)));
    }
}
