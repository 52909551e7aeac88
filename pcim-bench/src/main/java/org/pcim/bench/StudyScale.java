package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pcim.bench.Figure.Place;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.Study;

/**
 * Studies of more and more instances and of longer and longer ones, on the embedded store. Each is deposited and retrieved once
 * and deleted at once, since the longest takes much of a disk.
 */
final class StudyScale {

    private static final long SMALL = 1024;

    private final Path folder;
    private final Map<String, Double> first = new HashMap<>();

    StudyScale(Path folder) {
        this.folder = folder;
    }

    /** A study of so many instances of 1 KiB. */
    List<Figure> instances(int count) throws IOException {
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            instances.add(new SyntheticInstance("IM" + i, SMALL));
        }
        return measure(Figure.format("a study of %d instances of 1 KiB", count), "instances", count, instances);
    }

    /** A study of one instance of so many MiB. */
    List<Figure> oneInstance(int mebibytes) throws IOException {
        Instance instance = new SyntheticInstance("image", (long) mebibytes * Sizes.MIB);
        return measure(
                Figure.format("a study of one instance of %d MiB", mebibytes), "MiB", mebibytes, List.of(instance));
    }

    private List<Figure> measure(String study, String unit, int count, List<Instance> instances) throws IOException {
        try (World world = new World(folder)) {
            List<Receipt> receipts = new ArrayList<>();
            double deposit = Cost.of(() -> receipts.add(world.deposit(new Study(instances, IdentifyingValues.none()))))
                    .seconds();
            ImageId image = world.register(receipts.get(0));
            double retrieval = Cost.of(() -> world.pcim
                            .patient(world.patient)
                            .retrieve(image, folder.resolve("retrieved"), Progress.none()))
                    .seconds();
            return List.of(
                    figure("deposit", study, unit, count, deposit), figure("retrieve", study, unit, count, retrieval));
        } finally {
            Folders.delete(folder);
        }
    }

    private Figure figure(String what, String study, String unit, int count, double seconds) {
        double each = 1000 * seconds / count;
        double before = first.computeIfAbsent(what + unit, none -> each);
        return Figure.shown(
                        what + " " + study,
                        List.of(Measurement.once(what, "s", seconds)),
                        List.of(),
                        Figure.format(
                                "%s ms each, %.2f x of that of the smallest", Measurement.number(each), each / before))
                .at(Place.point("scale-study-" + unit, unit, count));
    }
}
