package org.pcim.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.pcim.dicom.DicomFolder;
import org.pcim.examples.phantom.CtSeries;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;

/** Uploads and downloads of one study in all ways; each way has a study of its own in each round. */
final class Transfers {

    static final List<String> NAMES = List.of(
            "PCIM on IPFS",
            "PCIM embedded",
            "Orthanc, one connection",
            "Orthanc, four connections",
            "Orthanc, ZIP",
            "Orthanc, DICOMweb");
    static final int WAYS = 6;

    private static final int MANY = 4;

    private final Path folder;
    private final int instances;
    private final int matrix;
    private final World kubo;
    private final World embedded;
    private final OrthancServer orthanc;
    private int study;
    private double megabytes;
    private @Nullable Receipt onKubo;
    private @Nullable Receipt inEmbedded;
    private List<String> byOne = List.of();
    private List<String> byFour = List.of();
    private String dicomWeb = "";

    Transfers(Path folder, int instances, int matrix, World kubo, World embedded, OrthancServer orthanc) {
        this.folder = folder;
        this.instances = instances;
        this.matrix = matrix;
        this.kubo = kubo;
        this.embedded = embedded;
        this.orthanc = orthanc;
    }

    int instances() {
        return instances;
    }

    double megabytes() {
        return megabytes;
    }

    /** The uploads in the order of the names, then the downloads. */
    List<Samples.Run> runs() {
        return List.of(
                this::uploadToKubo,
                this::uploadToEmbedded,
                this::postOverOne,
                this::postOverFour,
                this::postZip,
                this::stow,
                () -> download(kubo, onKubo),
                () -> download(embedded, inEmbedded),
                () -> Cost.of(() -> orthanc.get(byOne, 1, next("got"))),
                () -> Cost.of(() -> orthanc.get(byFour, MANY, next("got"))),
                () -> Cost.of(() -> orthanc.getZip(byFour.get(0), next("zip"))),
                this::wado);
    }

    private Cost uploadToKubo() throws IOException {
        Path files = write();
        return Cost.of(() -> onKubo = deposit(kubo, files));
    }

    private Cost uploadToEmbedded() throws IOException {
        Path files = write();
        return Cost.of(() -> inEmbedded = deposit(embedded, files));
    }

    private static Receipt deposit(World world, Path files) {
        return world.deposit(DicomFolder.scan(files).studies().get(0).toStudy());
    }

    private Cost postOverOne() throws IOException {
        List<Path> files = Folders.files(write());
        return Cost.of(() -> byOne = orthanc.post(files, 1));
    }

    private Cost postOverFour() throws IOException {
        List<Path> files = Folders.files(write());
        return Cost.of(() -> byFour = orthanc.post(files, MANY));
    }

    /** The ZIP file is made beforehand, without compression. */
    private Cost postZip() throws IOException {
        Path zip = next("zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.setLevel(0);
            for (Path file : Folders.files(write())) {
                out.putNextEntry(new ZipEntry(String.valueOf(file.getFileName())));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
        return Cost.of(() -> orthanc.postZip(zip, instances));
    }

    private Cost stow() throws IOException {
        Path files = write();
        dicomWeb =
                Objects.requireNonNull(DicomFolder.scan(files).studies().get(0).studyInstanceUid());
        List<Path> sent = new ArrayList<>(Folders.files(files));
        return Cost.of(() -> orthanc.stowRs(sent));
    }

    private Cost download(World world, @Nullable Receipt receipt) throws IOException {
        ImageId image = world.register(Objects.requireNonNull(receipt));
        Path target = next("retrieved");
        return Cost.of(() -> world.pcim.patient(world.patient).retrieve(image, target, Progress.none()));
    }

    private Cost wado() throws IOException {
        try (OutputStream file = Files.newOutputStream(next("wado"))) {
            return Cost.of(() -> {
                long bytes = orthanc.wadoRs(dicomWeb, file);
                if (bytes < megabytes * 1e6) {
                    throw new IOException("WADO-RS gave only " + bytes + " bytes");
                }
            });
        }
    }

    private Path write() throws IOException {
        Path files = next("study");
        new CtSeries(instances, matrix).write(files);
        long length = 0;
        for (Path file : Folders.files(files)) {
            length += Files.size(file);
        }
        megabytes = length / 1e6;
        return files;
    }

    private Path next(String name) throws IOException {
        Files.createDirectories(folder);
        return folder.resolve(name + ++study);
    }
}
