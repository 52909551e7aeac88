package org.pcim.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Results as JSON, with all that is known about the run. */
final class JsonResults {

    private JsonResults() {}

    static void write(Results results, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file);
                JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeStringField("date", results.begun().toString());
            json.writeStringField("command", results.command());
            json.writeObjectFieldStart("machine");
            for (Map.Entry<String, String> line : results.machine().entrySet()) {
                json.writeStringField(line.getKey(), line.getValue());
            }
            json.writeEndObject();
            sizes(json, results.sizes());
            json.writeArrayFieldStart("parts");
            for (Map.Entry<PartName, List<Figure>> part : results.parts().entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", part.getKey().name());
                json.writeStringField("about", part.getKey().about());
                json.writeArrayFieldStart("figures");
                for (Figure figure : part.getValue()) {
                    figure(json, figure);
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void sizes(JsonGenerator json, Sizes sizes) throws IOException {
        json.writeObjectFieldStart("sizes");
        json.writeBooleanField("quick", sizes.quick());
        json.writeNumberField("warmUp", sizes.warmUp());
        json.writeNumberField("rounds", sizes.rounds());
        json.writeNumberField("messageMiB", sizes.messageMiB());
        json.writeNumberField("instances", sizes.instances());
        json.writeNumberField("matrix", sizes.matrix());
        json.writeNumberField("streamMiB", sizes.streamMiB());
        json.writeNumberField("sharedMiB", sizes.sharedMiB());
        json.writeEndObject();
    }

    private static void figure(JsonGenerator json, Figure figure) throws IOException {
        json.writeStartObject();
        json.writeStringField("what", figure.what());
        measurements(json, "ours", figure.ours());
        measurements(json, "peer", figure.peer());
        json.writeStringField("compared", figure.compared());
        if (!figure.target().isEmpty()) {
            json.writeStringField("target", figure.target());
            json.writeBooleanField("reached", figure.reached());
        }
        json.writeEndObject();
    }

    private static void measurements(JsonGenerator json, String side, List<Measurement> measurements)
            throws IOException {
        json.writeArrayFieldStart(side);
        for (Measurement measurement : measurements) {
            json.writeStartObject();
            json.writeStringField("of", measurement.of());
            json.writeStringField("unit", measurement.unit());
            json.writeNumberField("median", measurement.median());
            json.writeNumberField("lowest", measurement.lowest());
            json.writeNumberField("highest", measurement.highest());
            values(json, "warmUp", measurement.warmUp());
            values(json, "rounds", measurement.rounds());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void values(JsonGenerator json, String name, List<Double> values) throws IOException {
        json.writeFieldName(name);
        json.writeArray(values.stream().mapToDouble(Double::doubleValue).toArray(), 0, values.size());
    }
}
