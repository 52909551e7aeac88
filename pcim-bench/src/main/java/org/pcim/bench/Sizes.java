package org.pcim.bench;

/**
 * How much is measured.
 *
 * @param quick whether it is only to be seen that everything works
 * @param warmUp how often before it counts
 * @param rounds how often it counts
 * @param messageMiB the length of the message that is encrypted, in MiB
 * @param instances the number of slices of the study
 * @param matrix the rows and columns of a slice
 * @param streamMiB what goes through a small heap, in MiB, in one instance
 * @param sharedMiB the length of the large one of the images that are shared, in MiB
 */
record Sizes(
        boolean quick,
        int warmUp,
        int rounds,
        int messageMiB,
        int instances,
        int matrix,
        int streamMiB,
        int sharedMiB) {

    static final int MIB = 1024 * 1024;

    /** The same with fewer rounds to warm up, for parts that would take too long. */
    Sizes warmUpAtMost(int most) {
        return new Sizes(quick, Math.min(warmUp, most), rounds, messageMiB, instances, matrix, streamMiB, sharedMiB);
    }
}
