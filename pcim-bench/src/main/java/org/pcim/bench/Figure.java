package org.pcim.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table.
 *
 * @param what what was done
 * @param ours what was measured of us; what has the unit of the first is drawn
 * @param peer the same of the peer, or what others state; may be empty
 * @param compared the two compared, as the target says it
 * @param target what is to be reached; empty, if nothing is
 * @param reached whether it is
 * @param place where it is drawn
 */
record Figure(
        String what,
        List<Measurement> ours,
        List<Measurement> peer,
        String compared,
        String target,
        boolean reached,
        @Nullable Place place) {

    /**
     * Where a figure is drawn.
     *
     * @param plot the name of the picture, without blanks
     * @param axis what stands along the x axis
     * @param label what stands there for this figure
     * @param x where it stands, or NaN where the figures stand beside each other as bars
     */
    record Place(String plot, String axis, String label, double x) {

        static Place bar(String plot, String label) {
            return new Place(plot, "", label, Double.NaN);
        }

        static Place point(String plot, String axis, double x) {
            return new Place(plot, axis, Measurement.number(x), x);
        }
    }

    Figure {
        ours = List.copyOf(ours);
        peer = List.copyOf(peer);
    }

    /** One that is to reach something. */
    static Figure of(
            String what,
            List<Measurement> ours,
            List<Measurement> peer,
            String compared,
            String target,
            boolean reached) {
        return new Figure(what, ours, peer, compared, target, reached, null);
    }

    /** One that is shown, and nothing is to be reached. */
    static Figure shown(String what, List<Measurement> ours, List<Measurement> peer, String compared) {
        return of(what, ours, peer, compared, "", true);
    }

    /** Ours has to be so many times as fast as the peer. */
    static Figure timesAsFast(String what, Samples ours, String peerName, Samples peer, double target) {
        Figure shown = timesAsFast(what, ours, peerName, peer);
        double ratio = peer.median().seconds() / ours.median().seconds();
        return of(what, shown.ours, shown.peer, shown.compared, format("%.2f x", target), ratio >= target);
    }

    /** How many times as fast as the peer ours is. */
    static Figure timesAsFast(String what, Samples ours, String peerName, Samples peer) {
        double ratio = peer.median().seconds() / ours.median().seconds();
        double cpuRatio = peer.median().cpuSeconds() / ours.median().cpuSeconds();
        return shown(
                what,
                ours.measurements(Measurement.PCIM),
                peer.measurements(peerName),
                format("%.2f x as fast (processor time: %.2f x)", ratio, cpuRatio));
    }

    /** The same, drawn at a place. */
    Figure at(Place where) {
        return new Figure(what, ours, peer, compared, target, reached, where);
    }

    // The annotation that is asked for would be a dependency, for this method alone.
    @SuppressWarnings("AnnotateFormatMethod")
    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    String markdown() {
        return format(
                "| %s | %s | %s | %s | %s | %s |",
                what, text(ours), text(peer), compared, target, target.isEmpty() ? "" : reached ? "yes" : "**no**");
    }

    private static String text(List<Measurement> measurements) {
        return measurements.stream().map(Measurement::text).collect(Collectors.joining("; "));
    }
}
