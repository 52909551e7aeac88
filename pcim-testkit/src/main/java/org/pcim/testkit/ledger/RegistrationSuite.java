package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcim.error.InputException;
import org.pcim.error.Refusal;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Attestation;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.model.Role;
import org.pcim.model.Signature;
import org.pcim.testkit.ChangedAttestation;
import org.pcim.testkit.LedgerHarness;

/** Rules of create_contract. */
public abstract class RegistrationSuite extends LedgerSuite {

    @SuppressWarnings("NullAway.Init")
    private LedgerSigner hospital;

    @SuppressWarnings("NullAway.Init")
    private LedgerSigner radiologist;

    @SuppressWarnings("NullAway.Init")
    private LedgerSigner patient;

    @SuppressWarnings("NullAway.Init")
    private Attestation attestation;

    @BeforeEach
    void attest() {
        hospital = world.institution();
        radiologist = world.member(hospital, Role.RADIOLOGIST);
        patient = world.participant();
        attestation = world.attestation(radiologist, patient);
    }

    @Test
    void patientRegistersAnAttestedImage() {
        CreateContract operation = world.createContract(radiologist, attestation);

        RecordedEvent created = world.act(patient, operation).get(0);

        assertEquals(
                new ContractCreated(attestation, operation.attestationSignature(), operation.patientCapsule()),
                created.event());
        assertEquals(
                Optional.of(new ImageRecord(attestation, operation.attestationSignature(), created.time(), null)),
                world.ledger().image(attestation.image()));
        assertEquals(
                Optional.of(operation.patientCapsule()),
                world.ledger().capsule(attestation.image(), patient.address()));
    }

    @Test
    void descriptionMaySayNothing() {
        Attestation silent = described(ImageDescription.none());
        world.act(patient, world.createContract(radiologist, silent));
        assertEquals(silent, world.ledger().image(silent.image()).orElseThrow().attestation());
    }

    @Test
    void unknownImageIsNotFound() {
        ImageId unknown = new ImageId(world.digest());
        assertEquals(Optional.empty(), world.ledger().image(unknown));
        assertEquals(Optional.empty(), world.ledger().capsule(unknown, patient.address()));
    }

    @Test
    void onlyThePatientInTheReceiptRegistersIt() {
        CreateContract operation = world.createContract(radiologist, attestation);
        world.assertRefused(Refusal.NOT_PATIENT, radiologist, operation);
        world.assertRefused(Refusal.NOT_PATIENT, world.participant(), operation);
    }

    @Test
    void contentIsRegisteredOnce() {
        world.act(patient, world.createContract(radiologist, attestation));
        world.assertRefused(Refusal.ROOT_KNOWN, patient, world.createContract(radiologist, attestation));
    }

    @Test
    void contentIsRegisteredOnceForAllPatients() {
        world.act(patient, world.createContract(radiologist, attestation));
        LedgerSigner other = world.participant();
        Attestation same =
                ChangedAttestation.of(attestation).patient(other.address()).toAttestation();
        world.assertRefused(Refusal.ROOT_KNOWN, other, world.createContract(radiologist, same));
    }

    @Test
    void attestorIsARadiologist() {
        LedgerSigner stranger = world.participant();
        world.assertRefused(
                Refusal.NOT_RADIOLOGIST, patient, world.createContract(stranger, world.attestation(stranger, patient)));

        LedgerSigner doctor = world.member(hospital, Role.REQUESTER);
        world.assertRefused(
                Refusal.NOT_RADIOLOGIST, patient, world.createContract(doctor, world.attestation(doctor, patient)));
    }

    @Test
    void removedRadiologistAttestsToNothingNew() {
        CreateContract operation = world.createContract(radiologist, attestation);
        world.act(hospital, new RemoveMember(Role.RADIOLOGIST, radiologist.address()));
        world.assertRefused(Refusal.NOT_RADIOLOGIST, patient, operation);

        world.act(hospital, new RegisterMember(Role.RADIOLOGIST, radiologist.address()));
        world.act(patient, operation);
    }

    @Test
    void radiologistOfRemovedInstitutionAttestsToNothingNew() {
        CreateContract operation = world.createContract(radiologist, attestation);
        world.act(world.owner(), new RemoveInstitution(hospital.address()));
        world.assertRefused(Refusal.NOT_RADIOLOGIST, patient, operation);
    }

    @Test
    void registeredImageOutlivesItsRadiologistsRegistration() {
        world.act(patient, world.createContract(radiologist, attestation));
        world.act(hospital, new RemoveMember(Role.RADIOLOGIST, radiologist.address()));
        world.act(world.owner(), new RemoveInstitution(hospital.address()));

        LedgerSigner requester = world.pending(attestation.image());
        assertEquals(1, world.ledger().image(attestation.image()).orElseThrow().version());
        assertFalse(world.access(attestation.image(), requester).inForce(world.now()));
    }

    @Test
    void signatureIsTheRadiologists() {
        LedgerSigner colleague = world.member(hospital, Role.RADIOLOGIST);
        world.assertRefused(Refusal.BAD_ATTESTATION, patient, world.createContract(colleague, attestation));
        world.assertRefused(
                Refusal.BAD_ATTESTATION,
                patient,
                new CreateContract(attestation, new Signature(world.bytes(65)), world.capsule()));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void signatureCoversEveryField(Forgery forgery) {
        Signature signature = radiologist.sign(world.ledger().attestationData(attestation));
        Attestation forged = forgery.change
                .apply(ChangedAttestation.of(attestation), attestation)
                .toAttestation();
        world.assertRefused(Refusal.BAD_ATTESTATION, patient, new CreateContract(forged, signature, world.capsule()));
    }

    @Test
    void attestationForAnotherLedgerIsVoid() {
        try (LedgerHarness other = newHarness()) {
            LedgerId elsewhere = other.ledger().id();
            Attestation foreign =
                    ChangedAttestation.of(attestation).ledger(elsewhere).toAttestation();
            Signature signature = radiologist.sign(other.ledger().attestationData(foreign));

            CreateContract operation = new CreateContract(foreign, signature, world.capsule());
            assertThrows(InputException.class, () -> world.ledger().prepare(operation, patient.address()));
            world.assertRefused(
                    Refusal.BAD_ATTESTATION, patient, new CreateContract(attestation, signature, world.capsule()));
        }
    }

    @Test
    void signatureCoversTheRadiologist() {
        Signature signature = radiologist.sign(world.ledger().attestationData(attestation));
        Attestation colleagues = world.attestation(world.member(hospital, Role.RADIOLOGIST), patient);
        world.assertRefused(
                Refusal.BAD_ATTESTATION, patient, new CreateContract(colleagues, signature, world.capsule()));
    }

    @Test
    void attestationLasts90DaysAtMost() {
        Instant lastDay = attestation.date().plus(Attestation.LIFETIME);
        Attestation longer = dated(attestation.date(), lastDay.plusSeconds(1));
        world.assertRefused(Refusal.OUTDATED_ATTESTATION, patient, world.createContract(radiologist, longer));
        Attestation shorter = dated(attestation.date(), attestation.date().plus(HOUR));
        world.act(patient, world.createContract(radiologist, shorter));
    }

    @Test
    void clocksMayDifferBy15Minutes() {
        Instant tooLate = world.now().plus(Duration.ofMinutes(20));
        world.assertRefused(
                Refusal.OUTDATED_ATTESTATION,
                patient,
                world.createContract(radiologist, dated(tooLate, tooLate.plus(DAY))));
        Instant early = world.now().plus(Duration.ofMinutes(14));
        world.act(patient, world.createContract(radiologist, dated(early, early.plus(DAY))));
    }

    /** A name with what it changes. */
    record Forgery(String name, BiFunction<ChangedAttestation, Attestation, ChangedAttestation> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Forgery> forgeries() {
        Digest other = new Digest(Bytes.of(new byte[Digest.LENGTH]));
        return Stream.of(
                new Forgery("statement", (it, was) -> it.statement(other)),
                new Forgery("key check", (it, was) -> it.keyCheck(other)),
                new Forgery("modality", (it, was) -> it.description(new ImageDescription("MR", "CHEST"))),
                new Forgery("body part", (it, was) -> it.description(new ImageDescription("CT", null))),
                new Forgery("radiologist's certificate", (it, was) -> it.radiologistCertificate(other)),
                new Forgery("root", (it, was) -> it.root(new Cid(was.root().codec(), other))),
                new Forgery("date", (it, was) -> it.date(was.date().plusSeconds(1))),
                new Forgery("last day", (it, was) -> it.lastDay(was.lastDay().minusSeconds(1))));
    }

    private Attestation described(ImageDescription description) {
        return ChangedAttestation.of(attestation).description(description).toAttestation();
    }

    private Attestation dated(Instant date, Instant lastDay) {
        return ChangedAttestation.of(attestation).date(date).lastDay(lastDay).toAttestation();
    }
}
