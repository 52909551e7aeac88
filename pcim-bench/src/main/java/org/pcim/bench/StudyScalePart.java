package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Studies of up to 20,000 instances, and of one instance of up to 20 GiB, on the embedded store. */
final class StudyScalePart implements Part {

    private static final List<Integer> INSTANCES = List.of(200, 2000, 20_000);
    private static final List<Integer> QUICK_INSTANCES = List.of(2, 20);
    private static final List<Integer> MEBIBYTES = List.of(2 * 1024, 20 * 1024);
    private static final List<Integer> QUICK_MEBIBYTES = List.of(1, 2);

    @Override
    public List<Program.Needed> needs() {
        return List.of();
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        StudyScale scale = new StudyScale(places.disk().resolve("scale-study"));
        List<Figure> figures = new ArrayList<>();
        for (int instances : sizes.quick() ? QUICK_INSTANCES : INSTANCES) {
            figures.addAll(scale.instances(instances));
        }
        for (int mebibytes : sizes.quick() ? QUICK_MEBIBYTES : MEBIBYTES) {
            figures.addAll(scale.oneInstance(mebibytes));
        }
        return figures;
    }
}
