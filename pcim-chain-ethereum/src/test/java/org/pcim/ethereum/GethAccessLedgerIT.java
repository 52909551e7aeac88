package org.pcim.ethereum;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.AccessStatus;
import org.pcim.model.ImageId;
import org.pcim.testkit.LedgerHarness;
import org.pcim.testkit.LedgerWorld;
import org.pcim.testkit.TimelessLedgerContract;
import org.pcim.testkit.program.GethNode;

/** Nothing depends on anvil: the same suites on geth, whose clock cannot be moved. */
class GethAccessLedgerIT extends TimelessLedgerContract {

    @AutoClose
    private static GethNode geth;

    @BeforeAll
    static void startGeth() {
        geth = GethNode.start();
    }

    @Override
    protected LedgerHarness newHarness() {
        return EthereumLedgerHarness.sponsored(geth);
    }

    @Test
    void approvalExpiresByTheChainsOwnClock() throws InterruptedException {
        try (LedgerHarness harness = newHarness()) {
            LedgerWorld world = new LedgerWorld(harness);
            LedgerSigner patient = world.participant();
            ImageId image = world.image(patient);
            LedgerSigner requester = world.approved(patient, image, Duration.ofSeconds(15));
            Instant expiry = world.access(image, requester).expiry();
            assertTrue(world.access(image, requester).inForce(world.now()));

            while (world.now().isBefore(expiry)) {
                TimeUnit.MILLISECONDS.sleep(200);
                // Makes a block, whose time is the present.
                harness.newInstitution();
            }

            assertFalse(world.access(image, requester).inForce(world.now()));
            assertEquals(
                    new AuthorizationFailed(
                            image, patient.address(), requester.address(), patient.address(), AccessStatus.APPROVED),
                    world.event(patient, new TraceAuthorization(image, requester.address())));
            world.assertRefused(
                    Refusal.NOT_APPROVED,
                    patient,
                    new RenewRequester(image, requester.address(), world.grant(Duration.ofDays(1))));
            world.act(requester, new RequestAccess(image, world.notes()));
        }
    }
}
