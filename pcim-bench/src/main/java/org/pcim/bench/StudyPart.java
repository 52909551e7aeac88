package org.pcim.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcim.dicom.DicomFolder;
import org.pcim.examples.phantom.CtSeries;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;

/**
 * A CT study of many slices: deposited from a scan of its folder to the receipt, and retrieved into files, on the embedded
 * store and ledger; against Orthanc.
 *
 * <p>Each round has a study of its own, and nothing is deleted before the end: an ext4 without a journal looks for places
 * that were not freed within the last seconds, which makes files dear to whoever comes next.
 */
final class StudyPart implements Part {

    private static final double DEPOSIT = 4;
    private static final double RETRIEVE = 1;

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.ORTHANC, Program.Needed.DICOMWEB);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        try (World world = new World(places.disk().resolve("world"));
                OrthancServer orthanc = OrthancServer.start(places.disk().resolve("orthanc"))) {
            Rounds rounds = new Rounds(sizes, places.disk(), world, orthanc);
            List<Samples> samples = Samples.alternate(
                    sizes,
                    List.of(rounds::deposit, rounds::post, rounds::retrieve, rounds::wadoRs, rounds::wadoRsIntoFile),
                    List.of());
            String study = Figure.format("%d instances, %.1f MB", sizes.instances(), rounds.length() / 1e6);
            return List.of(
                    Figure.timesAsFast(
                            "deposit " + study + ": scanned, encrypted, hashed, durable",
                            samples.get(0),
                            "Orthanc, POST one by one",
                            samples.get(1),
                            DEPOSIT),
                    Figure.timesAsFast(
                            "retrieve " + study + ": verified, decrypted, into files",
                            samples.get(2),
                            "Orthanc, WADO-RS of the study, to nowhere",
                            samples.get(3),
                            RETRIEVE),
                    Figure.timesAsFast(
                            "retrieve " + study + ": verified, decrypted, into files",
                            samples.get(2),
                            "Orthanc, WADO-RS of the study, into one file",
                            samples.get(4),
                            RETRIEVE));
        }
    }

    /** The steps of one round after the other. */
    private static final class Rounds {

        private final Sizes sizes;
        private final Path disk;
        private final World world;
        private final OrthancServer orthanc;
        private int round;
        private List<Path> files = List.of();
        private @Nullable Receipt receipt;

        Rounds(Sizes sizes, Path disk, World world, OrthancServer orthanc) {
            this.sizes = sizes;
            this.disk = disk;
            this.world = world;
            this.orthanc = orthanc;
        }

        long length() throws IOException {
            long length = 0;
            for (Path file : files) {
                length += Files.size(file);
            }
            return length;
        }

        Cost deposit() throws IOException {
            Path folder = disk.resolve("study" + ++round);
            files = new CtSeries(sizes.instances(), sizes.matrix()).write(folder);
            return Cost.of(() -> receipt =
                    world.deposit(DicomFolder.scan(folder).studies().get(0).toStudy()));
        }

        Cost post() throws IOException {
            return withServer(() -> orthanc.post(files));
        }

        Cost retrieve() throws IOException {
            ImageId image = world.register(Objects.requireNonNull(receipt));
            Path target = disk.resolve("retrieved" + round);
            return Cost.of(() -> world.pcim.patient(world.patient).retrieve(image, target, Progress.none()));
        }

        Cost wadoRs() throws IOException {
            return wadoRs(OutputStream.nullOutputStream());
        }

        Cost wadoRsIntoFile() throws IOException {
            try (OutputStream file = Files.newOutputStream(disk.resolve("wado" + round))) {
                return wadoRs(file);
            }
        }

        private Cost wadoRs(OutputStream target) throws IOException {
            DicomFolder found = DicomFolder.scan(disk.resolve("study" + round));
            String uid = Objects.requireNonNull(found.studies().get(0).studyInstanceUid());
            long length = length();
            return withServer(() -> {
                long bytes = orthanc.wadoRs(uid, target);
                if (bytes < length) {
                    throw new IOException("WADO-RS gave " + bytes + " of " + length + " bytes");
                }
            });
        }

        private Cost withServer(Cost.Work work) throws IOException {
            double before = orthanc.cpuSeconds();
            return Cost.of(work).with(orthanc.cpuSeconds() - before);
        }
    }
}
