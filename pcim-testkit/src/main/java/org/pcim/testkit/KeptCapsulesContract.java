package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRefused;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.AccessRequest;
import org.pcim.Identity;
import org.pcim.OwnImage;
import org.pcim.PatientView;
import org.pcim.PcimClient;
import org.pcim.RequesterView;
import org.pcim.cipher.RevocationReason;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.error.PcimException;
import org.pcim.error.PrunedEventException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.model.AccessStatus;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.ReasonCode;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;

/**
 * What {@link org.pcim.PcimClient} guarantees when the ledger's node has dropped events: whoever opened an image with a
 * client that keeps what it had, opens it again, as long as the ledger's state says that it may.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class KeptCapsulesContract {

    private final Study study = ClientWorld.study(1_100_000, 100);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ClientWorld world;

    @SuppressWarnings("NullAway.Init")
    private Path kept;

    @SuppressWarnings("NullAway.Init")
    private ImageId image;

    private int retrievals;

    /** For the provider's subclass. */
    protected KeptCapsulesContract() {}

    /** A harness with a fresh store and a fresh ledger. */
    protected abstract ClientHarness newHarness();

    @BeforeEach
    void open() {
        world = new ClientWorld(newHarness());
        kept = folder.resolve("kept");
        try (PcimClient pcim = keeping(world.harness.ledger())) {
            image = pcim.patient(world.patient)
                    .createContract(world.deposit(study))
                    .id();
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void requesterOpensAgainWhatItOpened() {
        approve();
        retrieve(world.harness.ledger(), world.doctor);

        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Forgetful.ALL);
        retrieve(forgetful, world.doctor);
        retrieve(forgetful, world.doctor);
        try (PcimClient pcim = client(forgetful).build()) {
            RequesterView doctor = pcim.requester(world.doctor);
            assertThrows(PrunedEventException.class, () -> doctor.retrieve(image, folder.resolve("not kept")));
        }
    }

    @Test
    void whateverOneCallCannotReadIsCompleted() {
        approve();
        retrieve(world.harness.ledger(), world.doctor);
        for (String forgotten : Forgetful.ALL) {
            retrieve(Forgetful.of(world.harness.ledger(), Set.of(forgotten)), world.doctor);
        }
    }

    @Test
    void revocationThatWasSeenIsToldAlsoWhenItIsDropped() {
        approve();
        world.pcim.radiologist(world.radiologist).revokeKey(RevocationReason.COMPROMISED);
        RetrievedStudy seen = retrieve(world.harness.ledger(), world.doctor);
        assertTrue(seen.revocation().isPresent());
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Forgetful.ALL);
        assertEquals(seen.revocation(), retrieve(forgetful, world.doctor).revocation());
    }

    @Test
    void patientNeedNotHaveOpenedIt() {
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Set.of("image", "capsule", "events"));
        try (PcimClient pcim = keeping(forgetful)) {
            Path target = folder.resolve("own");
            assertRetrieved(study, pcim.patient(world.patient).retrieve(image, target, Progress.none()));
        }
    }

    @Test
    void patientApprovesByWhatIsKept() {
        AccessRequest asked = world.pcim.requester(world.doctor).requestAccess(image, "");
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Set.of("image", "capsule", "events"));
        try (PcimClient pcim = keeping(forgetful)) {
            pcim.patient(world.patient).approve(asked, world.days(1));
        }
        retrieve(world.harness.ledger(), world.doctor);
    }

    @Test
    void requestsAreShownWhateverIsDropped() {
        approve();
        world.pcim.patient(world.patient).remove(image, world.doctor.address(), "");
        world.pcim.requester(world.doctor).requestAccess(image, "once more");
        world.pcim.requester(world.researcher).requestAccess(image, "");
        List<AccessRequest> whole = world.pcim.patient(world.patient).pendingRequests();
        assertEquals(2, whole.size());

        Set<String> notNeeded = Set.of("image", "access", "capsule", "certificates");
        assertEquals(whole.toString(), pendingRequests(notNeeded).toString());
        for (String forgotten : List.of("certificate", "institutionOf")) {
            List<AccessRequest> shown = pendingRequests(Set.of(forgotten));
            assertEquals(
                    whole.stream().map(AccessRequest::requester).toList(),
                    shown.stream().map(AccessRequest::requester).toList());
            assertEquals("once more", shown.get(0).notes());
            assertEquals(forgotten.equals("certificate"), shown.get(0).certificate() == null);
            assertNotNull(shown.get(0).dropped());
        }
    }

    @Test
    void imagesAreShownWhateverIsDropped() {
        world.pcim.patient(world.patient).rotate(image, Set.of());
        ImageId other = world.register(study);
        List<OwnImage> whole = world.pcim.patient(world.patient).images();
        AccessLedger forgetful = Lying.about(AccessLedger.class, world.harness.ledger(), "image", (asked, answer) -> {
            if (asked.equals(image)) {
                throw new PrunedEventException("read image", "", 1);
            }
            return answer;
        });

        try (PcimClient pcim = client(forgetful).build()) {
            List<OwnImage> shown = pcim.patient(world.patient).images();
            assertEquals(List.of(image, other), shown.stream().map(OwnImage::id).toList());
            assertEquals(List.of(2, 1), shown.stream().map(OwnImage::version).toList());
            assertNull(shown.get(0).record());
            assertInstanceOf(PrunedEventException.class, shown.get(0).unreadable());
            assertEquals(whole.get(0).registered(), shown.get(0).registered());
            assertEquals(whole.get(1), shown.get(1));
        }
        world.pcim.patient(world.patient).images().forEach(it -> assertNull(it.unreadable()));
    }

    @Test
    void imagesAreCompletedByWhatIsKept() {
        List<OwnImage> whole = world.pcim.patient(world.patient).images();
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Set.of("image"));
        try (PcimClient pcim = keeping(forgetful)) {
            assertEquals(whole, pcim.patient(world.patient).images());
        }
    }

    @Test
    void imagesAreNotShownAsUnreadableWhenCallingAgainCanHelp() {
        AccessLedger broken = Lying.in(AccessLedger.class, world.harness.ledger(), "image", answer -> {
            throw new LedgerException("read image", "", "unplugged", true);
        });
        try (PcimClient pcim = client(broken).build()) {
            assertThrows(
                    LedgerException.class, () -> pcim.patient(world.patient).images());
        }
    }

    @Test
    void requestWhoseCertificateIsDroppedCanBeDeniedAlone() {
        world.pcim.requester(world.doctor).requestAccess(image, "");
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Set.of("certificate"));
        try (PcimClient pcim = keeping(forgetful)) {
            PatientView patient = pcim.patient(world.patient);
            AccessRequest asked = patient.pendingRequests().get(0);
            assertThrows(PrunedEventException.class, () -> patient.approve(asked, world.days(1)));

            patient.deny(asked, ReasonCode.PATIENT_DECISION, "I do not know who asks");

            assertEquals(
                    AccessStatus.DENIED,
                    patient.access(image, world.doctor.address()).status());
        }
    }

    @Test
    void whoIsNoLongerApprovedOpensNothing() {
        approve();
        retrieve(world.harness.ledger(), world.doctor);
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Forgetful.ALL);

        world.harness.advance(ClientWorld.DAY.multipliedBy(3));
        assertRefused(Refusal.NOT_APPROVED, () -> retrieve(forgetful, world.doctor));
        approve();
        retrieve(forgetful, world.doctor);
        world.pcim.patient(world.patient).remove(image, world.doctor.address(), "");
        assertRefused(Refusal.NOT_APPROVED, () -> retrieve(forgetful, world.doctor));
    }

    @Test
    void whatIsKeptOfAnEarlierVersionDoesNotCount() {
        approve();
        retrieve(world.harness.ledger(), world.doctor);
        world.pcim.patient(world.patient).rotate(image, Set.of());
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Forgetful.ALL);
        assertThrows(PrunedEventException.class, () -> retrieve(forgetful, world.doctor));

        retrieve(world.harness.ledger(), world.doctor);
        retrieve(forgetful, world.doctor);
    }

    @Test
    void whatIsKeptIsForItsOwnerAlone() throws IOException {
        approve();
        retrieve(world.harness.ledger(), world.doctor);
        for (Path file : files()) {
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                Path parent = file.resolveSibling("");
                assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)));
            }
        }
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Forgetful.ALL);
        assertThrows(PrunedEventException.class, () -> retrieve(forgetful, world.researcher));
    }

    @Test
    void brokenFileIsNamed() throws IOException {
        approve();
        retrieve(world.harness.ledger(), world.doctor);
        Path file = fileOf(world.doctor);
        byte[] good = Files.readAllBytes(file);
        Files.write(file, new byte[] {'{'});
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Forgetful.ALL);
        InputException e = assertThrows(InputException.class, () -> retrieve(forgetful, world.doctor));
        assertTrue(e.subject().endsWith(file.getFileName().toString()), e::toString);

        retrieve(world.harness.ledger(), world.doctor);
        assertEquals(text(good), text(Files.readAllBytes(file)), "it is kept anew");
    }

    @Test
    void forgedFileIsNotBelieved() throws IOException {
        approve();
        retrieve(world.harness.ledger(), world.doctor);
        AccessLedger forgetful = Forgetful.of(world.harness.ledger(), Forgetful.ALL);
        for (Path file : files()) {
            String good = Files.readString(file);
            for (String field : List.of(
                    "statement", "keyCheck", "attestation", "capsule", "date", "ownerBinding", "certificateBinding")) {
                String forged = changed(good, field);
                if (!forged.equals(good)) {
                    Files.writeString(file, forged);
                    // The patient's file is not asked for the doctor's key, and is a second one for the image.
                    if (!field.equals("capsule") || file.equals(fileOf(world.doctor))) {
                        assertNotOpened(forgetful, file, field);
                    }
                }
            }
            Files.writeString(file, good);
        }
        retrieve(forgetful, world.doctor);
    }

    private void assertNotOpened(AccessLedger ledger, Path changed, String field) throws IOException {
        // Whichever of the image's files is read: only the changed one is left.
        Path aside = folder.resolve("aside.json");
        Path other = changed.equals(fileOf(world.doctor)) ? fileOf(world.patient) : fileOf(world.doctor);
        boolean ofTheImage = changed.startsWith(kept.resolve("images"));
        if (ofTheImage) {
            Files.move(other, aside);
        }
        Identity who = changed.equals(fileOf(world.patient)) ? world.patient : world.doctor;
        assertThrows(PcimException.class, () -> retrieve(ledger, who), () -> field + " in " + changed);
        if (ofTheImage) {
            Files.move(aside, other);
        }
    }

    @Test
    void ledgerWithAllItsEventsIsAskedFirst() throws IOException {
        approve();
        retrieve(world.harness.ledger(), world.doctor);
        for (Path file : files()) {
            Files.write(file, new byte[0]);
        }
        retrieve(world.harness.ledger(), world.doctor);
        AccessLedger broken = Lying.in(AccessLedger.class, world.harness.ledger(), "image", answer -> {
            throw new LedgerException("read image", "", "unplugged", true);
        });
        LedgerException e = assertThrows(LedgerException.class, () -> retrieve(broken, world.doctor));
        assertFalse(e instanceof PrunedEventException, "a ledger that cannot be reached is not completed");
    }

    private List<AccessRequest> pendingRequests(Set<String> forgotten) {
        try (PcimClient pcim = keeping(Forgetful.of(world.harness.ledger(), forgotten))) {
            return pcim.patient(world.patient).pendingRequests();
        }
    }

    private void approve() {
        AccessRequest asked = world.pcim.requester(world.doctor).requestAccess(image, "");
        world.pcim.patient(world.patient).approve(asked, world.days(2));
    }

    private RetrievedStudy retrieve(AccessLedger ledger, Identity who) {
        try (PcimClient pcim = keeping(ledger)) {
            retrievals++;
            Path target = folder.resolve("retrieved-" + retrievals);
            RetrievedStudy retrieved = pcim.requester(who).retrieve(image, target);
            assertRetrieved(study, retrieved);
            return retrieved;
        }
    }

    private PcimClient keeping(AccessLedger ledger) {
        return client(ledger).keepIn(kept).build();
    }

    private PcimClient.Builder client(AccessLedger ledger) {
        return PcimClient.builder()
                .store(world.harness.store())
                .ledger(ledger)
                .cipher(world.harness.cipher())
                .clock(world.harness.clock());
    }

    private Path fileOf(Identity who) {
        return kept.resolve("images").resolve(image.digest().toHex()).resolve(who.address() + ".json");
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(kept)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The JSON with another last character in the text of a field, if it has that field. */
    private static String changed(String json, String field) {
        int at = json.indexOf("\"" + field + "\" : \"");
        if (at < 0) {
            return json;
        }
        int end = json.indexOf('"', json.indexOf(": \"", at) + 3);
        int place = json.charAt(end - 1) == 'Z' ? end - 2 : end - 1;
        char other = json.charAt(place) == '0' ? '1' : '0';
        return json.substring(0, place) + other + json.substring(place + 1);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
