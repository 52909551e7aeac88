package org.pcim.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.pcim.error.InputException;

/**
 * A folder with what was measured: {@code report.md}, {@code figures.csv}, {@code rounds.csv}, {@code results.json} and a
 * picture for each plot. It is written anew after each part, so that nothing is lost when a later one fails.
 */
final class ResultsFolder {

    private final Path folder;

    private ResultsFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes it.
     *
     * @throws InputException if something is in it already
     */
    static ResultsFolder create(Path folder) throws IOException {
        if (Files.exists(folder) && !isEmptyFolder(folder)) {
            throw new InputException(
                    "begin to measure", folder.toString(), "it is there and not empty; name a new folder with --out");
        }
        Files.createDirectories(folder);
        return new ResultsFolder(folder);
    }

    void write(Results results) throws IOException {
        Files.writeString(folder.resolve("report.md"), MarkdownReport.of(results));
        Files.writeString(folder.resolve("figures.csv"), CsvTables.figures(results));
        Files.writeString(folder.resolve("rounds.csv"), CsvTables.rounds(results));
        JsonResults.write(results, folder.resolve("results.json"));
        Plots.write(results, folder);
    }

    private static boolean isEmptyFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
