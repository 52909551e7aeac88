package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRefused;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.GrantTerms;
import org.pcim.HistoryEntry;
import org.pcim.PatientView;
import org.pcim.PcimClient;
import org.pcim.RadiologistView;
import org.pcim.RequesterView;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.content.UnixFsReader;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.error.PcimException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.EventPage;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.OperationId;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.store.BlockReader;
import org.pcim.store.PinStatus;
import org.pcim.study.Instance;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;
import org.pcim.study.StudyCorrection;

/**
 * What {@link org.pcim.PcimClient} guarantees about later versions of an image: corrections by a radiologist, and
 * rotations by the patient.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class LaterVersionsContract extends ClientContract {

    private static final String FIRST = "series 1/IM0000.dcm";
    private static final String SECOND = "series 1/IM0001.dcm";

    /** One message of several blocks, one of one block, one that is empty. */
    private final Study study = ClientWorld.study(3_000_000, 100, 0);

    @SuppressWarnings("NullAway.Init")
    private PatientView patient;

    @SuppressWarnings("NullAway.Init")
    private RadiologistView radiologist;

    @SuppressWarnings("NullAway.Init")
    private RequesterView doctor;

    @SuppressWarnings("NullAway.Init")
    private ImageId image;

    /** For the provider's subclass. */
    protected LaterVersionsContract() {}

    @BeforeEach
    void open() {
        patient = world.pcim.patient(world.patient);
        radiologist = world.pcim.radiologist(world.radiologist);
        doctor = world.pcim.requester(world.doctor);
        image = world.register(study);
        approve(radiologistAsRequester(), 30);
    }

    @Test
    void correctionReplacesAddsAndWithdraws() {
        approve(doctor, 30);
        Study changed = renamed(ClientWorld.study(50, 70_000), FIRST, "added/late.dcm");

        Receipt receipt = correct(new StudyCorrection(changed, Set.of(SECOND)));
        ImageRecord corrected = patient.addCorrection(Receipt.fromJson(receipt.toJson()));

        assertEquals(2, corrected.version());
        assertEquals(image, corrected.id());
        Study expected = new Study(
                List.of(
                        study.instances().get(2),
                        changed.instances().get(0),
                        changed.instances().get(1)),
                study.identifyingValues());
        assertRetrieved(expected, patient.retrieve(image, folder.resolve("patient"), Progress.none()));
        RetrievedStudy retrieved = doctor.retrieve(image, folder.resolve("doctor"));
        assertRetrieved(expected, retrieved);
        assertEquals(2, retrieved.version());
        assertEquals("Corrected", retrieved.description());
        assertRetrieved(expected, radiologistAsRequester().retrieve(image, folder.resolve("radiologist")));
    }

    @Test
    void keptInstancesAreLinkedAndNotStoredAgain() {
        Map<String, Cid> before = messages();
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        Map<String, Cid> after = messages();
        assertEquals(2, after.size());
        assertEquals(before.get("part-00000/000000.pgp"), after.get("part-00000/000000.pgp"));
        assertEquals(before.get("part-00000/000002.pgp"), after.get("part-00000/000001.pgp"));
    }

    @Test
    void correctionOfACorrectionKeepsWhatWasKept() {
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        patient.addCorrection(correct(StudyCorrection.of(renamed(ClientWorld.study(5), SECOND))));
        approve(doctor, 3);
        assertEquals(
                3, doctor.retrieve(image, folder.resolve("doctor")).instances().size());
    }

    @Test
    void keyOfALaterVersionOpensNothingThatItWithdrew() throws IOException {
        byte[] withdrawn = secondMessage();
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        assertCannotOpen(withdrawn);
    }

    @Test
    void earlierVersionIsNoLongerPinned() {
        Cid first = record().root();
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        assertEquals(PinStatus.NOT_PINNED, status(first));
        Cid second = record().root();
        patient.rotate(image, Set.of());
        assertEquals(PinStatus.NOT_PINNED, status(second));
        assertEquals(PinStatus.PINNED, status(record().root()));
    }

    @Test
    void addingTheSameCorrectionAgainChangesNothing() {
        Receipt receipt = correct(StudyCorrection.withdrawing(SECOND));
        ImageRecord corrected = patient.addCorrection(receipt);
        int events = patient.history(image).size();
        assertEquals(corrected, patient.addCorrection(receipt));
        assertEquals(events, patient.history(image).size());
    }

    @Test
    void receiptsOfTheOtherKindAreRefused() {
        Receipt first = world.deposit(study);
        Receipt correction = correct(StudyCorrection.withdrawing(SECOND));
        assertThrows(InputException.class, () -> patient.addCorrection(first));
        assertThrows(InputException.class, () -> patient.createContract(correction));
    }

    @Test
    void firstReceiptStillRegistersNothingNew() {
        Receipt receipt = world.deposit(study);
        ImageId other = patient.createContract(receipt).id();
        patient.rotate(other, Set.of());
        assertEquals(2, patient.createContract(receipt).version());
    }

    @Test
    void correctionOfAVersionThatIsNoLongerCurrentIsRefused() {
        Receipt receipt = correct(StudyCorrection.withdrawing(SECOND));
        patient.rotate(image, Set.of());
        assertRefused(Refusal.NOT_CURRENT_VERSION, () -> patient.addCorrection(receipt));
        assertEquals(2, record().version());
    }

    @Test
    void anyOtherByteInACorrectionsReceiptIsRefused() {
        byte[] json = correct(StudyCorrection.withdrawing(SECOND)).toJson();
        for (String field : List.of(
                "\"version\" : 2", record().root().toString(), image.digest().toHex())) {
            byte[] changed = json.clone();
            int at = new String(json, StandardCharsets.US_ASCII).indexOf(field) + field.length() - 1;
            changed[at] ^= 1;
            assertThrows(PcimException.class, () -> patient.addCorrection(Receipt.fromJson(changed)));
        }
        assertEquals(1, record().version());
    }

    @Test
    void onlyAnApprovedRadiologistCorrects() {
        approve(doctor, 1);
        assertRefused(
                Refusal.NOT_RADIOLOGIST,
                () -> world.pcim
                        .radiologist(world.doctor)
                        .correct(
                                image, StudyCorrection.withdrawing(SECOND), ClientWorld.CT_CHEST, "", Progress.none()));
        patient.remove(image, radiologist.address(), "Thank you");
        assertRefused(Refusal.NOT_APPROVED, () -> correct(StudyCorrection.withdrawing(SECOND)));
    }

    @Test
    void correctionChangesSomethingAndLeavesSomething() {
        assertThrows(InputException.class, () -> new StudyCorrection(null, Set.of()));
        assertThrows(InputException.class, () -> correct(StudyCorrection.withdrawing("unknown.dcm")));
        String[] all = study.instances().stream().map(Instance::name).toArray(String[]::new);
        assertThrows(InputException.class, () -> correct(StudyCorrection.withdrawing(all)));
    }

    @Test
    void rotationKeepsSomeAndEndsWhatOthersCanOpen() throws IOException {
        approve(doctor, 30);
        RequesterView researcher = world.pcim.requester(world.researcher);
        approve(researcher, 30);
        Map<String, Cid> before = messages();

        ImageRecord rotated = patient.rotate(image, Set.of(researcher.address()));

        assertEquals(2, rotated.version());
        assertEquals(patient.address(), rotated.author());
        for (Cid message : messages().values()) {
            assertFalse(before.containsValue(message), "every message is encrypted anew");
        }
        assertRetrieved(study, patient.retrieve(image, folder.resolve("patient"), Progress.none()));
        RetrievedStudy retrieved = doctor.retrieve(image, folder.resolve("doctor"));
        assertRetrieved(study, retrieved);
        assertEquals(radiologist.address(), retrieved.radiologist());
        assertEquals(ClientWorld.TEXT, retrieved.description());
        assertEquals(
                AccessStatus.REMOVED,
                patient.access(image, researcher.address()).status());
        assertRefused(Refusal.NOT_APPROVED, () -> researcher.retrieve(image, folder.resolve("removed")));
    }

    @Test
    void newSessionKeyOpensNoOldMessage() throws IOException {
        byte[] old = secondMessage();
        patient.rotate(image, Set.of());
        assertCannotOpen(old);
    }

    @Test
    void versionsOfBothKindsFollowOnEachOther() {
        patient.rotate(image, Set.of());
        patient.addCorrection(correct(StudyCorrection.withdrawing(SECOND)));
        patient.rotate(image, Set.of());
        approve(doctor, 3);
        RetrievedStudy retrieved = doctor.retrieve(image, folder.resolve("doctor"));
        assertEquals(4, retrieved.version());
        assertEquals("Corrected", retrieved.description());
        assertEquals(2, retrieved.instances().size());
    }

    @Test
    void rotatedImageIsSignedByTheCertificateThatRotated() {
        patient.rotate(image, Set.of());
        world.harness.advance(Duration.ofDays(1));
        approve(doctor, 3);
        assertRetrieved(study, doctor.retrieve(image, folder.resolve("doctor")));
    }

    @Test
    void onlyThePatientRotates() {
        PatientView other = world.pcim.patient(world.doctor);
        assertRefused(Refusal.NOT_PATIENT, () -> other.rotate(image, Set.of()));
    }

    @Test
    void refusedRotationLeavesNothingInTheStore() {
        List<Cid> before = List.of(record().root());
        Address stranger = world.doctor.address();
        assertRefused(Refusal.NOT_APPROVED, () -> patient.rotate(image, Set.of(stranger)));
        assertEquals(before, List.of(record().root()));
        assertEquals(PinStatus.PINNED, status(record().root()));
        assertRetrieved(study, patient.retrieve(image, folder.resolve("own"), Progress.none()));
    }

    @Test
    void rotationTellsItsProgress() {
        List<Long> done = new ArrayList<>();
        patient.rotate(image, Set.of(), (part, whole) -> {
            assertEquals(study.size(), whole);
            done.add(part);
        });
        assertEquals(study.size(), done.get(done.size() - 1));
    }

    @Test
    void approvalOfAnEarlierVersionOpensNoLaterOne() {
        approve(doctor, 3);
        NewVersion elsewhere =
                new NewVersion(2, new Cid(Cid.Codec.DAG_PB, Digest.sha256(new byte[] {1})), Digest.sha256());
        AccessLedger ledger = world.harness.ledger();
        PreparedOperation prepared = ledger.prepare(
                new AddRotation(image, elsewhere, KeyCapsule.of(new byte[] {1}), List.of(), List.of()),
                patient.address());
        ledger.await(ledger.submit(prepared, world.patient.signer().sign(prepared.signable())), Duration.ofMinutes(1));
        assertRefused(Refusal.APPROVED_EARLIER_VERSION, () -> doctor.retrieve(image, folder.resolve("doctor")));
    }

    @Test
    void renewalIsForTheCurrentVersion() {
        approve(doctor, 3);
        patient.rotate(image, Set.of());
        patient.renew(image, doctor.address(), world.days(9));
        assertEquals(2, doctor.access(image).version());
        assertRetrieved(study, doctor.retrieve(image, folder.resolve("doctor")));
    }

    @Test
    void capsulesThatOneOperationDoesNotHoldFollowAsRenewals() {
        List<RequesterView> requesters = new ArrayList<>();
        for (int i = 0; i < 28; i++) {
            requesters.add(world.pcim.requester(world.harness.newProfessional("Doctor " + i)));
            requesters.get(i).publishKey();
            requesters.get(i).requestAccess(image, "");
        }
        GrantTerms terms = world.days(3);
        assertTrue(patient.approveAll(patient.pendingRequests(), terms).isComplete());
        KeyCapsule largest = KeyCapsule.of(new byte[KeyCapsule.MAX_LENGTH]);
        ImageCipher large = Lying.in(ImageCipher.class, world.harness.cipher(), "rewrap", small -> largest);

        try (PcimClient pcim = client(world.harness.ledger(), large)) {
            pcim.patient(world.patient).rotate(image, Set.of());
        }

        for (RequesterView requester : requesters) {
            assertEquals(2, requester.access(image).version());
            assertEquals(terms.expiry(), requester.access(image).expiry());
        }
        List<OperationId> renewedBy = patient.history(image).stream()
                .map(HistoryEntry::recorded)
                .filter(recorded -> recorded.event() instanceof RequestRenewed)
                .map(RecordedEvent::operation)
                .toList();
        assertEquals(29, renewedBy.size());
        long operations = renewedBy.stream().distinct().count();
        assertTrue(operations > 1 && operations < 6, () -> operations + " operations");
    }

    @Test
    void approvalsThatAreLeftBehindAreRenewed() {
        approve(doctor, 3);
        GrantTerms terms =
                GrantTerms.until(Objects.requireNonNull(doctor.access(image).expiry()));
        try (PcimClient pcim = client(withoutApprovals(), world.harness.cipher())) {
            pcim.patient(world.patient).rotate(image, Set.of());
        }
        assertRefused(Refusal.APPROVED_EARLIER_VERSION, () -> doctor.retrieve(image, folder.resolve("early")));

        patient.renewOutdated(image);

        assertRetrieved(study, doctor.retrieve(image, folder.resolve("doctor")));
        assertEquals(terms.expiry(), doctor.access(image).expiry());
        int events = patient.history(image).size();
        patient.renewOutdated(image);
        assertEquals(events, patient.history(image).size());
    }

    @Test
    void addingTheSameCorrectionAgainRenewsWhoWasLeftBehind() {
        approve(doctor, 3);
        Receipt receipt = correct(StudyCorrection.withdrawing(SECOND));
        try (PcimClient pcim = client(withoutApprovals(), world.harness.cipher())) {
            pcim.patient(world.patient).addCorrection(receipt);
        }
        assertEquals(1, doctor.access(image).version());
        patient.addCorrection(receipt);
        assertEquals(2, doctor.access(image).version());
    }

    /** A node that forgets who was approved. */
    private AccessLedger withoutApprovals() {
        return Lying.about(AccessLedger.class, world.harness.ledger(), "events", (filter, page) -> {
            EventPage all = (EventPage) page;
            List<RecordedEvent> shown = all.events().stream()
                    .filter(recorded -> !(recorded.event() instanceof RequestApproved))
                    .toList();
            return new EventPage(shown, all.next(), all.last());
        });
    }

    private PcimClient client(AccessLedger ledger, ImageCipher cipher) {
        return PcimClient.builder()
                .store(world.harness.store())
                .ledger(ledger)
                .cipher(cipher)
                .clock(world.harness.clock())
                .build();
    }

    @Test
    void studyOfManyFoldersIsCorrectedAndRotated() {
        int[] sizes = new int[1001];
        Arrays.setAll(sizes, i -> i % 50);
        ImageId many = world.register(ClientWorld.study(sizes));
        patient.approve(radiologistAsRequester().requestAccess(many, ""), world.days(1));
        Receipt receipt = radiologist.correct(
                many, StudyCorrection.withdrawing(FIRST, SECOND), ClientWorld.CT_CHEST, "", Progress.none());
        patient.addCorrection(receipt);
        patient.rotate(many, Set.of());
        assertEquals(
                999,
                patient.retrieve(many, folder.resolve("many"), Progress.none())
                        .instances()
                        .size());
    }

    private Receipt correct(StudyCorrection correction) {
        return radiologist.correct(image, correction, ClientWorld.CT_CHEST, "Corrected", Progress.none());
    }

    private void approve(RequesterView requester, int days) {
        patient.approve(requester.requestAccess(image, ""), world.days(days));
    }

    private RequesterView radiologistAsRequester() {
        return world.pcim.requester(world.radiologist);
    }

    private ImageRecord record() {
        return world.harness.ledger().image(image).orElseThrow();
    }

    private PinStatus status(Cid root) {
        return world.harness.store().status(root);
    }

    /** The instances' messages of the current version, by their paths. */
    private Map<String, Cid> messages() {
        Map<String, Cid> messages = new HashMap<>();
        Cid root = record().root();
        try (BlockReader blocks = world.harness.store().read(root)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            Map<String, Cid> entries = new HashMap<>(content.directory(root));
            entries.remove("manifest.pgp");
            entries.forEach((name, cid) ->
                    content.directory(cid).forEach((file, message) -> messages.put(name + "/" + file, message)));
        }
        assertNotEquals(0, messages.size());
        return messages;
    }

    private byte[] secondMessage() throws IOException {
        Cid cid = Objects.requireNonNull(messages().get("part-00000/000001.pgp"));
        try (BlockReader blocks = world.harness.store().read(record().root());
                InputStream message = new UnixFsReader(blocks::get).file(cid)) {
            return message.readAllBytes();
        }
    }

    /** The patient's newest capsule does not open this message. */
    private void assertCannotOpen(byte[] message) throws IOException {
        ImageRecord current = record();
        Attestation attestation = current.attestation();
        KeyCapsule own =
                world.harness.ledger().capsule(image, patient.address()).orElseThrow();
        KeyCheck binding = new KeyCheck(
                attestation.statement(), attestation.ledger(), patient.address(), current.author(), current.version());
        try (StudyDecryptor decryptor =
                world.harness.cipher().open(own, world.patient.keys(), binding, current.keyCheck())) {
            assertThrows(
                    CipherException.class,
                    () -> decryptor.decrypt(new ByteArrayInputStream(message)).readAllBytes());
        }
    }

    /** The study's instances under other names. */
    private static Study renamed(Study study, String... names) {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            instances.add(new Renamed(names[i], study.instances().get(i)));
        }
        return new Study(instances, study.identifyingValues());
    }

    private record Renamed(String name, Instance of) implements Instance {
        @Override
        public long size() {
            return of.size();
        }

        @Override
        public @Nullable String sopInstanceUid() {
            return of.sopInstanceUid();
        }

        @Override
        public InputStream open() throws IOException {
            return of.open();
        }
    }
}
