package org.pcim.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.PatientView;
import org.pcim.RequesterView;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PcimException;
import org.pcim.ledger.LedgerHead;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.ReasonCode;
import org.pcim.model.Receipt;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.Study;

/**
 * A process in which, in several hospitals at once, a radiologist deposits, a doctor asks and a patient decides and retrieves,
 * at random and without end. It says whatever was acknowledged, as soon as it was: in which hospital, its kind, and what it is.
 */
final class HospitalProcess {

    static final String DEPOSITED = "deposited";
    static final String RECORDED = "recorded";
    static final String REGISTERED = "registered";
    static final String HEAD = "head";
    static final String FAILED = "failed";

    /** What the names of the folders begin with that images are retrieved to. */
    static final String RETRIEVED = "retrieved-";

    /** What the study of each image consists of. */
    static final Set<String> INSTANCES = Set.of("a.dcm", "b.dcm");

    private static final int RECENT_IMAGES = 4;

    private HospitalProcess() {}

    /** Begins in the folders of some hospitals; a head is the first that each of them says. */
    static KillableProcess start(List<Path> hospitals, Path temporary, long seed) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(Long.toString(seed)));
        hospitals.forEach(folder -> arguments.add(folder.toString()));
        return KillableProcess.start(HospitalProcess.class, temporary.toString(), arguments.toArray(String[]::new));
    }

    /** Works until it is killed. */
    public static void main(String[] arguments) {
        Random random = new Random(Long.parseLong(arguments[0]));
        List<Work> works = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            Path folder = Path.of(arguments[i]);
            works.add(new Work(i - 1, folder, HospitalFolder.open(folder), new Random(random.nextLong())));
        }
        works.forEach(Work::tellHead);
        works.forEach(work -> new Thread(work).start());
    }

    private static final class Work implements Runnable {
        private final int number;
        private final Path folder;
        private final HospitalFolder hospital;
        private final Random random;
        private final PatientView patient;
        private final RequesterView doctor;
        private final List<ImageId> images;

        Work(int number, Path folder, HospitalFolder hospital, Random random) {
            this.number = number;
            this.folder = folder;
            this.hospital = hospital;
            this.random = random;
            this.patient = hospital.pcim.patient(hospital.patient());
            this.doctor = hospital.pcim.requester(hospital.doctor());
            this.images = hospital.images();
        }

        @Override
        public void run() {
            try {
                while (true) {
                    step();
                }
            } catch (PcimException e) {
                tell(FAILED, e);
            }
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
                    .radiologist(hospital.radiologist())
                    .deposit(study, patient.address(), ImageDescription.none());
            tell(DEPOSITED, receipt.attestation().root());
            ImageId image = patient.createContract(receipt).id();
            tell(REGISTERED, image);
            images.add(image);
        }

        private void decide(ImageId image) {
            switch (random.nextInt(7)) {
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
                case 4 -> patient.retrieve(image, folder.resolve(RETRIEVED + random.nextLong()), Progress.none());
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

        private void tell(RecordedEvent recorded) {
            tell(RECORDED, recorded.operation());
        }

        private void tell(String kind, Object what) {
            KillableProcess.tell(number + " " + kind + " " + what);
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
