package org.pcim.testkit.sequence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.pcim.ledger.Access;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.Cursor;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.RecordedEvent;
import org.pcim.ledger.Standing;
import org.pcim.model.Address;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Role;
import org.pcim.testkit.LedgerHarness;

/** Compares what a ledger answers with what the model says. */
final class Comparison {

    private static final int PAGE = 37;
    private static final int ROOTS = 3;

    private final LedgerHarness harness;
    private final Scene scene;
    private final LedgerModel model;

    Comparison(LedgerHarness harness, Scene scene, LedgerModel model) {
        this.harness = harness;
        this.scene = scene;
        this.model = model;
    }

    /** Where, when and by whom the events of one operation were recorded. */
    void compareTimes(List<RecordedEvent> events, PreparedOperation operation, Instant earliest) {
        Optional<RecordedEvent> before = model.events().isEmpty()
                ? Optional.empty()
                : Optional.of(model.events().get(model.events().size() - 1));
        Cursor last = before.map(RecordedEvent::cursor).orElse(Cursor.START);
        OperationId id = events.get(0).operation();
        Instant time = events.get(0).time();
        Difference.require("an event is not before the ledger's time when it was submitted", !time.isBefore(earliest));
        for (RecordedEvent event : events) {
            Difference.requireEqual("the sender of " + event, operation.sender(), event.sender());
            Difference.requireEqual("the operation of " + event, id, event.operation());
            Difference.requireEqual("the time of " + event, time, event.time());
            Difference.require(
                    "events stand in the order in which they happened",
                    event.cursor().compareTo(last) > 0);
            last = event.cursor();
        }
    }

    void compareImage(ImageId image) {
        Optional<ImageRecord> expected = model.images.find(image);
        Difference.requireEqual("image " + image, expected, ledger().image(image));
        expected.ifPresent(
                it -> Difference.require("the current root of " + image, ledger().isCurrentRoot(image, it.root())));
    }

    void compareParticipant(ImageId image, Address participant) {
        Difference.requireEqual(
                "access of " + participant + " to " + image,
                model.standings.access(image, participant),
                ledger().access(image, participant));
        Difference.requireEqual(
                "standing of " + participant + " to " + image,
                standing(image, participant),
                ledger().standing(image, participant));
        Difference.requireEqual(
                "capsule of " + participant + " for " + image,
                capsule(image, participant),
                ledger().capsule(image, participant));
    }

    private Optional<Standing> standing(ImageId id, Address participant) {
        Access access = model.standings.access(id, participant);
        return model.images
                .find(id)
                .map(image -> new Standing(image.patient(), image.version(), access.status(), access.expiry()));
    }

    private Optional<KeyCapsule> capsule(ImageId image, Address participant) {
        boolean own = model.images
                .find(image)
                .map(ImageRecord::patient)
                .filter(participant::equals)
                .isPresent();
        return own ? model.images.patientCapsule(image) : model.standings.capsule(image, participant);
    }

    /** Everything that can be read. */
    void compareAll() {
        compareEvents(EventFilter.all());
        for (Person person : Person.ALL) {
            comparePerson(scene.address(person));
        }
        for (ImageId image : images()) {
            compareImage(image);
            compareEvents(EventFilter.all().image(image));
            for (Person person : Person.ALL) {
                compareParticipant(image, scene.address(person));
            }
        }
    }

    private void comparePerson(Address person) {
        List<PublishedCertificate> certificates = model.certificates.of(person);
        Difference.requireEqual(
                "certificates of " + person,
                certificates,
                ledger().certificates(person).stream()
                        .map(RecordedCertificate::published)
                        .toList());
        Difference.requireEqual(
                "newest certificate of " + person,
                certificates.isEmpty() ? Optional.empty() : Optional.of(certificates.get(certificates.size() - 1)),
                ledger().certificate(person).map(RecordedCertificate::published));
        for (Role role : Role.values()) {
            Difference.requireEqual(
                    "institution of " + person + " as " + role,
                    model.consortium.institutionOf(role, person),
                    ledger().institutionOf(role, person));
        }
        compareEvents(EventFilter.all().patient(person));
        compareEvents(EventFilter.all().requester(person).kinds(Set.of(LedgerEvent.RequestApproved.class)));
    }

    /** The images, a root of each that is a later version's, and some that are nobody's. */
    private Set<ImageId> images() {
        Set<ImageId> images = new LinkedHashSet<>(model.images.ids());
        model.images
                .ids()
                .forEach(image -> images.add(
                        ImageId.ofRoot(model.images.find(image).orElseThrow().root())));
        for (int i = 0; i < ROOTS; i++) {
            images.add(new ImageId(Scene.digest("nobody's " + i)));
        }
        return images;
    }

    private void compareEvents(EventFilter filter) {
        List<RecordedEvent> expected = model.events().stream()
                .filter(event -> filter.matches(event.event()))
                .toList();
        Difference.requireEqual("events by " + filter, expected, events(filter));
    }

    private List<RecordedEvent> events(EventFilter filter) {
        List<RecordedEvent> events = new ArrayList<>();
        EventPage page = ledger().events(filter, Cursor.START, PAGE);
        events.addAll(page.events());
        while (!page.last()) {
            page = ledger().events(filter, page.next(), PAGE);
            events.addAll(page.events());
        }
        return events;
    }

    private AccessLedger ledger() {
        return harness.ledger();
    }
}
