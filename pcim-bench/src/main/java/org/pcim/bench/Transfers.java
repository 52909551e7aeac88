package org.pcim.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.pcim.dicom.DicomFolder;
import org.pcim.examples.phantom.CtSeries;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;

/** Uploads and downloads of one study in all ways; each way has a study of its own in each round. */
final class Transfers {

    /** One way to upload a study and to download it again. */
    record Way(String name, Samples.Run upload, Samples.Run download) {}

    private static final int MANY = 4;

    private final Path folder;
    private final int instances;
    private final int matrix;
    private final Map<String, World> ours;
    private final OrthancServer orthanc;
    private int study;
    private double megabytes;
    private final Map<World, Receipt> receipts = new HashMap<>();
    private List<String> byOne = List.of();
    private List<String> byFour = List.of();
    private String dicomWeb = "";

    /** By our clients, which have these names, and by Orthanc. */
    Transfers(Path folder, int instances, int matrix, Map<String, World> ours, OrthancServer orthanc) {
        this.folder = folder;
        this.instances = instances;
        this.matrix = matrix;
        this.ours = ours;
        this.orthanc = orthanc;
    }

    int instances() {
        return instances;
    }

    double megabytes() {
        return megabytes;
    }

    /** Ours first. */
    List<Way> ways() {
        List<Way> ways = new ArrayList<>();
        ours.forEach((name, world) -> ways.add(new Way(name, () -> upload(world), () -> download(world))));
        ways.add(new Way(
                "Orthanc, one connection", this::postOverOne, () -> Cost.of(() -> orthanc.get(byOne, 1, next("got")))));
        ways.add(new Way(
                "Orthanc, four connections",
                this::postOverFour,
                () -> Cost.of(() -> orthanc.get(byFour, MANY, next("got")))));
        ways.add(new Way(
                "Orthanc, ZIP", this::postZip, () -> Cost.of(() -> orthanc.getZip(byFour.get(0), next("zip")))));
        ways.add(new Way("Orthanc, DICOMweb", this::stow, this::wado));
        return ways;
    }

    private Cost upload(World world) throws IOException {
        Path files = write();
        return Cost.of(() -> receipts.put(world, deposit(world, files)));
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

    private Cost download(World world) throws IOException {
        ImageId image = world.register(Objects.requireNonNull(receipts.get(world)));
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
