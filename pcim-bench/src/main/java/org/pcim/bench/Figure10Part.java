package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pcim.bench.Figure.Place;
import org.pcim.ipfs.IpfsImageStore;
import org.pcim.testkit.program.KuboNode;

/**
 * Figure 10 of the paper: how long it takes to upload and to download a study, by its size; PCIM on an IPFS node and on its
 * embedded store, beside Orthanc over one and four connections, as a ZIP file and by DICOMweb. All write what they download
 * into files.
 */
final class Figure10Part implements Part {

    /** More would take too long, and too much room: a round of the largest study needs 3 GB. */
    private static final int WARM_UP = 2;

    private static final List<Case> CASES = List.of(
            new Case(4, 362),
            new Case(57, 208),
            new Case(114, 208),
            new Case(285, 208),
            new Case(571, 208),
            new Case(1142, 208));
    private static final List<Case> QUICK_CASES = List.of(new Case(4, 16), new Case(8, 16));

    /** A study of so many slices, with so many rows and columns each. */
    private record Case(int instances, int matrix) {}

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.KUBO, Program.Needed.ORTHANC, Program.Needed.DICOMWEB);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        List<Figure> figures = new ArrayList<>();
        try (KuboNode node = KuboNode.start(places.disk().resolve("figure10-kubo"));
                World kubo = new World(
                        places.disk().resolve("figure10-ipfs"),
                        IpfsImageStore.builder().node(node.rpc()).build());
                World embedded = new World(places.disk().resolve("figure10-embedded"));
                OrthancServer orthanc = OrthancServer.start(places.disk().resolve("figure10-orthanc"))) {
            for (Case study : sizes.quick() ? QUICK_CASES : CASES) {
                Path folder = places.disk().resolve("figure10-" + study.instances());
                Transfers transfers = new Transfers(folder, study.instances(), study.matrix(), kubo, embedded, orthanc);
                List<Samples> samples = Samples.alternate(sizes.warmUpAtMost(WARM_UP), transfers.runs(), List.of());
                figures.add(figure("upload", transfers, samples.subList(0, Transfers.WAYS)));
                figures.add(figure("download", transfers, samples.subList(Transfers.WAYS, 2 * Transfers.WAYS)));
                Folders.delete(folder);
            }
        }
        return figures;
    }

    private static Figure figure(String what, Transfers transfers, List<Samples> samples) {
        List<Measurement> all = new ArrayList<>();
        for (int i = 0; i < Transfers.WAYS; i++) {
            all.add(samples.get(i).seconds(Transfers.NAMES.get(i)));
        }
        double megabytes = transfers.megabytes();
        double orthanc = all.get(2).median();
        return Figure.shown(
                        Figure.format(
                                "%s %d instances, %s MB",
                                what, transfers.instances(), Measurement.number(Math.round(10 * megabytes) / 10.0)),
                        all.subList(0, 2),
                        all.subList(2, all.size()),
                        Figure.format(
                                "%.2f x on IPFS and %.2f x embedded as fast as Orthanc over one connection",
                                orthanc / all.get(0).median(),
                                orthanc / all.get(1).median()))
                .at(Place.point("figure10-" + what, "MB", megabytes));
    }
}
