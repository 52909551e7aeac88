package org.pcim.internal;

import java.util.List;
import java.util.stream.IntStream;

/** Where the messages of a study lie below its root. */
final class StudyPaths {

    /** The manifest's message. Its name comes before every folder's, so that a store that streams sends it first. */
    static final String MANIFEST = "manifest.pgp";

    /** At most so many messages lie in one folder, so that it is never sharded. */
    static final int MAX_FILES_IN_FOLDER = 1000;

    private StudyPaths() {}

    /** The folder of the n-th instance counted from 0. */
    static String folder(int n) {
        return "part-%05d".formatted(n / MAX_FILES_IN_FOLDER);
    }

    /** The name in its folder of the n-th instance's message, counted from 0. */
    static String fileName(int n) {
        return "%06d.pgp".formatted(n);
    }

    /** The paths of n instances. */
    static List<String> paths(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> folder(i) + "/" + fileName(i))
                .toList();
    }
}
