package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pcim.ethereum.internal.FaultyNode;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.testkit.LedgerWorld;
import org.pcim.testkit.program.AnvilNode;

/** What a page of history costs where blocks are full of the contract's events. */
class HistoryPagesIT {

    private static final int IMAGES = 50;
    private static final int REQUESTERS = 24;
    private static final int PAGE = 300;
    private static final Pattern LOG = Pattern.compile("\"logIndex\"");

    @Test
    void aPageCostsAboutWhatItGives() {
        try (AnvilNode anvil = AnvilNode.start();
                EthereumLedgerHarness harness = EthereumLedgerHarness.paying(anvil);
                FaultyNode counting = FaultyNode.before(anvil.url())) {
            List<RecordedEvent> recorded = blocksFullOfRequests(new LedgerWorld(harness));
            AtomicInteger logs = new AtomicInteger();
            counting.always("eth_getLogs", request -> {
                String answer = request.forward();
                logs.addAndGet((int) LOG.matcher(answer).results().count());
                request.answer(200, answer);
            });
            Cursor first = recorded.get(0).cursor();
            // As opened anew: nothing is known of how full the blocks are.
            try (EthereumAccessLedger ledger = EthereumAccessLedger.builder()
                    .node(counting.url())
                    .chainId(anvil.chainId())
                    .contract(harness.deployed().contract())
                    .since(harness.deployed().block())
                    .confirmations(0)
                    .open()) {
                List<RecordedEvent> read = new ArrayList<>();
                EventPage page = new EventPage(List.of(), new Cursor(first.block() - 1, Integer.MAX_VALUE), false);
                // A page begins and ends within a block, and may ask for one block too many.
                while (!page.last()) {
                    logs.set(0);
                    page = ledger.events(EventFilter.all(), page.next(), PAGE);
                    read.addAll(page.events());
                    assertTrue(
                            logs.get() <= PAGE + 3 * IMAGES,
                            () -> "a page of " + PAGE + " events took " + logs + " logs");
                }
                assertEquals(recorded, read);
            }
        }
    }

    private static List<RecordedEvent> blocksFullOfRequests(LedgerWorld world) {
        LedgerSigner radiologist = world.radiologist();
        LedgerSigner patient = world.participant();
        List<RequestAccess> requests = IntStream.range(0, IMAGES)
                .mapToObj(i -> {
                    CreateContract created = world.createContract(radiologist, world.attestation(radiologist, patient));
                    world.act(patient, created);
                    return new RequestAccess(created.attestation().image(), world.notes());
                })
                .toList();
        List<LedgerSigner> requesters =
                IntStream.range(0, REQUESTERS).mapToObj(i -> world.requester()).toList();
        return requesters.stream()
                .flatMap(requester -> world.act(requester, new RequestAccesses(requests)).stream())
                .toList();
    }
}
