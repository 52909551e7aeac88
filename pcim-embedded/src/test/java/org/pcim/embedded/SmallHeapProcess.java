package org.pcim.embedded;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.GrantTerms;
import org.pcim.PatientView;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.Study;

/** A process that deposits, rotates and retrieves one study of large and small instances. */
final class SmallHeapProcess {

    private static final int MIB = 1024 * 1024;

    private SmallHeapProcess() {}

    /** Takes the folder of a hospital. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        try (HospitalFolder hospital = HospitalFolder.open(folder)) {
            PatientView patient = hospital.pcim.patient(hospital.patient());
            Receipt receipt = hospital.pcim
                    .radiologist(hospital.radiologist())
                    .deposit(study(), patient.address(), ImageDescription.none());
            ImageId image = patient.createContract(receipt).id();
            patient.rotate(image, Set.of());
            hospital.pcim.requester(hospital.doctor()).requestAccess(image, "Second opinion");
            patient.pendingRequests()
                    .forEach(request -> patient.approve(
                            request, GrantTerms.until(Instant.now().plus(Duration.ofDays(1)))));
            hospital.pcim.requester(hospital.doctor()).retrieve(image, folder.resolve("retrieved"), Progress.none());
        }
    }

    private static Study study() {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            instances.add(new Noise("large/" + i, i, 2 * MIB));
            instances.add(new Noise("block/" + i, i, MIB - 4096));
            instances.add(new Noise("slice/" + i, i, 87_000));
        }
        return new Study(instances, IdentifyingValues.none());
    }

    /** Pseudo-random bytes that are made as they are read. */
    private record Noise(String name, int seed, long size) implements Instance {

        @Override
        public @Nullable String sopInstanceUid() {
            return null;
        }

        @Override
        public InputStream open() {
            Random random = new Random(seed);
            return new InputStream() {
                private long left = size;

                @Override
                public int read() {
                    byte[] one = new byte[1];
                    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    if (left == 0) {
                        return -1;
                    }
                    byte[] made = new byte[(int) Math.min(Math.min(length, left), 8192)];
                    random.nextBytes(made);
                    System.arraycopy(made, 0, target, offset, made.length);
                    left -= made.length;
                    return made.length;
                }
            };
        }
    }
}
