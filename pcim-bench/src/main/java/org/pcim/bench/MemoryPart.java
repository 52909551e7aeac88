package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pcim.bench.Figure.Place;
import org.pcim.testkit.program.KuboNode;

/** What things take of memory in Java machines of their own with a heap of 64 MiB, keys unlocked: whatever does not fit fails. */
final class MemoryPart implements Part {

    private static final String HEAP = "-Xmx64m";

    @Override
    public List<Program.Needed> needs() {
        return List.of(Program.Needed.KUBO);
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        int length = sizes.streamMiB();
        int many = sizes.instances();
        int small = sizes.quick() ? 1 : 100;
        String study = small + " MiB in " + many + " instances, ";
        List<Figure> figures = new ArrayList<>(probe(length + " MiB in one message", places, "message", length, 1));
        figures.addAll(probe(length + " MiB in one instance, embedded", places, "embedded", length, 1));
        figures.addAll(probe(study + "embedded", places, "embedded", small, many));
        try (KuboNode node = KuboNode.start(places.disk().resolve("memory-kubo"))) {
            String rpc = node.rpc().toString();
            figures.addAll(probe(length + " MiB in one instance, on IPFS", places, "ipfs", length, 1, rpc));
            figures.addAll(probe(study + "on IPFS", places, "ipfs", small, many, rpc));
        }
        return figures;
    }

    private static List<Figure> probe(String of, Places places, String what, int length, int instances, String... node)
            throws IOException {
        List<String> command = JavaProgram.command(MemoryProbe.class, HEAP);
        command.addAll(List.of(what, places.disk().resolve("memory").toString()));
        command.addAll(List.of(Integer.toString(length), Integer.toString(instances)));
        command.addAll(List.of(node));
        List<Figure> figures = new ArrayList<>();
        Program.output(places.disk(), command.toArray(String[]::new))
                .lines()
                .map(PeakMemory::parse)
                .forEach(peak -> figures.add(figure(peak.step() + " " + of, peak)));
        return figures;
    }

    private static Figure figure(String what, PeakMemory peak) {
        return Figure.of(
                        what + ", with " + HEAP,
                        List.of(
                                Measurement.once("heap at most", "MiB", mebibytes(peak.heapKiB())),
                                Measurement.once("resident set at most", "MiB", mebibytes(peak.residentKiB())),
                                Measurement.once("took", "s", peak.seconds())),
                        List.of(),
                        "passes",
                        "passes",
                        true)
                .at(Place.bar("memory", what.toLowerCase(Locale.ROOT)));
    }

    private static double mebibytes(long kibibytes) {
        return Math.rint(kibibytes / 102.4) / 10;
    }
}
