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
 * files; against {@code ipfs add} and {@code ipfs get} of the same ciphertext, which neither encrypt nor decrypt. Nothing is
 * deleted before the end ({@link StudyPart}).
 */
final class IpfsPart implements Part {

    private static final double DEPOSIT = 1 / 0.8;
    private static final double RETRIEVE = 1 / 0.9;
    private static final double NANOS = 1e9;

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.BASH, Program.Needed.KUBO);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        try (KuboNode ours = KuboNode.start(places.disk().resolve("ours"));
                KuboNode theirs = KuboNode.start(places.disk().resolve("theirs"));
                World world = new World(
                        places.disk().resolve("ipfs"),
                        IpfsImageStore.builder().node(ours.rpc()).build())) {
            Rounds rounds = new Rounds(sizes, places.disk(), world, ours, theirs);
            List<Samples> samples = Samples.alternate(
                    sizes, List.of(rounds::deposit, rounds::add, rounds::retrieve, rounds::get), List.of());
            String study =
                    Figure.format("%d instances, %.1f MB, from and into files", sizes.instances(), rounds.megabytes());
            return List.of(
                    Figure.timesAsFast(
                            "on IPFS: deposit " + study + ": encrypted, hashed, pinned",
                            samples.get(0),
                            "ipfs add -r of the same ciphertext",
                            samples.get(1),
                            DEPOSIT),
                    Figure.timesAsFast(
                            "on IPFS: retrieve " + study + ": verified, decrypted",
                            samples.get(2),
                            "ipfs get of the ciphertext",
                            samples.get(3),
                            RETRIEVE),
                    MemoryPart.measure("on IPFS: ", sizes, places, ours.rpc().toString()));
        }
    }

    /** The steps of one round after the other. */
    private static final class Rounds {

        private final Sizes sizes;
        private final Path disk;
        private final World world;
        private final KuboNode ours;
        private final KuboNode theirs;
        private int round;
        private @Nullable Receipt receipt;

        Rounds(Sizes sizes, Path disk, World world, KuboNode ours, KuboNode theirs) {
            this.sizes = sizes;
            this.disk = disk;
            this.world = world;
            this.ours = ours;
            this.theirs = theirs;
        }

        double megabytes() throws IOException {
            long length = 0;
            for (Path file : Folders.files(folder("study"))) {
                length += Files.size(file);
            }
            return length / 1e6;
        }

        Cost deposit() throws IOException {
            round++;
            new CtSeries(sizes.instances(), sizes.matrix()).write(folder("study"));
            return with(
                    ours,
                    () -> Cost.of(() -> receipt = world.deposit(
                            DicomFolder.scan(folder("study")).studies().get(0).toStudy())));
        }

        /** On a node that does not have it. */
        Cost add() throws IOException {
            ours.run("get", "-o", folder("ciphertext").toString(), root().toString());
            List<String> arguments = new ArrayList<>(List.of("add", "-r", "-Q"));
            arguments.addAll(KuboNode.FORMAT);
            arguments.add(folder("ciphertext").toString());
            Cost cost = with(theirs, () -> ipfs(theirs, arguments));
            if (!theirs.isPinned(root())) {
                throw new IOException("ipfs add gave another root");
            }
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
