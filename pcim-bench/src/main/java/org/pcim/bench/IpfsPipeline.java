package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcim.dicom.DicomFolder;
import org.pcim.examples.phantom.CtSeries;
import org.pcim.ipfs.IpfsImageStore;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.testkit.program.KuboNode;
import org.pcim.testkit.program.TestProgram;

/**
 * A CT study of many slices on a real IPFS node: deposited from a scan of its folder to the receipt, and retrieved into
 * files; against {@code ipfs add} and {@code ipfs get} of the same ciphertext and against the bare requests, none of which
 * encrypts or decrypts. Nothing is deleted before the end ({@link StudyPart}).
 */
final class IpfsPipeline {

    static final List<Program.Needed> NEEDS = List.of(Program.Needed.BASH, Program.Needed.KUBO);

    private static final double DEPOSIT = 1 / 0.8;
    private static final double RETRIEVE = 1 / 0.9;
    private static final double NANOS = 1e9;

    private IpfsPipeline() {}

    static List<Figure> measure(Sizes sizes, Places places) throws IOException {
        try (KuboNode ours = KuboNode.start(places.disk().resolve("ours"));
                KuboNode theirs = KuboNode.start(places.disk().resolve("theirs"));
                KuboNode bare = KuboNode.start(places.disk().resolve("bare"));
                World world = new World(
                        places.disk().resolve("ipfs"),
                        IpfsImageStore.builder().node(ours.rpc()).build())) {
            Rounds rounds = new Rounds(sizes, places.disk(), world, ours, theirs, bare);
            List<Samples> samples = Samples.alternate(
                    sizes,
                    List.of(
                            rounds::deposit,
                            rounds::add,
                            rounds::importCar,
                            rounds::retrieve,
                            rounds::get,
                            rounds::downloadCar),
                    List.of());
            List<Figure> figures = new ArrayList<>(figures(rounds.study(), samples));
            figures.addAll(profile(sizes, rounds));
            return figures;
        }
    }

    private static List<Figure> figures(String study, List<Samples> samples) {
        String deposit = "on IPFS: deposit " + study + ": encrypted, hashed, pinned";
        String retrieve = "on IPFS: retrieve " + study + ": verified, decrypted";
        return List.of(
                Figure.timesAsFast(
                        deposit, samples.get(0), "ipfs add -r of the same ciphertext", samples.get(1), DEPOSIT),
                Figure.timesAsFast(deposit, samples.get(0), "bare dag/import of the finished CAR", samples.get(2)),
                Figure.timesAsFast(retrieve, samples.get(3), "ipfs get of the ciphertext", samples.get(4), RETRIEVE),
                Figure.timesAsFast(retrieve, samples.get(3), "bare download of the gateway's CAR", samples.get(5)));
    }

    /** Where the time of more rounds goes. */
    private static List<Figure> profile(Sizes sizes, Rounds rounds) throws IOException {
        TimeProfile deposits = new TimeProfile("a deposit on IPFS");
        TimeProfile retrievals = new TimeProfile("a retrieval from IPFS");
        for (int round = 0; round < sizes.rounds(); round++) {
            rounds.writeStudy();
            deposits.record(rounds::depositWritten);
            retrievals.record(rounds::retrieve);
        }
        List<Figure> figures = new ArrayList<>(deposits.figures());
        figures.addAll(retrievals.figures());
        return figures;
    }

    /** The steps of one round after the other. */
    private static final class Rounds {

        private final Sizes sizes;
        private final Path disk;
        private final World world;
        private final KuboNode ours;
        private final KuboNode theirs;
        private final KuboNode bare;
        private final KuboHttp http = new KuboHttp();
        private int round;
        private @Nullable Receipt receipt;

        Rounds(Sizes sizes, Path disk, World world, KuboNode ours, KuboNode theirs, KuboNode bare) {
            this.sizes = sizes;
            this.disk = disk;
            this.world = world;
            this.ours = ours;
            this.theirs = theirs;
            this.bare = bare;
        }

        String study() throws IOException {
            long length = 0;
            for (Path file : Folders.files(folder("study"))) {
                length += Files.size(file);
            }
            return Figure.format("%d instances, %.1f MB, from and into files", sizes.instances(), length / 1e6);
        }

        Cost deposit() throws IOException {
            writeStudy();
            return with(ours, this::depositWritten);
        }

        void writeStudy() {
            round++;
            new CtSeries(sizes.instances(), sizes.matrix()).write(folder("study"));
        }

        Cost depositWritten() throws IOException {
            return Cost.of(() -> receipt = world.deposit(
                    DicomFolder.scan(folder("study")).studies().get(0).toStudy()));
        }

        /** On a node that does not have it. */
        Cost add() throws IOException {
            ours.run("get", "-o", folder("ciphertext").toString(), root().toString());
            List<String> arguments = new ArrayList<>(List.of("add", "-r", "-Q"));
            arguments.addAll(KuboNode.FORMAT);
            arguments.add(folder("ciphertext").toString());
            Cost cost = with(theirs, () -> ipfs(theirs, arguments));
            requirePinned(theirs);
            return cost;
        }

        /** On another node that does not have it. */
        Cost importCar() throws IOException {
            http.downloadCar(ours, root(), folder("car"));
            Cost cost = with(bare, () -> Cost.of(() -> http.importCar(bare, folder("car"))));
            requirePinned(bare);
            return cost;
        }

        Cost retrieve() throws IOException {
            ImageId image = world.register(Objects.requireNonNull(receipt));
            return with(
                    ours,
                    () -> Cost.of(() ->
                            world.pcim.patient(world.patient).retrieve(image, folder("retrieved"), Progress.none())));
        }

        Cost get() throws IOException {
            return with(
                    ours, () -> ipfs(ours, List.of("get", "-o", folder("got").toString(), root().toString())));
        }

        Cost downloadCar() throws IOException {
            return with(ours, () -> Cost.of(() -> http.downloadCar(ours, root(), folder("downloaded"))));
        }

        private void requirePinned(KuboNode node) throws IOException {
            if (!node.isPinned(root())) {
                throw new IOException("a node was given another root than " + root());
            }
        }

        private Cid root() {
            return Objects.requireNonNull(receipt).attestation().root();
        }

        private Path folder(String name) {
            return disk.resolve(name + "-ipfs-" + round);
        }

        private Cost ipfs(KuboNode node, List<String> arguments) throws IOException {
            List<String> command = new ArrayList<>(List.of(
                    "env",
                    "IPFS_PATH=" + node.repository(),
                    TestProgram.built("kubo", "ipfs").path().toString()));
            command.addAll(arguments);
            return Program.cost(disk, command.toArray(String[]::new));
        }

        /** What it takes, with what the node takes along. */
        private static Cost with(KuboNode node, Samples.Run run) throws IOException {
            double before = cpuSeconds(node);
            Cost cost = run.measure();
            return cost.with(cpuSeconds(node) - before);
        }

        private static double cpuSeconds(KuboNode node) {
            return ProcessHandle.of(node.pid())
                            .flatMap(process -> process.info().totalCpuDuration())
                            .map(Duration::toNanos)
                            .orElse(0L)
                    / NANOS;
        }
    }
}
