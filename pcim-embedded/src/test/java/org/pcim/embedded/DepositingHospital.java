package org.pcim.embedded;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.Study;
import org.pcim.testkit.ChangedAttestation;

/** A radiologist who deposits studies for one patient. */
final class DepositingHospital implements AutoCloseable {

    private final EmbeddedClientHarness harness;
    private final PcimClient pcim;
    private final Identity radiologist;
    private final Identity patient;

    /** Closes the harness with itself. */
    DepositingHospital(EmbeddedClientHarness harness) {
        this.harness = harness;
        pcim = harness.newClient();
        LedgerSigner hospital = harness.newSigner();
        radiologist = harness.newProfessional("Radiology <radiology@hospital.example>");
        patient = harness.newPatient();
        pcim.owner(harness.owner()).registerInstitution(hospital.address(), "General Hospital");
        pcim.institution(hospital).registerMember(Role.RADIOLOGIST, radiologist.address());
        pcim.radiologist(radiologist).publishKey();
        pcim.patient(patient).publishKey();
    }

    /** Deposits a study of pseudo-random instances; {@code size} is that of the n-th in bytes. */
    Receipt deposit(int instances, IntUnaryOperator size) {
        List<Instance> generated = IntStream.range(0, instances)
                .<Instance>mapToObj(n -> new Generated("%06d.dcm".formatted(n), n, size.applyAsInt(n)))
                .toList();
        return pcim.radiologist(radiologist)
                .deposit(new Study(generated, IdentifyingValues.none()), patient.address(), ImageDescription.none());
    }

    /** What the radiologist says of a deposit, but of another root; the patient registers it. */
    ImageId registerAs(Cid root, Receipt deposited) {
        AccessLedger ledger = harness.ledger();
        Attestation attestation =
                ChangedAttestation.of(deposited.attestation()).root(root).toAttestation();
        Receipt receipt = new Receipt(
                attestation,
                radiologist.signer().sign(ledger.attestationData(attestation)),
                deposited.patientCapsule());
        return pcim.patient(patient).createContract(receipt).id();
    }

    /** The patient registers a deposit. */
    ImageId register(Receipt receipt) {
        return pcim.patient(patient).createContract(receipt).id();
    }

    /** The patient retrieves an image. */
    void retrieve(ImageId image, Path folder) {
        pcim.patient(patient).retrieve(image, folder, Progress.none());
    }

    @Override
    public void close() {
        pcim.close();
        harness.close();
    }

    private record Generated(String name, int seed, long size) implements Instance {

        @Override
        public @Nullable String sopInstanceUid() {
            return null;
        }

        @Override
        public InputStream open() {
            byte[] content = new byte[(int) size];
            new Random(seed).nextBytes(content);
            return new ByteArrayInputStream(content);
        }
    }
}
