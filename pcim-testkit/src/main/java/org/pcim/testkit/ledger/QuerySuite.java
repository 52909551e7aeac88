package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.InputException;
import org.pcim.ledger.Access;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.ledger.Standing;
import org.pcim.model.AccessStatus;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;

/** Rules of finding events. */
public abstract class QuerySuite extends LedgerSuite {

    @SuppressWarnings("NullAway.Init")
    private LedgerSigner patient;

    @SuppressWarnings("NullAway.Init")
    private LedgerSigner requester;

    @SuppressWarnings("NullAway.Init")
    private ImageId image;

    /** Every event as {@code await} gave it, in order. */
    private final List<RecordedEvent> all = new ArrayList<>();

    /** Two patients, two images of the first, three requesters, and nearly every type of event. */
    @BeforeEach
    void live() {
        patient = world.participant();
        image = world.image(patient);
        LedgerSigner otherPatient = world.participant();
        ImageId second = world.image(patient);
        ImageId others = world.image(otherPatient);
        requester = world.approved(patient, image, DAY);
        LedgerSigner denied = world.pending(image);
        LedgerSigner third = world.requester();
        all.addAll(world.events(EventFilter.all()));

        record(patient, new DenyRequester(image, denied.address(), world.reason()));
        record(patient, new RenewRequester(image, requester.address(), world.grant(DAY)));
        record(patient, new SetApprovalLimit(5, DAY));
        record(patient, new SetRegisteredRequestersOnly(false));
        record(requester, new RequestAccess(second, world.notes()));
        record(requester, new RequestAccess(others, world.notes()));
        record(third, new RequestAccess(others, world.notes()));
        record(third, new WithdrawRequest(others));
        record(requester, new TraceAuthorization(image, requester.address()));
        record(patient, new TraceAuthorization(second, requester.address()));
        record(patient, new RemoveRequester(image, requester.address(), world.reason()));
    }

    @Test
    void everyEventIsFoundAsItWasAwaited() {
        assertEquals(all, world.events(EventFilter.all()));
    }

    @Test
    void eventsStandInOrderWithTimeOperationAndSender() {
        Cursor before = Cursor.START;
        for (RecordedEvent event : all) {
            assertTrue(event.cursor().compareTo(before) > 0, "order of " + event);
            assertFalse(event.time().isAfter(world.now()), "time of " + event);
            before = event.cursor();
        }
        RecordedEvent last = all.get(all.size() - 1);
        assertEquals(patient.address(), last.sender());
        assertEquals(List.of(last), world.ledger().await(last.operation(), HOUR));
    }

    @Test
    void blockOfEveryEventIsKnown() {
        LedgerHead head = world.ledger().head();
        assertEquals(Optional.of(head), world.ledger().block(head.block()));
        for (RecordedEvent event : all) {
            LedgerHead block = world.ledger().block(event.cursor().block()).orElseThrow();
            assertEquals(event.cursor().block(), block.block());
            assertEquals(event.time(), block.time());
            assertEquals(
                    block.hash().equals(head.hash()), block.block() == head.block(), "every block has its own hash");
        }
        assertEquals(0, world.ledger().block(0).orElseThrow().block());
        assertEquals(Optional.empty(), world.ledger().block(head.block() + 1_000_000));
    }

    @Test
    void standingNeedsNoEvents() {
        Access access = world.access(image, requester);
        assertEquals(
                Optional.of(new Standing(patient.address(), 1, AccessStatus.REMOVED, access.expiry())),
                world.ledger().standing(image, requester.address()));
        assertEquals(
                Optional.of(new Standing(patient.address(), 1, AccessStatus.NONE, null)),
                world.ledger().standing(image, patient.address()));
        world.act(patient, world.addRotation(image, 2));
        assertEquals(
                Optional.of(new Standing(patient.address(), 2, AccessStatus.REMOVED, access.expiry())),
                world.ledger().standing(image, requester.address()));
        assertEquals(Optional.empty(), world.ledger().standing(new ImageId(world.digest()), requester.address()));
    }

    @Test
    void theCurrentRootIsTheNewestVersions() {
        AccessLedger ledger = world.ledger();
        Cid first = ledger.image(image).orElseThrow().root();
        assertTrue(ledger.isCurrentRoot(image, first));
        AddRotation rotation = world.addRotation(image, 2);
        Cid second = rotation.rotation().root();
        assertFalse(ledger.isCurrentRoot(image, second));
        world.act(patient, rotation);
        assertTrue(ledger.isCurrentRoot(image, second));
        assertFalse(ledger.isCurrentRoot(image, first));
        world.act(patient, world.addRotation(image, 3));
        assertFalse(ledger.isCurrentRoot(image, second));
        assertFalse(ledger.isCurrentRoot(new ImageId(second.digest()), second), "a later version's root is no image");
        assertFalse(ledger.isCurrentRoot(new ImageId(world.digest()), first), "of no image");
    }

    @Test
    void eventsOfAnImageAreFound() {
        assertFinds(EventFilter.all().image(image), 8);
    }

    @Test
    void eventsOfAPatientsImagesAreFound() {
        assertFinds(EventFilter.all().patient(patient.address()), 11);
    }

    @Test
    void eventsOfARequesterAreFound() {
        assertFinds(EventFilter.all().requester(requester.address()), 8);
    }

    @Test
    void eventsOfSomeKindsAreFound() {
        assertFinds(EventFilter.all().kinds(Set.of(ContractCreated.class)), 3);
        assertFinds(EventFilter.all().kinds(Set.of(ContractCreated.class, AccessRequested.class)), 8);
    }

    @Test
    void everyPartOfAFilterCounts() {
        EventFilter filter = EventFilter.all()
                .patient(patient.address())
                .requester(requester.address())
                .kinds(Set.of(AccessRequested.class, AuthorizationFailed.class));
        assertFinds(filter, 3);
        assertFinds(filter.image(image), 1);
        assertFinds(filter.image(image).kinds(Set.of(RequestApproved.class)), 1);
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        assertFinds(EventFilter.all().image(new ImageId(world.digest())), 0);
        assertFinds(EventFilter.all().requester(patient.address()), 0);
        assertFinds(EventFilter.all().patient(requester.address()), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void pagesAddUpToTheWhole(int size) {
        for (EventFilter filter : List.of(EventFilter.all(), EventFilter.all().requester(requester.address()))) {
            assertEquals(world.events(filter), world.events(filter, size));
        }
    }

    @Test
    void lastPageGoesOnWithWhatComesLater() {
        EventPage page = world.ledger().events(EventFilter.all().image(image), Cursor.START, 1000);
        assertTrue(page.last());
        EventPage nothing = world.ledger().events(EventFilter.all(), page.next(), 1000);
        assertEquals(List.of(), nothing.events());
        assertTrue(nothing.last());

        LedgerSigner late = world.pending(image);
        EventPage more = world.ledger().events(EventFilter.all().image(image), nothing.next(), 1000);
        assertEquals(1, more.events().size());
        assertEquals(late.address(), ((AccessRequested) more.events().get(0).event()).requester());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1001})
    void pageHas1To1000Events(int size) {
        assertThrows(InputException.class, () -> world.ledger().events(EventFilter.all(), Cursor.START, size));
    }

    @Test
    void headMovesWithTheEvents() {
        var before = world.ledger().head();
        world.participant();
        RecordedEvent event =
                world.act(patient, new SetRegisteredRequestersOnly(true)).get(0);
        var after = world.ledger().head();
        assertTrue(after.block() >= event.cursor().block(), "head at or after the newest event");
        assertTrue(after.block() > before.block(), "head has moved");
        assertFalse(after.time().isBefore(event.time()), "head's time at or after the newest event");
    }

    private void record(LedgerSigner sender, LedgerOperation operation) {
        all.addAll(world.act(sender, operation));
    }

    private void assertFinds(EventFilter filter, int count) {
        List<RecordedEvent> expected =
                all.stream().filter(event -> filter.matches(event.event())).toList();
        assertEquals(count, expected.size(), "what the test expects");
        assertEquals(expected, world.events(filter));
    }
}
