package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pcim.error.Refusal;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.signing.LedgerKey;
import org.pcim.testkit.LedgerWorld;
import org.pcim.testkit.program.AnvilNode;

/** A contract whose owner has handed it over, which its events do not say. */
class OwnershipIT {

    private static final String TRANSFER_OWNERSHIP = "f2fde38b";
    private static final String ACCEPT_OWNERSHIP = "79ba5097";

    @AutoClose
    private static AnvilNode anvil;

    @BeforeAll
    static void startAnvil() {
        anvil = AnvilNode.start();
    }

    @Test
    void everyInstitutionWasRegisteredByWhoWasTheOwnerThen() {
        try (EthereumLedgerHarness harness = EthereumLedgerHarness.paying(anvil)) {
            LedgerWorld world = new LedgerWorld(harness);
            LedgerSigner before = harness.owner();
            LedgerSigner after = LedgerKey.generate();
            anvil.fund(after.address(), BigInteger.TEN.pow(18));
            Address hospital = world.participant().address();
            world.act(before, new RegisterInstitution(hospital, "Hospital"));

            send(
                    harness,
                    before.address(),
                    TRANSFER_OWNERSHIP
                            + "00".repeat(12)
                            + after.address().bytes().toHex());
            assertEquals(before.address(), harness.ledger().owner());
            send(harness, after.address(), ACCEPT_OWNERSHIP);

            assertEquals(after.address(), harness.ledger().owner());
            world.assertRefused(Refusal.NOT_OWNER, before, new RemoveInstitution(hospital));
            world.act(after, new RemoveInstitution(hospital));
            assertEquals(
                    List.of(before.address(), after.address()),
                    world.events(EventFilter.all()).stream()
                            .map(RecordedEvent::sender)
                            .toList());
        }
    }

    private static void send(EthereumLedgerHarness harness, Address sender, String call) {
        anvil.call("anvil_impersonateAccount", '"' + sender.toString() + '"');
        anvil.call(
                "eth_sendTransaction",
                "{\"from\":\"%s\",\"to\":\"%s\",\"data\":\"0x%s\"}"
                        .formatted(sender, harness.deployed().contract(), call));
    }
}
