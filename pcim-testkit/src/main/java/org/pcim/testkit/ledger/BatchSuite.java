package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pcim.error.InputException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.AccessStatus;
import org.pcim.model.ImageId;

/** Rules of several approvals or requests in one operation. */
public abstract class BatchSuite extends ImageSuite {

    @Test
    void severalApprovalsAreRecordedTogether() {
        ImageId other = world.image(patient);
        LedgerSigner one = world.pending(image);
        LedgerSigner two = world.pending(image);
        world.act(one, request(other));
        List<ApproveRequester> approvals =
                List.of(approve(image, one, 11), approve(other, one, 12), approve(image, two, 13));

        List<RecordedEvent> events = world.act(patient, new ApproveRequesters(approvals));

        assertEquals(
                approvals.stream()
                        .map(it -> new RequestApproved(it.image(), patient.address(), it.requester(), it.grant()))
                        .toList(),
                happened(events));
        assertEquals(1, events.stream().map(RecordedEvent::operation).distinct().count());
        for (ApproveRequester it : approvals) {
            assertEquals(
                    new Access(
                            it.image(),
                            it.requester(),
                            AccessStatus.APPROVED,
                            it.grant().expiry(),
                            1,
                            it.grant().certificateSequence()),
                    world.ledger().access(it.image(), it.requester()));
            assertEquals(Optional.of(it.grant().capsule()), world.ledger().capsule(it.image(), it.requester()));
        }
    }

    @Test
    void severalRequestsAreRecordedTogether() {
        LedgerSigner otherPatient = world.participant();
        LedgerSigner requester = world.requester();
        List<RequestAccess> requests = List.of(request(image), request(world.image(otherPatient)));

        List<RecordedEvent> events = world.act(requester, new RequestAccesses(requests));

        assertEquals(
                List.of(
                        new AccessRequested(
                                image,
                                patient.address(),
                                requester.address(),
                                requests.get(0).notes()),
                        new AccessRequested(
                                requests.get(1).image(),
                                otherPatient.address(),
                                requester.address(),
                                requests.get(1).notes())),
                happened(events));
        requests.forEach(it -> assertEquals(AccessStatus.PENDING, world.status(it.image(), requester)));
    }

    @Test
    void eventsOfABatchAreFoundOneByOne() {
        LedgerSigner requester = world.requester();
        List<RequestAccess> requests = List.of(request(image), request(world.image(patient)));
        List<RecordedEvent> events = world.act(requester, new RequestAccesses(requests));

        assertEquals(events, world.events(EventFilter.all().requester(requester.address()), 1));
        assertEquals(
                events.subList(1, 2),
                world.events(EventFilter.all().image(requests.get(1).image()).requester(requester.address())));
    }

    @Test
    void batchTakesAHundred() {
        LedgerSigner requester = world.requester();
        LedgerSigner radiologist = world.radiologist();
        List<ImageId> images = Stream.generate(() -> world.image(radiologist, patient))
                .limit(LedgerOperation.MAX_BATCH)
                .toList();

        world.act(
                requester,
                new RequestAccesses(images.stream().map(this::request).toList()));
        world.act(
                patient,
                new ApproveRequesters(
                        images.stream().map(it -> approve(it, requester, 1)).toList()));

        images.forEach(it -> assertEquals(AccessStatus.APPROVED, world.status(it, requester)));
    }

    @Test
    void batchIsNotEmptyNorTooLargeAndNamesNothingTwice() {
        LedgerSigner requester = world.requester();
        assertThrows(InputException.class, () -> new ApproveRequesters(List.of()));
        assertThrows(InputException.class, () -> new RequestAccesses(List.of()));
        assertThrows(
                InputException.class,
                () -> new ApproveRequesters(List.of(approve(image, requester, 1), approve(image, requester, 2))));
        assertThrows(InputException.class, () -> new RequestAccesses(List.of(request(image), request(image))));
        List<RequestAccess> many = Stream.generate(() -> request(new ImageId(world.digest())))
                .limit(LedgerOperation.MAX_BATCH + 1)
                .toList();
        assertThrows(InputException.class, () -> new RequestAccesses(many));
    }

    @Test
    void oneRefusedApprovalRefusesAll() {
        LedgerSigner one = world.pending(image);
        LedgerSigner two = world.pending(image);
        ImageId foreign = world.image(world.participant());
        ApproveRequester outdated = new ApproveRequester(
                image, two.address(), new Grant(2, world.now().plus(DAY), world.capsule(), 1));
        ApproveRequester expired = new ApproveRequester(image, two.address(), world.grant(Duration.ZERO));

        assertItemRefused(Refusal.NOT_PENDING, approve(image, world.requester(), 1), one);
        assertItemRefused(Refusal.UNKNOWN_IMAGE, approve(new ImageId(world.digest()), two, 1), one);
        assertItemRefused(Refusal.NOT_PATIENT, approve(foreign, world.pending(foreign), 1), one);
        assertItemRefused(Refusal.NOT_CURRENT_VERSION, outdated, one);
        assertItemRefused(Refusal.EXPIRY_PAST, expired, one);
    }

    @Test
    void oneRefusedRequestRefusesAll() {
        ImageId other = world.image(patient);
        LedgerSigner pending = world.pending(image);
        LedgerSigner approved = world.approved(patient, image, DAY);
        ImageId own = world.image(approved);

        assertItemRefused(Refusal.ALREADY_PENDING, request(image), pending, other);
        assertItemRefused(Refusal.ALREADY_APPROVED, request(image), approved, other);
        assertItemRefused(Refusal.OWN_IMAGE, request(own), approved, other);
        assertItemRefused(Refusal.UNKNOWN_IMAGE, request(new ImageId(world.digest())), approved, other);
    }

    @Test
    void refusalOfTheFirstItemIsOfTheFirst() {
        LedgerSigner keyless = world.participant();
        assertRefused(Refusal.NO_KEY, 0, keyless, new RequestAccesses(List.of(request(image))));
        LedgerSigner requester = world.requester();
        world.act(patient, new SetRegisteredRequestersOnly(true));
        assertRefused(Refusal.NOT_REGISTERED_REQUESTER, 0, requester, new RequestAccesses(List.of(request(image))));
    }

    @Test
    void firstRefusedItemIsNamed() {
        LedgerSigner one = world.pending(image);
        List<ApproveRequester> approvals = List.of(
                approve(image, one, 1),
                approve(new ImageId(world.digest()), one, 1),
                approve(image, world.requester(), 1));
        assertRefused(Refusal.UNKNOWN_IMAGE, 1, patient, new ApproveRequesters(approvals));
    }

    @Test
    void everyApprovalOfABatchCountsForTheLimit() {
        world.act(patient, new SetApprovalLimit(2, DAY));
        List<ApproveRequester> approvals = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            approvals.add(approve(image, world.pending(image), 1));
        }
        assertRefused(Refusal.LIMIT_REACHED, 2, patient, new ApproveRequesters(approvals));

        world.act(patient, new ApproveRequesters(approvals.subList(0, 2)));
        world.assertRefused(Refusal.LIMIT_REACHED, patient, approvals.get(2));
    }

    @Test
    void refusalOfAWholeBatchNamesNoItem() {
        LedgerSigner requester = world.pending(image);
        PreparedOperation prepared =
                world.ledger().prepare(new ApproveRequesters(List.of(approve(image, requester, 1))), patient.address());
        LedgerRefusalException refused = assertThrows(
                LedgerRefusalException.class, () -> world.submit(prepared, requester.sign(prepared.signable())));
        assertEquals(Refusal.BAD_SIGNATURE, refused.refusal());
        assertEquals(OptionalInt.empty(), refused.item());
    }

    @Test
    void batchThatIsSentAgainActsOnce() {
        LedgerSigner requester = world.pending(image);
        PreparedOperation prepared =
                world.ledger().prepare(new ApproveRequesters(List.of(approve(image, requester, 1))), patient.address());
        List<RecordedEvent> events = world.submit(prepared, patient.sign(prepared.signable()));
        assertEquals(events, world.submit(prepared, patient.sign(prepared.signable())));
        assertEquals(
                1,
                world.events(EventFilter.all().image(image)).stream()
                        .filter(it -> it.event() instanceof RequestApproved)
                        .count());
    }

    /** Refused behind a good approval, and before it. */
    private void assertItemRefused(Refusal expected, ApproveRequester bad, LedgerSigner pending) {
        List<ApproveRequester> items = new ArrayList<>(List.of(approve(image, pending, 1), bad));
        assertRefused(expected, 1, patient, new ApproveRequesters(items));
        Collections.reverse(items);
        assertRefused(expected, 0, patient, new ApproveRequesters(items));
    }

    /** Refused behind a good request, and before it. */
    private void assertItemRefused(Refusal expected, RequestAccess bad, LedgerSigner requester, ImageId good) {
        List<RequestAccess> items = new ArrayList<>(List.of(request(good), bad));
        assertRefused(expected, 1, requester, new RequestAccesses(items));
        Collections.reverse(items);
        assertRefused(expected, 0, requester, new RequestAccesses(items));
    }

    private void assertRefused(Refusal expected, int item, LedgerSigner sender, LedgerOperation batch) {
        LedgerRefusalException refused = world.assertRefused(expected, sender, batch);
        assertEquals(OptionalInt.of(item), refused.item());
    }

    private ApproveRequester approve(ImageId of, LedgerSigner requester, long sequence) {
        return new ApproveRequester(
                of, requester.address(), new Grant(1, world.now().plus(DAY), world.capsule(), sequence));
    }

    private RequestAccess request(ImageId of) {
        return new RequestAccess(of, world.notes());
    }

    private static List<LedgerEvent> happened(List<RecordedEvent> events) {
        return events.stream().map(RecordedEvent::event).toList();
    }
}
