package org.pcim.bench;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how much is measured. */
final class SizeOptions {

    @Option(
            names = "--quick",
            description = "Only proves that everything works, in less than three minutes; its figures mean nothing.")
    private boolean quick;

    @Option(names = "--warm-up", paramLabel = "N", description = "Rounds that do not count, in front: 15; quick: 1")
    private @Nullable Integer warmUp;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of which the medians are shown: 5; quick: 2")
    private @Nullable Integer rounds;

    @Option(names = "--message", paramLabel = "MIB", description = "Length of the message: 1024; quick: 1")
    private @Nullable Integer messageMiB;

    @Option(names = "--instances", paramLabel = "N", description = "Slices of the study: 1142; quick: 3")
    private @Nullable Integer instances;

    @Option(names = "--matrix", paramLabel = "N", description = "Rows and columns of a slice: 208; quick: 16")
    private @Nullable Integer matrix;

    @Option(names = "--stream", paramLabel = "MIB", description = "What goes through a small heap: 4096; quick: 4")
    private @Nullable Integer streamMiB;

    @Option(
            names = "--shared",
            paramLabel = "MIB",
            description = "Length of the largest image that is shared: 1024; quick: 2")
    private @Nullable Integer sharedMiB;

    Sizes sizes() {
        return new Sizes(
                quick,
                size(warmUp, 15, 1),
                size(rounds, 5, 2),
                size(messageMiB, 1024, 1),
                size(instances, 1142, 3),
                size(matrix, 208, 16),
                size(streamMiB, 4096, 4),
                size(sharedMiB, 1024, 2));
    }

    private int size(@Nullable Integer given, int full, int small) {
        return given != null ? given : quick ? small : full;
    }
}
