package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.ClientWorld.assertRefused;
import static org.pcim.testkit.ClientWorld.assertRetrieved;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.PatientView;
import org.pcim.RequesterView;
import org.pcim.error.CancelledException;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.error.PcimException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.KeyBinding;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.ImageReference;
import org.pcim.model.LedgerId;
import org.pcim.model.LedgerText;
import org.pcim.model.Progress;
import org.pcim.model.ReasonCode;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;

/**
 * What {@link org.pcim.PcimClient} guarantees over a store, a ledger and a cipher: what it refuses, what calling again
 * does, and that nothing is left half-done.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class PcimClientContract extends ClientContract {

    private final Study study = ClientWorld.study(200_000, 100);

    @SuppressWarnings("NullAway.Init")
    private PatientView patient;

    @SuppressWarnings("NullAway.Init")
    private RequesterView doctor;

    /** For the provider's subclass. */
    protected PcimClientContract() {}

    @BeforeEach
    void open() {
        patient = world.pcim.patient(world.patient);
        doctor = world.pcim.requester(world.doctor);
    }

    @Test
    void storeLedgerAndKeysFitTogether() {
        assertTrue(world.pcim.check(world.patient, world.doctor).allGood());
        assertFalse(world.pcim.check(world.harness.newPatient()).allGood());
    }

    @Test
    void aPublishedKeyIsNotPublishedAgain() {
        assertEquals(1, patient.publishKey().sequence());
        assertEquals(1, world.harness.ledger().certificates(patient.address()).size());
    }

    @Test
    void aRetrievedStudySaysWhatTheRadiologistSaid() {
        ImageId image = world.register(study);
        RetrievedStudy retrieved = patient.retrieve(image, folder.resolve("own"), Progress.none());
        assertRetrieved(study, retrieved);
        assertEquals(ClientWorld.TEXT, retrieved.description());
        assertEquals(world.radiologist.address(), retrieved.radiologist());
        assertEquals("1.2.3.1", retrieved.instances().get(1).sopInstanceUid());
    }

    @Test
    void progressNeverFallsAndReachesTheWhole() {
        List<Long> done = new ArrayList<>();
        Receipt receipt = world.pcim
                .radiologist(world.radiologist)
                .deposit(study, patient.address(), ImageDescription.none(), "", (part, whole) -> {
                    assertEquals(study.size(), whole);
                    done.add(part);
                });
        assertEquals(study.size(), done.get(done.size() - 1));
        assertEquals(done.stream().sorted().toList(), done);
        done.clear();
        ImageId image = patient.createContract(receipt).id();
        patient.retrieve(image, folder.resolve("own"), (part, whole) -> done.add(part));
        assertEquals(study.size(), done.get(done.size() - 1));
        assertEquals(done.stream().sorted().toList(), done);
    }

    @Test
    void aReceiptIsReadBackFromItsJson() {
        Receipt receipt = world.deposit(study);
        assertEquals(receipt, Receipt.fromJson(receipt.toJson()));
    }

    @Test
    void aReceiptWithAnyOtherByteIsRefused() {
        byte[] json = world.deposit(study).toJson();
        for (int i = 0; i < json.length; i++) {
            byte[] changed = json.clone();
            changed[i] ^= 1;
            if (!new String(changed, StandardCharsets.ISO_8859_1)
                    .replaceAll("\\s", "")
                    .equals(new String(json, StandardCharsets.ISO_8859_1).replaceAll("\\s", ""))) {
                int at = i;
                assertThrows(
                        PcimException.class,
                        () -> patient.createContract(Receipt.fromJson(changed)),
                        () -> "byte " + at + " of " + new String(changed, StandardCharsets.ISO_8859_1));
            }
        }
        assertTrue(patient.images().isEmpty());
    }

    @Test
    void registeringTheSameReceiptAgainChangesNothing() {
        Receipt receipt = world.deposit(study);
        ImageRecord image = patient.createContract(receipt);
        assertEquals(image, patient.createContract(receipt));
        assertEquals(List.of(image), patient.images());
        assertEquals(1, patient.history(image.id()).size());
    }

    @Test
    void aReceiptIsForItsPatientOnly() {
        Receipt receipt = world.deposit(study);
        Identity other = world.harness.newPatient();
        world.pcim.patient(other).publishKey();
        assertRefused(Refusal.NOT_PATIENT, () -> world.pcim.patient(other).createContract(receipt));
    }

    @Test
    void theKeyOfAnotherStudyInAReceiptIsRefused() {
        Receipt mine = world.deposit(study);
        Receipt other = world.deposit(ClientWorld.study(5));
        assertThrows(
                CipherException.class,
                () -> patient.createContract(
                        new Receipt(mine.attestation(), mine.attestationSignature(), other.patientCapsule())));
    }

    @Test
    void anAttestationThatSomebodyElseSignedIsRefused() {
        Receipt receipt = world.deposit(study);
        assertRefused(
                Refusal.BAD_ATTESTATION,
                () -> patient.createContract(new Receipt(
                        receipt.attestation(),
                        world.doctor.signer().sign(world.harness.ledger().attestationData(receipt.attestation())),
                        receipt.patientCapsule())));
    }

    @Test
    void onlyARegisteredRadiologistDeposits() {
        assertRefused(
                Refusal.NOT_RADIOLOGIST,
                () -> world.pcim.radiologist(world.doctor).deposit(study, patient.address(), ClientWorld.CT_CHEST));
        world.pcim.institution(world.hospital).removeMember(Role.RADIOLOGIST, world.radiologist.address());
        assertRefused(Refusal.NOT_RADIOLOGIST, () -> world.deposit(study));
    }

    @Test
    void aRemovedRadiologistsImagesStayValid() {
        ImageId image = world.register(study);
        world.pcim.institution(world.hospital).removeMember(Role.RADIOLOGIST, world.radiologist.address());
        assertRetrieved(study, patient.retrieve(image, folder.resolve("own"), Progress.none()));
    }

    @Test
    void aPatientWithoutAPublishedKeyGetsNoDeposit() {
        Identity unknown = world.harness.newPatient();
        assertRefused(
                Refusal.NO_KEY,
                () -> world.pcim
                        .radiologist(world.radiologist)
                        .deposit(study, unknown.address(), ClientWorld.CT_CHEST));
    }

    @Test
    void aPatientsCertificateWithAUserIdGetsNoDeposit() {
        assertThrows(
                InputException.class,
                () -> world.pcim.radiologist(world.radiologist).deposit(study, doctor.address(), ClientWorld.CT_CHEST));
    }

    @Test
    void aDescriptionThatNamesThePatientIsRefused() {
        Study named = new Study(study.instances(), new IdentifyingValues(Set.of("Doe"), Set.of(), Set.of()));
        assertThrows(
                InputException.class,
                () -> world.pcim
                        .radiologist(world.radiologist)
                        .deposit(named, patient.address(), new ImageDescription("CT", "DOE")));
    }

    @Test
    void anInstanceThatCannotBeReadOrChangesMeanwhileLeavesNothing() {
        depositFails(new BrokenInstance(10, null));
        depositFails(new BrokenInstance(10, Bytes.of(new byte[9])));
        depositFails(new BrokenInstance(10, Bytes.of(new byte[11])));
    }

    private void depositFails(Instance broken) {
        Study withBroken = new Study(List.of(study.instances().get(0), broken), IdentifyingValues.none());
        InputException e = assertThrows(InputException.class, () -> world.deposit(withBroken));
        assertEquals("broken", e.subject());
        assertTrue(patient.images().isEmpty());
    }

    @Test
    void anApprovalIsForTheCertificateThatTheRequestShows() {
        ImageId image = world.register(study);
        AccessRequest asked = doctor.requestAccess(image, "");
        Identity newKeys = Identity.of(
                world.doctor.signer(), world.harness.newProfessional("New").keys());
        world.pcim.requester(newKeys).publishKey();
        assertThrows(InputException.class, () -> patient.approve(asked, world.days(1)));
        patient.approve(patient.pendingRequests().get(0), world.days(1));
        assertRetrieved(study, world.pcim.requester(newKeys).retrieve(image, folder.resolve("new")));
        assertThrows(CipherException.class, () -> doctor.retrieve(image, folder.resolve("old")));
    }

    @Test
    void aRenewalIsForTheNewestCertificate() {
        ImageId image = world.register(study);
        patient.approve(doctor.requestAccess(image, ""), world.days(1));
        Identity newKeys = Identity.of(
                world.doctor.signer(), world.harness.newProfessional("New").keys());
        world.pcim.requester(newKeys).publishKey();
        patient.renew(image, doctor.address(), world.days(9));
        assertRetrieved(study, world.pcim.requester(newKeys).retrieve(image, folder.resolve("new")));
    }

    @Test
    void approvingAgainOnTheSameTermsChangesNothing() {
        ImageId image = world.register(study);
        AccessRequest asked = doctor.requestAccess(image, "");
        GrantTerms terms = world.days(1);
        assertEquals(patient.approve(asked, terms), patient.approve(asked, terms));
        assertEquals(3, patient.history(image).size());
        assertRefused(Refusal.NOT_PENDING, () -> patient.approve(asked, world.days(2)));
    }

    @Test
    void aCertificateThatCannotBeUsedHidesNoOtherRequest() {
        ImageId image = world.register(study);
        LedgerSigner stranger = world.harness.newSigner();
        Bytes garbage = Bytes.of(new byte[] {1, 2, 3});
        KeyBinding binding = new KeyBinding(
                world.harness.ledger().id(), stranger.address(), Digest.sha256(garbage.toByteArray()), 1);
        perform(
                stranger,
                new PublishKey(new PublishedCertificate(
                        stranger.address(),
                        1,
                        garbage,
                        stranger.sign(world.harness.ledger().bindingData(binding)),
                        garbage)));
        perform(stranger, new RequestAccess(image, LedgerText.readable("Let me in")));
        doctor.requestAccess(image, "");
        AccessRequest unusable = patient.pendingRequests().get(0);
        assertEquals(2, patient.pendingRequests().size());
        assertNull(unusable.certificate());
        assertEquals("Let me in", unusable.notes());
        assertThrows(InputException.class, () -> patient.approve(unusable, world.days(1)));
        patient.deny(unusable, ReasonCode.UNKNOWN_REQUESTER, "Who are you?");
        assertEquals(doctor.address(), patient.pendingRequests().get(0).requester());
    }

    @Test
    void notesCopiedFromElsewhereAreNotShown() {
        ImageId image = world.register(study);
        ImageId other = world.register(ClientWorld.study(5));
        doctor.requestAccess(image, "For me");
        LedgerText copied =
                ((AccessRequested) patient.history(image).get(1).recorded().event()).notes();
        perform(world.researcher.signer(), new RequestAccess(other, copied));
        assertNull(patient.pendingRequests().stream()
                .filter(request -> request.image().equals(other))
                .findFirst()
                .orElseThrow()
                .notes());
    }

    @Test
    void textsThatAreTooLongAreRefused() {
        ImageId image = world.register(study);
        assertThrows(InputException.class, () -> doctor.requestAccess(image, "é".repeat(513)));
        doctor.requestAccess(image, "é".repeat(512));
    }

    @Test
    void aReferenceForAnotherLedgerIsRefused() {
        ImageId image = world.register(study);
        ImageReference reference =
                ImageReference.parse(world.pcim.reference(image).toString());
        doctor.requestAccess(reference, "");
        ImageReference elsewhere = new ImageReference(new LedgerId("embedded:00112233445566778899aabbccddeeff"), image);
        assertThrows(InputException.class, () -> doctor.requestAccess(elsewhere, ""));
    }

    @Test
    void retrievalNeitherOverwritesNorLeavesAnythingHalf() throws IOException {
        ImageId image = world.register(study);
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.writeString(taken.resolve("file"), "mine");
        assertThrows(InputException.class, () -> patient.retrieve(image, taken, Progress.none()));
        assertEquals("mine", Files.readString(taken.resolve("file")));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Path leftover = Files.createDirectory(folder.resolve(".empty.incomplete"));
        Files.writeString(leftover.resolve("half"), "left by a killed process");
        assertRetrieved(study, patient.retrieve(image, empty, Progress.none()));
        assertEquals(Set.of("taken", "empty"), names(folder));
    }

    @Test
    void anInterruptedCallIsCancelledAndCanBeMadeAgain() {
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> world.deposit(study));
        assertTrue(Thread.interrupted(), "the interrupt is still set");
        ImageId image = world.register(study);
        Thread.currentThread().interrupt();
        assertThrows(CancelledException.class, () -> patient.retrieve(image, folder.resolve("own"), Progress.none()));
        assertTrue(Thread.interrupted(), "the interrupt is still set");
        assertRetrieved(study, patient.retrieve(image, folder.resolve("own"), Progress.none()));
        assertEquals(Set.of("own"), names(folder));
    }

    @Test
    void aStudyOfManyFoldersIsRetrieved() {
        int[] sizes = new int[2001];
        Arrays.setAll(sizes, i -> i % 50);
        Study many = ClientWorld.study(sizes);
        assertRetrieved(many, patient.retrieve(world.register(many), folder.resolve("many"), Progress.none()));
    }

    private void perform(LedgerSigner sender, LedgerOperation operation) {
        AccessLedger ledger = world.harness.ledger();
        PreparedOperation prepared = ledger.prepare(operation, sender.address());
        ledger.await(ledger.submit(prepared, sender.sign(prepared.signable())), Duration.ofMinutes(1));
    }

    private static Set<String> names(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An instance that gives other bytes than it promises, or none. */
    private record BrokenInstance(long size, @Nullable Bytes content) implements Instance {
        @Override
        public String name() {
            return "broken";
        }

        @Override
        public @Nullable String sopInstanceUid() {
            return null;
        }

        @Override
        public InputStream open() throws IOException {
            if (content == null) {
                throw new IOException("unplugged");
            }
            return new ByteArrayInputStream(content.toByteArray());
        }
    }
}
