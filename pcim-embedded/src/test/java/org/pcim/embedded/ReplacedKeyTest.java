package org.pcim.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.OwnImage;
import org.pcim.PatientView;
import org.pcim.PcimClient;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RevocationReason;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.error.CipherException;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.study.FileInstance;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Study;
import org.pcim.study.StudyCorrection;

/** A patient whose key was compromised, and who has another in its place: its images come along. */
class ReplacedKeyTest {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedClientHarness harness;

    @SuppressWarnings("NullAway.Init")
    private PcimClient pcim;

    @SuppressWarnings("NullAway.Init")
    private Identity radiologist;

    @SuppressWarnings("NullAway.Init")
    private Identity doctor;

    @SuppressWarnings("NullAway.Init")
    private Identity before;

    @SuppressWarnings("NullAway.Init")
    private CipherIdentity newKey;

    @SuppressWarnings("NullAway.Init")
    private ImageId image;

    @SuppressWarnings("NullAway.Init")
    private Receipt receipt;

    private int folders;

    @BeforeEach
    void theKeyIsReplaced() throws IOException {
        harness = new EmbeddedClientHarness(folder);
        pcim = harness.newClient();
        radiologist = harness.newProfessional("Radiology <radiology@hospital.example>");
        doctor = harness.newProfessional("Doe <doe@clinic.example>");
        before = harness.newPatient();
        newKey = harness.newPatient().keys();
        LedgerSigner hospital = harness.newSigner();
        pcim.owner(harness.owner()).registerInstitution(hospital.address(), "General Hospital");
        pcim.institution(hospital).registerMember(Role.RADIOLOGIST, radiologist.address());
        pcim.radiologist(radiologist).publishKey();
        pcim.requester(doctor).publishKey();
        pcim.patient(before).publishKey();
        image = pcim.patient(before).createContract(deposit()).id();
        approve(pcim.patient(before), pcim.requester(radiologist).requestAccess(image, "To correct it"));
        pcim.requester(doctor).requestAccess(image, "Written to the key before");
        receipt = deposit();
        pcim.patient(before).revokeKey(RevocationReason.COMPROMISED);
        patientWithNewKey().publishKey();
    }

    @AfterEach
    void close() {
        pcim.close();
        harness.close();
    }

    @Test
    void theNewKeyAloneOpensNothingOfBefore() {
        PatientView patient = patientWithNewKey();
        assertThrows(CipherException.class, () -> patient.retrieve(image, next(), Progress.none()));
        assertThrows(CipherException.class, () -> patient.rotate(image, Set.of()));
    }

    @Test
    void withTheKeyBeforeRequestsAreReadAndApproved() throws IOException {
        PatientView patient = patientWithBoth();
        AccessRequest request = patient.pendingRequests().get(0);
        assertEquals("Written to the key before", request.notes());
        approve(patient, request);
        Path retrieved = next();
        pcim.requester(doctor).retrieve(image, retrieved);
        assertEquals("content", Files.readString(retrieved.resolve("1.dcm")));
    }

    @Test
    void aRotationBringsTheImageToTheNewKey() throws IOException {
        approve(patientWithBoth(), patientWithBoth().pendingRequests().get(0));
        patientWithBoth().rotate(image, Set.of());
        Path retrieved = next();
        patientWithNewKey().retrieve(image, retrieved, Progress.none());
        assertEquals("content", Files.readString(retrieved.resolve("1.dcm")));
        assertThrows(CipherException.class, () -> pcim.patient(before).retrieve(image, next(), Progress.none()));
        pcim.requester(doctor).retrieve(image, next());
        assertEquals(
                List.of(image),
                patientWithNewKey().images().stream().map(OwnImage::id).toList());
    }

    @Test
    void aCorrectionComesToTheNewKey() throws IOException {
        Receipt correction = pcim.radiologist(radiologist)
                .correct(image, StudyCorrection.withdrawing("2.dcm"), ImageDescription.none(), "", Progress.none());
        PatientView patient = patientWithNewKey();
        assertEquals(2, patient.addCorrection(correction).version());
        Path retrieved = next();
        patient.retrieve(image, retrieved, Progress.none());
        assertEquals("content", Files.readString(retrieved.resolve("1.dcm")));
        assertThrows(CipherException.class, () -> pcim.patient(before).retrieve(image, next(), Progress.none()));
    }

    @Test
    void withTheKeyBeforeAReceiptIsRegistered() {
        assertThrows(CipherException.class, () -> patientWithNewKey().createContract(receipt));
        assertEquals(1, patientWithBoth().createContract(receipt).version());
    }

    private PatientView patientWithNewKey() {
        return pcim.patient(Identity.of(before.signer(), newKey));
    }

    private PatientView patientWithBoth() {
        return pcim.patient(Identity.of(before.signer(), OpenPgpKeys.withFormer(newKey, List.of(before.keys()))));
    }

    private void approve(PatientView patient, AccessRequest request) {
        patient.approve(request, GrantTerms.until(harness.clock().instant().plus(Duration.ofDays(1))));
    }

    private Receipt deposit() throws IOException {
        Study study = new Study(
                List.of(instance("1.dcm", "content"), instance("2.dcm", "to be withdrawn")), IdentifyingValues.none());
        return pcim.radiologist(radiologist).deposit(study, before.address(), ImageDescription.none());
    }

    private FileInstance instance(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return new FileInstance(name, file, Files.size(file), null);
    }

    private Path next() {
        return folder.resolve("retrieved" + folders++);
    }
}
