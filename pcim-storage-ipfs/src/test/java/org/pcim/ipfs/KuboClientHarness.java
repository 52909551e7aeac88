package org.pcim.ipfs;

import java.nio.file.Path;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.embedded.ledger.EmbeddedAccessLedger;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.AssembledHarness;
import org.pcim.testkit.ClockedLedgerHarness;
import org.pcim.testkit.program.KuboNode;

/** A store on a node that tests share, with an embedded ledger and the OpenPGP cipher. */
final class KuboClientHarness extends AssembledHarness {

    KuboClientHarness(KuboNode node, Path folder) {
        this(node, ledger(folder.resolve("ledger"), LedgerKey.generate()));
    }

    private KuboClientHarness(KuboNode node, ClockedLedgerHarness<EmbeddedAccessLedger> ledger) {
        super(
                KuboStoreHarness.store(node),
                ledger,
                ledger.clock(),
                OpenPgpImageCipher::new,
                (from, userIds) -> OpenPgpKeys.generate(KeyParameters.named(from, userIds)));
    }

    private static ClockedLedgerHarness<EmbeddedAccessLedger> ledger(Path directory, LedgerKey owner) {
        return new ClockedLedgerHarness<>(
                owner,
                LedgerKey::generate,
                clock -> EmbeddedAccessLedger.create(directory, owner.address(), clock),
                clock -> EmbeddedAccessLedger.open(directory, clock));
    }
}
