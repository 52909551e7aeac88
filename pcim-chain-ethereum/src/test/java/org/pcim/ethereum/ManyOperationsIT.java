package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.ImageId;
import org.pcim.testkit.LedgerWorld;
import org.pcim.testkit.program.AnvilNode;

/** Many operations of one key on their way at once, on a chain that makes a block every second. */
class ManyOperationsIT {

    private static final int COUNT = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @AutoClose
    private AnvilNode anvil;

    @BeforeEach
    void startAnvil() {
        anvil = AnvilNode.start();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void twoHundredApprovalsOfOneKeyAreOnTheirWay(boolean sponsored) {
        try (EthereumLedgerHarness harness =
                sponsored ? EthereumLedgerHarness.sponsored(anvil) : EthereumLedgerHarness.paying(anvil)) {
            LedgerWorld world = new LedgerWorld(harness);
            LedgerSigner radiologist = world.radiologist();
            LedgerSigner requester = world.requester();
            LedgerSigner patient = world.participant();
            anvil.mineAtOnce(false);
            anvil.mineEvery(Duration.ofSeconds(1));

            List<CreateContract> deposits = IntStream.range(0, COUNT)
                    .mapToObj(i -> world.createContract(radiologist, world.attestation(radiologist, patient)))
                    .toList();
            perform(harness, patient, deposits);
            List<RequestAccess> requests = deposits.stream()
                    .map(it -> new RequestAccess(it.attestation().image(), world.notes()))
                    .toList();
            int half = COUNT / 2;
            perform(
                    harness,
                    requester,
                    List.of(
                            new RequestAccesses(requests.subList(0, half)),
                            new RequestAccesses(requests.subList(half, COUNT))));
            List<RecordedEvent> approvals = perform(
                    harness,
                    patient,
                    requests.stream()
                            .map(it -> new ApproveRequester(
                                    it.image(), requester.address(), world.grant(Duration.ofDays(1))))
                            .toList());

            List<RecordedEvent> recorded = world.events(EventFilter.all().kinds(Set.of(RequestApproved.class)));
            assertEquals(COUNT, recorded.size());
            assertEquals(new HashSet<>(approvals), new HashSet<>(recorded));
            assertEquals(COUNT, images(recorded).size());
        }
    }

    /** Sends all before it awaits the first. */
    private static List<RecordedEvent> perform(
            EthereumLedgerHarness harness, LedgerSigner sender, List<? extends LedgerOperation> operations) {
        List<OperationId> sent = new ArrayList<>();
        for (LedgerOperation operation : operations) {
            PreparedOperation prepared = harness.ledger().prepare(operation, sender.address());
            sent.add(harness.ledger().submit(prepared, sender.sign(prepared.signable())));
        }
        return sent.stream()
                .flatMap(id -> harness.ledger().await(id, PATIENCE).stream())
                .toList();
    }

    private static Set<ImageId> images(List<RecordedEvent> approvals) {
        Function<RecordedEvent, ImageId> image = it -> ((RequestApproved) it.event()).image();
        return new HashSet<>(approvals.stream().map(image).toList());
    }
}
