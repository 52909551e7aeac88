package org.pcim.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.HistoryEntry;
import org.pcim.Identity;
import org.pcim.PatientView;
import org.pcim.PcimClient;
import org.pcim.RequesterView;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ShareMode;
import org.pcim.content.UnixFsReader;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.error.LedgerRefusalException;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Role;
import org.pcim.signing.LedgerKey;
import org.pcim.store.BlockReader;
import org.pcim.store.PinStatus;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;
import org.pcim.testkit.program.GnuPg;

/** Sharing with somebody who has GnuPG: by a copy, which PCIM opens with GnuPG's key, and gpg without PCIM. */
class CopyForGnuPgIT {

    private final Study study = new Study(
            List.of(instance("a.dcm", 3_000_000), instance("b.dcm", 100), instance("empty", 0)),
            IdentifyingValues.none());

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private GnuPg gpg;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedClientHarness harness;

    @SuppressWarnings("NullAway.Init")
    private PcimClient pcim;

    @SuppressWarnings("NullAway.Init")
    private PatientView patient;

    @SuppressWarnings("NullAway.Init")
    private RequesterView requester;

    @SuppressWarnings("NullAway.Init")
    private CipherIdentity gnuPgKey;

    @SuppressWarnings("NullAway.Init")
    private ImageId image;

    @BeforeEach
    void open() {
        gpg = new GnuPg(folder.resolve("gnupg"));
        harness = new EmbeddedClientHarness(folder);
        String frozen = harness.clock().instant().getEpochSecond() + "!";
        String key = gpg.generate("Dr. Old <old@clinic.example>", "ed25519", "cv25519", "--faked-system-time", frozen);
        gnuPgKey = OpenPgpKeys.importLocked(gpg.secretKey(key), gpg.passphrase());
        pcim = harness.newClient();
        LedgerSigner hospital = harness.newSigner();
        Identity radiologist = harness.newProfessional("Radiology <radiology@hospital.example>");
        pcim.owner(harness.owner()).registerInstitution(hospital.address(), "General Hospital");
        pcim.institution(hospital).registerMember(Role.RADIOLOGIST, radiologist.address());
        pcim.radiologist(radiologist).publishKey();
        patient = pcim.patient(harness.newPatient());
        patient.publishKey();
        requester = pcim.requester(Identity.of(LedgerKey.generate(), gnuPgKey));
        requester.publishKey();
        image = patient.createContract(
                        pcim.radiologist(radiologist).deposit(study, patient.address(), ImageDescription.none()))
                .id();
    }

    @AfterEach
    void close() {
        pcim.close();
        harness.close();
        gnuPgKey.close();
        gpg.close();
    }

    @Test
    void requesterWithAGnuPgKeyGoesThroughTheWholeSequence() {
        requester.requestAccess(image, "Second opinion");
        AccessRequest asked = patient.pendingRequests().get(0);
        assertEquals("Second opinion", asked.notes());
        assertEquals(List.of("Dr. Old <old@clinic.example>"), asked.userIds());
        assertEquals(ShareMode.COPY, Objects.requireNonNull(asked.certificate()).shareMode());
        List<Long> told = new ArrayList<>();

        patient.approve(asked, days(3), (done, whole) -> told.add(done));

        assertEquals(study.size(), told.get(told.size() - 1));
        assertRetrieved(requester.retrieve(image, folder.resolve("retrieved")));
        assertTrue(requester.trace(image).authorized());
        patient.remove(image, requester.address(), "Thank you");
        assertThrows(LedgerRefusalException.class, () -> requester.retrieve(image, folder.resolve("removed")));
        List<HistoryEntry> history = requester.history(image);
        assertEquals("Thank you", history.get(history.size() - 1).text());
    }

    @Test
    void gpgAloneOpensTheCopy() {
        approve();
        String notice = new String(gpg.decrypt(capsule().toByteArray()), StandardCharsets.UTF_8);
        Cid copy = rootIn(notice);
        assertTrue(notice.contains("\"format\" : \"pcim-copy-1\""), notice);
        try (BlockReader blocks = harness.store().read(copy)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            Map<String, Cid> root = content.directory(copy);
            String manifest = new String(gpg.decrypt(read(content, root.get("manifest.pgp"))), StandardCharsets.UTF_8);
            assertEquals(4, manifest.lines().count());
            List<Cid> messages = List.copyOf(
                    content.directory(required(root.get("part-00000"))).values());
            assertEquals(study.instances().size(), messages.size());
            for (int i = 0; i < messages.size(); i++) {
                assertArrayEquals(bytes(study.instances().get(i)), gpg.decrypt(read(content, messages.get(i))));
            }
        }
    }

    @Test
    void copyIsKeptUntilItsRequesterIsRemoved() {
        approve();
        Cid copy = copy();
        assertEquals(PinStatus.PINNED, harness.store().status(copy));
        patient.remove(image, requester.address(), "");
        assertEquals(PinStatus.NOT_PINNED, harness.store().status(copy));
        assertEquals(PinStatus.PINNED, harness.store().status(root()));
    }

    @Test
    void renewalKeepsTheCopyAndARotationMakesANewOne() {
        approve();
        Cid copy = copy();
        patient.renew(image, requester.address(), days(9));
        assertEquals(copy, copy());

        patient.rotate(image, Set.of());

        assertNotEquals(copy, copy());
        assertEquals(PinStatus.NOT_PINNED, harness.store().status(copy));
        assertEquals(PinStatus.PINNED, harness.store().status(copy()));
        assertRetrieved(requester.retrieve(image, folder.resolve("rotated")));
    }

    @Test
    void expiredCopyIsLetGoWhenAskedAndMadeAnewWhenApprovedAgain() {
        approve();
        Cid copy = copy();
        harness.advance(Duration.ofDays(4));
        patient.unpinSuperseded(image);
        assertEquals(PinStatus.NOT_PINNED, harness.store().status(copy));
        approve();
        assertRetrieved(requester.retrieve(image, folder.resolve("again")));
    }

    @Test
    void copyThatTheLedgerRefusesIsLetGo() {
        AccessRequest asked = requester.requestAccess(image, "");
        requester.withdraw(image);
        long before = storedBytes();
        assertThrows(LedgerRefusalException.class, () -> patient.approve(asked, days(3)));
        try (var store = EmbeddedImageStore.open(folder.resolve("store"))) {
            store.collect();
        }
        assertEquals(before, storedBytes());
    }

    @Test
    void copyIsMadeInABatchAndLetGoWhereItIsRefused() {
        List<AccessRequest> asked = List.of(requester.requestAccess(image, ""));
        patient.setApprovalLimit(0, Duration.ofDays(1));
        long before = storedBytes();
        assertFalse(patient.approveAll(asked, days(3)).isComplete());
        assertThrows(LedgerRefusalException.class, () -> patient.approveAllOrNone(asked, days(3)));
        try (var store = EmbeddedImageStore.open(folder.resolve("store"))) {
            store.collect();
        }
        assertEquals(before, storedBytes());

        patient.setApprovalLimit(9, Duration.ofDays(1));
        harness.advance(Duration.ofDays(1));
        assertTrue(patient.approveAll(asked, days(3)).isComplete());
        assertEquals(PinStatus.PINNED, harness.store().status(copy()));
        assertRetrieved(requester.retrieve(image, folder.resolve("retrieved")));
    }

    @Test
    void patientOpensNoImageByTheCopysNotice() {
        approve();
        assertRetrieved(patient.retrieve(image, folder.resolve("own"), Progress.none()));
    }

    private void approve() {
        patient.approve(requester.requestAccess(image, ""), days(3));
    }

    private GrantTerms days(int days) {
        return GrantTerms.until(harness.clock().instant().plus(Duration.ofDays(days)));
    }

    private Bytes capsule() {
        return harness.ledger()
                .capsule(image, requester.address())
                .orElseThrow()
                .bytes();
    }

    private Cid copy() {
        return rootIn(new String(gpg.decrypt(capsule().toByteArray()), StandardCharsets.UTF_8));
    }

    private Cid root() {
        return harness.ledger().image(image).orElseThrow().root();
    }

    private long storedBytes() {
        try (var files = Files.walk(folder.resolve("store/cars"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cid rootIn(String notice) {
        return Cid.parse(notice.replaceAll("(?s).*\"root\" : \"(\\w+)\".*", "$1"));
    }

    private void assertRetrieved(RetrievedStudy retrieved) {
        assertEquals(study.instances().size(), retrieved.instances().size());
        for (Instance instance : study.instances()) {
            try {
                assertArrayEquals(
                        bytes(instance), Files.readAllBytes(retrieved.folder().resolve(instance.name())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static byte[] read(UnixFsReader content, @Nullable Cid file) {
        try (InputStream stream = content.file(required(file))) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Cid required(@Nullable Cid cid) {
        return Objects.requireNonNull(cid);
    }

    private static byte[] bytes(Instance instance) {
        try (InputStream stream = instance.open()) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Instance instance(String name, int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return new InMemory(name, Bytes.of(content));
    }

    private record InMemory(String name, Bytes content) implements Instance {
        @Override
        public long size() {
            return content.length();
        }

        @Override
        public @Nullable String sopInstanceUid() {
            return null;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content.toByteArray());
        }
    }
}
