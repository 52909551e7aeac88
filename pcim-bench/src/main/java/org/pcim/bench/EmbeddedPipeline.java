package org.pcim.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.pcim.content.DagRoot;
import org.pcim.content.UnixFsDirectoryBuilder;
import org.pcim.content.UnixFsFileWriter;
import org.pcim.content.UnixFsReader;
import org.pcim.dicom.DicomFolder;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.examples.phantom.CtSeries;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;

/**
 * The embedded store alone, without a cipher: files into it until they are durable, and out of it verified; against
 * {@code cp} and {@code sha256sum}, which make nothing durable. Nothing is deleted before the end ({@link StudyPart}).
 */
final class EmbeddedPipeline {

    static final List<Program.Needed> NEEDS = List.of(Program.Needed.BASH, Program.Needed.SHA256SUM);

    private static final double SHARE = 0.7;

    private EmbeddedPipeline() {}

    static List<Figure> measure(Sizes sizes, Places places) throws IOException {
        Path folder = places.disk().resolve("files");
        // Below 1000, so that one directory holds them.
        int count = Math.min(sizes.instances(), 1000);
        new CtSeries(count, sizes.matrix()).write(folder);
        String what = count + " files of a CT series";
        AtomicInteger next = new AtomicInteger();
        Function<String, Path> fresh = name -> places.disk().resolve(name + next.incrementAndGet());
        List<Samples> samples = Samples.alternate(
                sizes,
                List.of(
                        () -> writing(folder, fresh.apply("store")),
                        () -> reading(folder, fresh.apply("store"), fresh.apply("read"))),
                List.of(() -> copyAndHash(folder, fresh.apply("copies"), places.disk())));
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.timesAsFast(
                        "embedded store: " + what + " written",
                        samples.get(0),
                        "cp and sha256sum",
                        samples.get(2),
                        SHARE),
                Figure.timesAsFast(
                        "embedded store: " + what + " read into files",
                        samples.get(1),
                        "cp and sha256sum",
                        samples.get(2),
                        SHARE)));
        figures.addAll(profile(sizes, places.disk()));
        return figures;
    }

    /** Where the time of whole deposits and retrievals goes, after as many rounds to warm up as everywhere. */
    private static List<Figure> profile(Sizes sizes, Path disk) throws IOException {
        TimeProfile deposits = new TimeProfile("a deposit, embedded");
        TimeProfile retrievals = new TimeProfile("a retrieval, embedded");
        try (World world = new World(disk.resolve("profiled"))) {
            for (int round = 0; round < sizes.warmUp() + sizes.rounds(); round++) {
                Path study = disk.resolve("profiled-study" + round);
                Path target = disk.resolve("profiled-retrieved" + round);
                new CtSeries(sizes.instances(), sizes.matrix()).write(study);
                List<Receipt> receipts = new ArrayList<>();
                Samples.Run deposit = () -> Cost.of(() -> receipts.add(
                        world.deposit(DicomFolder.scan(study).studies().get(0).toStudy())));
                Samples.Run retrieve = () -> {
                    ImageId image = world.register(receipts.get(0));
                    return Cost.of(() -> world.pcim.patient(world.patient).retrieve(image, target, Progress.none()));
                };
                if (round < sizes.warmUp()) {
                    deposit.measure();
                    retrieve.measure();
                } else {
                    deposits.record(deposit);
                    retrievals.record(retrieve);
                }
            }
        }
        List<Figure> figures = new ArrayList<>(deposits.figures());
        figures.addAll(retrievals.figures());
        return figures;
    }

    private static Cost writing(Path folder, Path place) throws IOException {
        try (EmbeddedImageStore store = EmbeddedImageStore.open(place)) {
            return Cost.of(() -> write(folder, store));
        }
    }

    private static Cost reading(Path folder, Path place, Path target) throws IOException {
        Files.createDirectories(target);
        try (EmbeddedImageStore store = EmbeddedImageStore.open(place)) {
            Cid root = write(folder, store);
            return Cost.of(() -> read(root, store, target));
        }
    }

    private static Cid write(Path folder, EmbeddedImageStore store) throws IOException {
        try (BlockWriter blocks = store.write()) {
            UnixFsDirectoryBuilder directory = new UnixFsDirectoryBuilder();
            for (Path path : Folders.files(folder)) {
                UnixFsFileWriter file = new UnixFsFileWriter(blocks::put);
                try (InputStream content = Files.newInputStream(path)) {
                    CipherPart.copy(content, file);
                }
                directory.add(path.getFileName().toString(), file.finish());
            }
            DagRoot root = directory.finish(blocks::put);
            blocks.commit(root.cid());
            return root.cid();
        }
    }

    private static void read(Cid root, EmbeddedImageStore store, Path target) {
        try (BlockReader blocks = store.read(root)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            content.directory(root).forEach((name, cid) -> {
                try (InputStream file = content.file(cid);
                        OutputStream out = Files.newOutputStream(target.resolve(name))) {
                    CipherPart.copy(file, out);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static Cost copyAndHash(Path folder, Path copies, Path disk) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "bash",
                "-c",
                "cp -r \"$0\" \"$1\" && cd \"$1\" && sha256sum -- *",
                folder.toString(),
                copies.toString()));
        return Program.cost(disk, command.toArray(String[]::new));
    }
}
