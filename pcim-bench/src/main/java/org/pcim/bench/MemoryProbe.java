package org.pcim.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pcim.ipfs.IpfsImageStore;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;

/** The program that {@link MemoryPart} runs: prints the seconds of deposit and retrieval, and the peak of its resident set. */
final class MemoryProbe {

    private static final int INSTANCES = 4;

    private MemoryProbe() {}

    /** Takes a folder, a number of MiB, and the RPC of an IPFS node if it is not to be the embedded store. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        long length = Long.parseLong(arguments[1]) * Sizes.MIB;
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(new SyntheticInstance("IM" + i, length / INSTANCES));
        }
        Files.createDirectories(folder);
        try (World world = world(folder, arguments)) {
            List<Receipt> receipts = new ArrayList<>();
            Cost deposit = Cost.of(() -> receipts.add(world.deposit(new Study(instances, IdentifyingValues.none()))));
            ImageId image = world.register(receipts.get(0));
            List<RetrievedStudy> retrieved = new ArrayList<>();
            Cost retrieval = Cost.of(() -> retrieved.add(
                    world.pcim.patient(world.patient).retrieve(image, folder.resolve("retrieved"), Progress.none())));
            if (retrieved.get(0).instances().size() != INSTANCES) {
                throw new IOException("Not all instances came back");
            }
            System.out.println(deposit.seconds() + " " + retrieval.seconds() + " " + peakKiB());
        } finally {
            Folders.delete(folder);
        }
    }

    private static World world(Path folder, String... arguments) {
        return arguments.length == 2
                ? new World(folder)
                : new World(
                        folder,
                        IpfsImageStore.builder().node(URI.create(arguments[2])).build());
    }

    /** The peak of the resident set in KiB; 0 on a system that does not tell. */
    private static long peakKiB() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
