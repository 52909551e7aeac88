package org.pcim.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pcim.ipfs.IpfsImageStore;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;

/** The program that {@link MemoryPart} runs: prints what each step took of its memory. */
final class MemoryProbe {

    private MemoryProbe() {}

    /** Takes what is done, a folder, a number of MiB, a number of instances, and for {@code ipfs} the node's RPC. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        long length = Long.parseLong(arguments[2]) * Sizes.MIB;
        int instances = Integer.parseInt(arguments[3]);
        Files.createDirectories(folder);
        try {
            switch (arguments[0]) {
                case "message" -> message(folder, length);
                case "embedded" -> study(new World(folder), folder, length, instances);
                default ->
                    study(
                            new World(
                                    folder,
                                    IpfsImageStore.builder()
                                            .node(URI.create(arguments[4]))
                                            .build()),
                            folder,
                            length,
                            instances);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static void message(Path folder, long length) throws IOException {
        try (OurCipher cipher = new OurCipher()) {
            Path message = folder.resolve("message");
            print(PeakMemory.of("encrypt", () -> cipher.encrypt(length, message)));
            print(PeakMemory.of("decrypt", () -> cipher.decrypt(message)));
        }
    }

    private static void study(World opened, Path folder, long length, int count) throws IOException {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instances.add(new SyntheticInstance("IM" + i, length / count));
        }
        try (World world = opened) {
            List<Receipt> receipts = new ArrayList<>();
            print(PeakMemory.of(
                    "deposit", () -> receipts.add(world.deposit(new Study(instances, IdentifyingValues.none())))));
            ImageId image = world.register(receipts.get(0));
            List<RetrievedStudy> retrieved = new ArrayList<>();
            print(PeakMemory.of(
                    "retrieve",
                    () -> retrieved.add(world.pcim
                            .patient(world.patient)
                            .retrieve(image, folder.resolve("retrieved"), Progress.none()))));
            if (retrieved.get(0).instances().size() != count) {
                throw new IOException("Not all instances came back");
            }
        }
    }

    private static void print(PeakMemory peak) {
        System.out.println(peak.line());
    }
}
