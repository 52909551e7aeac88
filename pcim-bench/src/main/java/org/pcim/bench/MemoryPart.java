package org.pcim.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A long study through deposit and retrieval in a Java machine with a heap of 64 MiB, keys unlocked. */
final class MemoryPart implements Part {

    private static final String HEAP = "-Xmx64m";

    @Override
    public List<Program.Needed> needs() {
        return List.of();
    }

    @Override
    public List<Figure> measure(Sizes sizes, Places places) throws IOException {
        return List.of(measure("", sizes, places));
    }

    /**
     * Measures on a store.
     *
     * @param where the store, in front of the line
     * @param node the address of an IPFS node's RPC; the embedded store if it is left out
     */
    static Figure measure(String where, Sizes sizes, Places places, String... node) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                HEAP,
                "-cp",
                classPath(),
                MemoryProbe.class.getName(),
                places.disk().resolve("memory").toString(),
                Integer.toString(sizes.streamMiB())));
        command.addAll(List.of(node));
        String[] result = Program.output(places.disk(), command.toArray(String[]::new))
                .strip()
                .split(" ", -1);
        return Figure.of(
                where + sizes.streamMiB() + " MiB in four instances through deposit and retrieval with " + HEAP,
                List.of(
                        Measurement.once("deposit", "s", Double.parseDouble(result[0])),
                        Measurement.once("retrieval", "s", Double.parseDouble(result[1])),
                        Measurement.once("resident set at most", "MiB", Double.parseDouble(result[2]) / 1024)),
                List.of(),
                "passes",
                "passes",
                true);
    }

    private static String classPath() {
        return System.getProperty("java.class.path", "." + File.pathSeparator);
    }
}
