package org.pcim.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.study.FileInstance;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Study;

/** What becomes of a participant whose certificate expires after ten days: nothing new, and nothing old is lost. */
class ExpiredCertificateTest {

    private static final Duration TEN_DAYS = Duration.ofDays(10);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedClientHarness harness;

    @SuppressWarnings("NullAway.Init")
    private PcimClient pcim;

    @BeforeEach
    void open() {
        harness = new EmbeddedClientHarness(folder);
        pcim = harness.newClient();
    }

    @AfterEach
    void close() {
        pcim.close();
        harness.close();
    }

    @Test
    void nothingIsDepositedForAPatientWhoseCertificateHasExpired() {
        Identity patient = expiring(KeyParameters.withoutName(harness.clock().instant()));
        Identity radiologist = radiologist(harness.newProfessional("Radiology <radiology@hospital.example>"));
        pcim.patient(patient).publishKey();
        harness.advance(TEN_DAYS.plusSeconds(1));
        CipherException e = assertThrows(CipherException.class, () -> deposit(radiologist, patient));
        assertEquals("Cannot use certificate: it expired at 2026-12-03T10:00:00Z", e.getMessage());
    }

    @Test
    void aRequesterWhoseCertificateHasExpiredIsNotApproved() throws IOException {
        Identity patient = harness.newPatient();
        Identity doctor = expiring(KeyParameters.named(harness.clock().instant(), "Doe <doe@clinic.example>"));
        ImageId image =
                register(radiologist(harness.newProfessional("Radiology <radiology@hospital.example>")), patient);
        pcim.requester(doctor).publishKey();
        pcim.requester(doctor).requestAccess(image, "");
        harness.advance(TEN_DAYS.plusSeconds(1));
        AccessRequest request = pcim.patient(patient).pendingRequests().get(0);
        assertNull(request.certificate());
        GrantTerms terms = GrantTerms.until(harness.clock().instant().plus(TEN_DAYS));
        assertThrows(InputException.class, () -> pcim.patient(patient).approve(request, terms));
        assertEquals(1, pcim.patient(patient).pendingRequests().size());
    }

    @Test
    void whatARadiologistSignedStaysGenuineWhenTheCertificateHasExpired() throws IOException {
        Identity patient = harness.newPatient();
        Identity radiologist =
                radiologist(expiring(KeyParameters.withoutName(harness.clock().instant())));
        ImageId image = register(radiologist, patient);
        harness.advance(TEN_DAYS.plusSeconds(1));
        pcim.patient(patient).retrieve(image, folder.resolve("own"), Progress.none());
        assertEquals("content", Files.readString(folder.resolve("own/1.dcm")));
        assertThrows(CipherException.class, () -> deposit(radiologist, patient));
    }

    private Identity expiring(KeyParameters parameters) {
        return Identity.of(harness.newSigner(), OpenPgpKeys.generate(parameters.validFor(TEN_DAYS)));
    }

    private Identity radiologist(Identity identity) {
        LedgerSigner hospital = harness.newSigner();
        pcim.owner(harness.owner()).registerInstitution(hospital.address(), "General Hospital");
        pcim.institution(hospital).registerMember(Role.RADIOLOGIST, identity.address());
        pcim.radiologist(identity).publishKey();
        return identity;
    }

    private ImageId register(Identity radiologist, Identity patient) throws IOException {
        pcim.patient(patient).publishKey();
        return pcim.patient(patient)
                .createContract(deposit(radiologist, patient))
                .id();
    }

    private Receipt deposit(Identity radiologist, Identity patient) throws IOException {
        Path file = Files.writeString(folder.resolve("1.dcm"), "content");
        Study study =
                new Study(List.of(new FileInstance("1.dcm", file, Files.size(file), null)), IdentifyingValues.none());
        return pcim.radiologist(radiologist).deposit(study, patient.address(), ImageDescription.none());
    }
}
