package org.pcim.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Results as comma-separated values (RFC 4180). */
final class CsvTables {

    private static final String OURS = "ours";
    private static final String PEER = "peer";

    private CsvTables() {}

    /** A line for each measurement of each figure. */
    static String figures(Results results) {
        StringBuilder table = new StringBuilder(line(
                "part",
                "what",
                "side",
                "of",
                "unit",
                "median",
                "lowest",
                "highest",
                "first",
                "rounds",
                "compared",
                "target",
                "reached"));
        results.parts().forEach((part, figures) -> {
            for (Figure figure : figures) {
                for (Measurement measurement : figure.ours()) {
                    table.append(figure(part, figure, OURS, measurement));
                }
                for (Measurement measurement : figure.peer()) {
                    table.append(figure(part, figure, PEER, measurement));
                }
            }
        });
        return table.toString();
    }

    /** A line for each value. */
    static String rounds(Results results) {
        StringBuilder table = new StringBuilder(line("part", "what", "side", "of", "unit", "round", "counts", "value"));
        results.parts().forEach((part, figures) -> {
            for (Figure figure : figures) {
                figure.ours().forEach(measurement -> rounds(table, part, figure, OURS, measurement));
                figure.peer().forEach(measurement -> rounds(table, part, figure, PEER, measurement));
            }
        });
        return table.toString();
    }

    private static String figure(PartName part, Figure figure, String side, Measurement measurement) {
        return line(
                part.name(),
                figure.what(),
                side,
                measurement.of(),
                measurement.unit(),
                Double.toString(measurement.median()),
                Double.toString(measurement.lowest()),
                Double.toString(measurement.highest()),
                Double.toString(measurement.first()),
                Integer.toString(measurement.rounds().size()),
                figure.compared(),
                figure.target(),
                figure.target().isEmpty() ? "" : Boolean.toString(figure.reached()));
    }

    private static void rounds(
            StringBuilder table, PartName part, Figure figure, String side, Measurement measurement) {
        int warmUp = measurement.warmUp().size();
        List<Double> values = new ArrayList<>(measurement.warmUp());
        values.addAll(measurement.rounds());
        for (int i = 0; i < values.size(); i++) {
            table.append(line(
                    part.name(),
                    figure.what(),
                    side,
                    measurement.of(),
                    measurement.unit(),
                    Integer.toString(i + 1),
                    Boolean.toString(i >= warmUp),
                    Double.toString(values.get(i))));
        }
    }

    private static String line(String... fields) {
        return Arrays.stream(fields).map(CsvTables::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
