package org.pcim.bench;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pcim.AccessRequest;
import org.pcim.GrantTerms;
import org.pcim.model.ImageId;
import org.pcim.model.ReasonCode;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Study;

/**
 * One more requester for an image that is there: how long approving takes, and how many bytes the capsule has; and the first
 * n of them, beside copies.
 */
final class SharingPart implements Part {

    private static final int MAX_CAPSULE = 300;
    private static final double TOLERANCE = 1.5;

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.GPG);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        List<Figure> figures = new ArrayList<>(oneMore(sizes, places));
        figures.addAll(Shares.measure(sizes, places));
        return figures;
    }

    private static List<Figure> oneMore(Sizes sizes, Places places) throws IOException {
        try (World world = new World(places.disk().resolve("sharing"))) {
            ImageId small = deposit(world, 1);
            ImageId large = deposit(world, sizes.sharedMiB());
            List<Samples> samples = Samples.alternate(
                    sizes, List.of(() -> approve(world, small), () -> approve(world, large)), List.of());
            approve(world, large);
            int capsule = world.ledger
                    .capsule(large, world.doctor.address())
                    .orElseThrow()
                    .bytes()
                    .length();
            double times =
                    samples.get(1).median().seconds() / samples.get(0).median().seconds();
            return List.of(
                    Figure.of(
                            "share one more time: capsule",
                            List.of(Measurement.once(Measurement.PCIM, "bytes", capsule)),
                            List.of(),
                            "",
                            "under " + MAX_CAPSULE + " bytes",
                            capsule < MAX_CAPSULE),
                    Figure.of(
                            "share one more time: approving",
                            List.of(samples.get(1).seconds("an image of " + sizes.sharedMiB() + " MiB")),
                            List.of(samples.get(0).seconds("one of 1 MiB")),
                            Figure.format("%.2f", times),
                            "the same",
                            times < TOLERANCE));
        }
    }

    private static ImageId deposit(World world, int mebibytes) {
        SyntheticInstance instance = new SyntheticInstance("image", (long) mebibytes * Sizes.MIB);
        return world.register(world.deposit(new Study(List.of(instance), IdentifyingValues.none())));
    }

    /** Asks, measures the approval, and removes it again before the next. */
    private static Cost approve(World world, ImageId image) throws IOException {
        var patient = world.pcim.patient(world.patient);
        if (world.ledger.access(image, world.doctor.address()).inForce(Instant.now())) {
            patient.remove(image, world.doctor.address(), ReasonCode.AGREEMENT_ENDED, "");
        }
        world.pcim.requester(world.doctor).requestAccess(world.pcim.reference(image), "");
        AccessRequest request = patient.pendingRequests().get(0);
        return Cost.of(
                () -> patient.approve(request, GrantTerms.until(Instant.now().plus(Duration.ofDays(1)))));
    }
}
