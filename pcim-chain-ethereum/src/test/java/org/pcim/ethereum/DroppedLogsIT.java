package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.Identity;
import org.pcim.OwnImage;
import org.pcim.PcimClient;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.error.PrunedEventException;
import org.pcim.ethereum.internal.FaultyNode;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.testkit.LedgerWorld;
import org.pcim.testkit.program.AnvilNode;

/** What a patient still sees where a node has dropped the logs of a block. */
class DroppedLogsIT {

    @TempDir
    private Path folder;

    @Test
    void thePatientSeesTheOtherImages() {
        try (AnvilNode anvil = AnvilNode.start();
                EthereumLedgerHarness harness = EthereumLedgerHarness.paying(anvil);
                FaultyNode pruned = FaultyNode.before(anvil.url());
                EmbeddedImageStore store = EmbeddedImageStore.open(folder)) {
            LedgerWorld world = new LedgerWorld(harness);
            LedgerSigner radiologist = world.radiologist();
            LedgerSigner patient = world.participant();
            RecordedEvent dropped = register(world, radiologist, patient);
            RecordedEvent kept = register(world, radiologist, patient);
            String block = harness.ledger()
                    .block(dropped.cursor().block())
                    .orElseThrow()
                    .hash()
                    .toString();
            // As a node that has dropped one block's logs, behind a provider whose other nodes answer for ranges.
            pruned.always("eth_getLogs", request -> {
                boolean isDropped = request.body().contains(block);
                FaultyNode.Fault answer =
                        isDropped ? FaultyNode.result("[]") : asked -> asked.answer(200, asked.forward());
                answer.answer(request);
            });

            try (EthereumAccessLedger ledger = EthereumAccessLedger.builder()
                            .node(pruned.url())
                            .chainId(anvil.chainId())
                            .contract(harness.deployed().contract())
                            .since(harness.deployed().block())
                            .confirmations(0)
                            .open();
                    PcimClient pcim = PcimClient.builder()
                            .store(store)
                            .ledger(ledger)
                            .cipher(new OpenPgpImageCipher())
                            .build()) {
                List<OwnImage> images = pcim.patient(
                                Identity.of(patient, OpenPgpKeys.generate(KeyParameters.withoutName(Instant.now()))))
                        .images();

                assertEquals(
                        List.of(dropped.time(), kept.time()),
                        images.stream().map(OwnImage::registered).toList());
                assertEquals(
                        List.of(1, 1), images.stream().map(OwnImage::version).toList());
                assertNull(images.get(0).record());
                assertInstanceOf(PrunedEventException.class, images.get(0).unreadable());
                assertNotNull(images.get(1).record());
                assertNull(images.get(1).unreadable());
            }
        }
    }

    private static RecordedEvent register(LedgerWorld world, LedgerSigner radiologist, LedgerSigner patient) {
        CreateContract operation = world.createContract(radiologist, world.attestation(radiologist, patient));
        return world.act(patient, operation).get(0);
    }
}
