package org.pcim.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.PatientView;
import org.pcim.RequesterView;
import org.pcim.error.LedgerRefusalException;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.ReasonCode;
import org.pcim.model.Receipt;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.Study;

/**
 * A process in which a radiologist deposits, a doctor asks and a patient decides, at random and without end. It says
 * whatever was acknowledged, as soon as it was: its kind, and what it is.
 */
final class HospitalProcess {

    static final String DEPOSITED = "deposited";
    static final String RECORDED = "recorded";
    static final String REGISTERED = "registered";
    static final String HEAD = "head";

    private static final int RECENT_IMAGES = 4;

    private HospitalProcess() {}

    static KillableProcess start(Path folder, long seed) throws IOException {
        return KillableProcess.start(HospitalProcess.class, folder.toString(), folder.toString(), Long.toString(seed));
    }

    /** Works until it is killed. */
    public static void main(String[] arguments) {
        try (HospitalFolder hospital = HospitalFolder.open(Path.of(arguments[0]))) {
            Work work = new Work(hospital, new Random(Long.parseLong(arguments[1])));
            work.tellHead();
            while (true) {
                work.step();
            }
        }
    }

    private static final class Work {
        private final HospitalFolder hospital;
        private final Random random;
        private final PatientView patient;
        private final RequesterView doctor;
        private final List<ImageId> images;

        Work(HospitalFolder hospital, Random random) {
            this.hospital = hospital;
            this.random = random;
            this.patient = hospital.pcim.patient(hospital.patient);
            this.doctor = hospital.pcim.requester(hospital.doctor);
            this.images = hospital.images();
        }

        void tellHead() {
            LedgerHead head = hospital.ledger.head();
            tell(HEAD, head.block() + " " + head.time().getEpochSecond() + " " + head.hash());
        }

        void step() {
            try {
                if (images.isEmpty() || random.nextInt(5) == 0) {
                    deposit();
                } else {
                    decide(images.get(images.size() - 1 - random.nextInt(Math.min(RECENT_IMAGES, images.size()))));
                }
            } catch (LedgerRefusalException unfit) {
                // The choice did not fit where the image stands; nothing has changed, and there is nothing to tell.
            }
        }

        private void deposit() {
            int size = random.nextInt(3) == 0 ? 1_500_000 : random.nextInt(5000);
            Study study = new Study(
                    List.of(new Noise("a.dcm", random.nextInt(), size), new Noise("b.dcm", random.nextInt(), 100)),
                    IdentifyingValues.none());
            Receipt receipt = hospital.pcim
                    .radiologist(hospital.radiologist)
                    .deposit(study, patient.address(), ImageDescription.none());
            tell(DEPOSITED, receipt.attestation().root());
            ImageId image = patient.createContract(receipt).id();
            tell(REGISTERED, image);
            images.add(image);
        }

        private void decide(ImageId image) {
            switch (random.nextInt(6)) {
                case 0 -> {
                    doctor.requestAccess(image, "Second opinion");
                    tellHead();
                }
                case 1 -> tell(doctor.withdraw(image));
                case 2 -> tell(patient.remove(image, doctor.address(), "Thank you"));
                case 3 -> {
                    patient.rotate(image, Set.of());
                    tellHead();
                }
                default ->
                    patient.pendingRequests().stream()
                            .filter(request -> request.image().equals(image))
                            .forEach(this::answer);
            }
        }

        private void answer(AccessRequest request) {
            if (random.nextInt(4) == 0) {
                tell(patient.deny(request, ReasonCode.PATIENT_DECISION, ""));
            } else {
                tell(patient.approve(request, GrantTerms.until(Instant.now().plus(Duration.ofDays(1)))));
            }
        }

        private static void tell(RecordedEvent recorded) {
            tell(RECORDED, recorded.operation());
        }

        private static void tell(String kind, Object what) {
            KillableProcess.tell(kind + " " + what);
        }
    }

    private record Noise(String name, int seed, int length) implements Instance {
        @Override
        public long size() {
            return length;
        }

        @Override
        public @Nullable String sopInstanceUid() {
            return null;
        }

        @Override
        public InputStream open() {
            byte[] content = new byte[length];
            new Random(seed).nextBytes(content);
            return new ByteArrayInputStream(content);
        }
    }
}
