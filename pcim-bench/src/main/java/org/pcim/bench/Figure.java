package org.pcim.bench;

import java.util.Locale;

/**
 * One line of the table.
 *
 * @param what what was done
 * @param ours what it took us, with its unit
 * @param peer what it took the peer, or what is allowed, with its unit
 * @param ratio the two compared, as the target says it
 * @param target what is to be reached
 * @param reached whether it is
 */
record Figure(String what, String ours, String peer, String ratio, String target, boolean reached) {

    /** Ours has to be so many times as fast as the peer. */
    static Figure timesAsFast(String what, Samples ours, String peerName, Samples peer, double target) {
        double ratio = peer.median().seconds() / ours.median().seconds();
        double cpuRatio = peer.median().cpuSeconds() / ours.median().cpuSeconds();
        return new Figure(
                what,
                seconds(ours),
                peerName + ": " + seconds(peer),
                format("%.2f x as fast (processor time: %.2f x)", ratio, cpuRatio),
                format("%.2f x", target),
                ratio >= target);
    }

    static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** The median, the first run, and the processor time. */
    private static String seconds(Samples samples) {
        return format(
                "%.2f s (first %.2f; processor %.2f)",
                samples.median().seconds(),
                samples.first().seconds(),
                samples.median().cpuSeconds());
    }

    String markdown() {
        return format("| %s | %s | %s | %s | %s | %s |", what, ours, peer, ratio, target, reached ? "yes" : "**no**");
    }
}
