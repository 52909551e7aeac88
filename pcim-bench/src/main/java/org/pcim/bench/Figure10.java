package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.pcim.bench.Figure.Place;

/**
 * Figure 10 of the paper: how long it takes to upload and to download a study, by its size; PCIM beside Orthanc over one and
 * four connections, as a ZIP file and by DICOMweb. All write what they download into files.
 */
final class Figure10 {

    static final List<Program.Needed> NEEDS =
            List.of(Program.Needed.KUBO, Program.Needed.ORTHANC, Program.Needed.DICOMWEB);
    static final List<Case> QUICK_CASES = List.of(new Case(4, 16), new Case(8, 16));

    /** A study of so many slices, with so many rows and columns each. */
    record Case(int instances, int matrix) {}

    private final String plot;
    private final String where;
    private final Map<String, World> ours;
    private final OrthancServer orthanc;

    /**
     * Between these.
     *
     * @param plot the beginning of the names of its pictures
     * @param where in front of each line
     * @param ours our clients by their names
     */
    Figure10(String plot, String where, Map<String, World> ours, OrthancServer orthanc) {
        this.plot = plot;
        this.where = where;
        this.ours = ours;
        this.orthanc = orthanc;
    }

    List<Figure> measure(List<Case> cases, Sizes sizes, Path disk) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (Case study : cases) {
            Path folder = disk.resolve(plot + "-" + study.instances());
            Transfers transfers = new Transfers(folder, study.instances(), study.matrix(), ours, orthanc);
            List<Transfers.Way> ways = transfers.ways();
            List<Samples.Run> runs = new ArrayList<>();
            ways.forEach(way -> runs.add(way.upload()));
            ways.forEach(way -> runs.add(way.download()));
            List<Samples> samples = Samples.alternate(sizes, runs, List.of());
            figures.add(figure("upload", transfers, ways, samples.subList(0, ways.size())));
            figures.add(figure("download", transfers, ways, samples.subList(ways.size(), 2 * ways.size())));
            Folders.delete(folder);
        }
        return figures;
    }

    private Figure figure(String what, Transfers transfers, List<Transfers.Way> ways, List<Samples> samples) {
        List<Measurement> all = new ArrayList<>();
        for (int i = 0; i < ways.size(); i++) {
            all.add(samples.get(i).seconds(ways.get(i).name()));
        }
        List<Measurement> own = all.subList(0, ours.size());
        List<Measurement> peers = all.subList(ours.size(), all.size());
        double megabytes = transfers.megabytes();
        return Figure.shown(
                        Figure.format(
                                "%s%s %d instances, %s MB",
                                where,
                                what,
                                transfers.instances(),
                                Measurement.number(Math.round(10 * megabytes) / 10.0)),
                        own,
                        peers,
                        own.stream()
                                .map(one -> timesAsFast(one, peers.get(0), peers.get(1)))
                                .collect(Collectors.joining("; ")))
                .at(Place.point(plot + "-" + what, "MB", megabytes));
    }

    private static String timesAsFast(Measurement own, Measurement overOne, Measurement overFour) {
        return Figure.format(
                "%s: %.2f x as fast as over one connection, %.2f x as over four",
                own.of(), overOne.median() / own.median(), overFour.median() / own.median());
    }
}
