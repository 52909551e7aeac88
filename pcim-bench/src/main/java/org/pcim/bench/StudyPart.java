package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.dicom.DicomFolder;
import org.pcim.examples.phantom.CtSeries;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;

/**
 * A CT study of many slices: deposited from a scan of its folder to the receipt, and retrieved into files, on the embedded
 * store and ledger; against Orthanc.
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
        Path folder = places.disk().resolve("study");
        List<Path> files = new CtSeries(sizes.instances(), sizes.matrix()).write(folder);
        long length = 0;
        for (Path file : files) {
            length += Files.size(file);
        }
        String study = Figure.format("%d instances, %.1f MB", files.size(), length / 1e6);
        try (World world = new World(places.disk().resolve("world"));
                OrthancServer orthanc = OrthancServer.start(places.disk().resolve("orthanc"))) {
            Ours ours = new Ours(world, folder, places.disk().resolve("retrieved"));
            List<Samples> samples = Samples.alternate(
                    sizes.rounds(),
                    List.of(
                            () -> Cost.of(ours::deposit),
                            () -> post(orthanc, files),
                            ours::retrieve,
                            () -> withServer(orthanc, () -> requireWhole(orthanc.wadoRs(), files)),
                            () -> Cost.of(() -> DicomFolder.scan(folder))));
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
                            RETRIEVE));
        } finally {
            Folders.delete(folder);
        }
    }

    private static Cost post(OrthancServer orthanc, List<Path> files) throws IOException {
        orthanc.deleteStudies();
        return withServer(orthanc, () -> orthanc.post(files));
    }

    private static Cost withServer(OrthancServer orthanc, Cost.Work work) throws IOException {
        double before = orthanc.cpuSeconds();
        return Cost.of(work).with(orthanc.cpuSeconds() - before);
    }

    private static void requireWhole(long bytes, List<Path> files) throws IOException {
        long length = 0;
        for (Path file : files) {
            length += Files.size(file);
        }
        if (bytes < length) {
            throw new IOException("WADO-RS gave " + bytes + " of " + length + " bytes");
        }
    }

    private static final class Ours {

        private final World world;
        private final Path folder;
        private final Path target;
        private @Nullable Receipt receipt;

        Ours(World world, Path folder, Path target) {
            this.world = world;
            this.folder = folder;
            this.target = target;
        }

        void deposit() {
            receipt = world.deposit(DicomFolder.scan(folder).studies().get(0).toStudy());
        }

        Cost retrieve() throws IOException {
            if (receipt == null) {
                throw new IllegalStateException("Nothing is deposited");
            }
            ImageId image = world.register(receipt);
            Cost cost = Cost.of(() -> world.pcim.patient(world.patient).retrieve(image, target, Progress.none()));
            Folders.delete(target);
            return cost;
        }
    }
}
