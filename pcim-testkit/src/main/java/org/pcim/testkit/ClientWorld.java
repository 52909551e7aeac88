package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.function.Executable;
import org.pcim.GrantTerms;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Bytes;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;

/** A hospital with a radiologist, a patient and two requesters whose keys are published, and a client. */
final class ClientWorld implements AutoCloseable {

    static final Duration DAY = Duration.ofDays(1);
    static final ImageDescription CT_CHEST = new ImageDescription("CT", "CHEST");
    static final String TEXT = "Follow-up after six months";

    final ClientHarness harness;
    final PcimClient pcim;
    final LedgerSigner hospital;
    final Identity radiologist;
    final Identity patient;
    final Identity doctor;
    final Identity researcher;

    ClientWorld(ClientHarness harness) {
        this.harness = harness;
        this.pcim = client(harness, harness.ledger());
        hospital = harness.newSigner();
        radiologist = harness.newProfessional("Radiology <radiology@hospital.example>");
        patient = harness.newPatient();
        doctor = harness.newProfessional("Dr. Doe <doe@clinic.example>");
        researcher = harness.newProfessional("Lab <lab@university.example>");
        pcim.owner(harness.owner()).registerInstitution(hospital.address(), "General Hospital");
        pcim.institution(hospital).registerMember(Role.RADIOLOGIST, radiologist.address());
        pcim.radiologist(radiologist).publishKey();
        pcim.patient(patient).publishKey();
        pcim.requester(doctor).publishKey();
        pcim.requester(researcher).publishKey();
    }

    /** A client like {@link #pcim}, but on this ledger. */
    PcimClient client(AccessLedger ledger) {
        return client(harness, ledger);
    }

    private static PcimClient client(ClientHarness harness, AccessLedger ledger) {
        return PcimClient.builder()
                .store(harness.store())
                .ledger(ledger)
                .cipher(harness.cipher())
                .clock(harness.clock())
                .parallel(2)
                .build();
    }

    Receipt deposit(Study study) {
        return pcim.radiologist(radiologist).deposit(study, patient.address(), CT_CHEST, TEXT, Progress.none());
    }

    ImageId register(Study study) {
        return pcim.patient(patient).createContract(deposit(study)).id();
    }

    GrantTerms days(int days) {
        return GrantTerms.until(harness.clock().instant().plus(DAY.multipliedBy(days)));
    }

    /** A study of instances with these sizes, in bytes, of pseudo-random content. */
    static Study study(int... sizes) {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            byte[] content = new byte[sizes[i]];
            new Random(i).nextBytes(content);
            instances.add(new InMemoryInstance("series 1/IM%04d.dcm".formatted(i), Bytes.of(content), "1.2.3." + i));
        }
        return new Study(instances, IdentifyingValues.none());
    }

    /** That every instance was written as it was deposited, and nothing else. */
    static void assertRetrieved(Study study, RetrievedStudy retrieved) {
        assertEquals(study.instances().size(), retrieved.instances().size());
        for (Instance instance : study.instances()) {
            try (InputStream original = instance.open()) {
                assertArrayEquals(
                        original.readAllBytes(),
                        Files.readAllBytes(retrieved.folder().resolve(instance.name())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertEquals(study.instances().size(), countFiles(retrieved.folder()));
    }

    static void assertRefused(Refusal refusal, Executable call) {
        assertEquals(refusal, assertThrows(LedgerRefusalException.class, call).refusal());
    }

    static long countFiles(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The number of files and folders in a folder. */
    static long countEntries(Path folder) {
        try (var entries = Files.list(folder)) {
            return entries.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        pcim.close();
        harness.close();
    }

    private record InMemoryInstance(String name, Bytes content, String sopInstanceUid) implements Instance {
        @Override
        public long size() {
            return content.length();
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(content.toByteArray());
        }
    }
}
