package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.model.Signature;

/** Rules of what is there when a ledger is opened again. */
public abstract class DurabilitySuite extends LedgerSuite {

    @Test
    void everythingIsThereAgain() {
        LedgerSigner patient = world.participant();
        ImageId image = world.image(patient);
        world.approved(patient, image, DAY);
        LedgerSigner denied = world.pending(image);
        world.act(patient, new DenyRequester(image, denied.address(), world.reason()));
        world.act(patient, new SetApprovalLimit(2, DAY));
        LedgerId id = world.ledger().id();
        Address owner = world.ledger().owner();
        LedgerHead head = world.ledger().head();
        List<Object> state = world.state();

        harness().reopen();

        assertEquals(id, world.ledger().id());
        assertEquals(owner, world.ledger().owner());
        assertEquals(head, world.ledger().head());
        assertEquals(state, world.state());
        world.pending(image);
    }

    @Test
    void signedOperationActsOnceAlsoAfterReopening() {
        LedgerSigner somebody = world.participant();
        PreparedOperation prepared = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        Signature signature = somebody.sign(prepared.signable());
        List<RecordedEvent> first = world.submit(prepared, signature);

        harness().reopen();

        assertEquals(first, world.submit(world.ledger().restore(prepared.bytes()), signature));
        assertEquals(
                1,
                world.state().stream().filter(RecordedEvent.class::isInstance).count());
    }

    @Test
    void operationIsPreparedBeforeAndSubmittedAfterReopening() {
        LedgerSigner somebody = world.participant();
        PreparedOperation prepared = world.ledger().prepare(new SetRegisteredRequestersOnly(true), somebody.address());
        Signature signature = somebody.sign(prepared.signable());

        harness().reopen();

        assertEquals(1, world.submit(prepared, signature).size());
    }
}
