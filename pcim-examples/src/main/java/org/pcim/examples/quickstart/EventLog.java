package org.pcim.examples.quickstart;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Bytes;
import org.pcim.model.LedgerText;

/** Events as JSON, one on each line. */
final class EventLog {

    private static final JsonFactory FACTORY = new JsonFactory();

    private EventLog() {}

    static String jsonLines(List<RecordedEvent> events) {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(json(event)).append('\n'));
        return lines.toString();
    }

    private static String json(RecordedEvent recorded) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("block", recorded.cursor().block());
            json.writeStringField("time", recorded.time().toString());
            json.writeStringField("event", recorded.event().getClass().getSimpleName());
            json.writeStringField("sender", recorded.sender().toString());
            json.writeStringField("operation", recorded.operation().toString());
            for (Map.Entry<String, Object> field :
                    EventFields.of(recorded.event()).entrySet()) {
                json.writeFieldName(field.getKey());
                writeValue(json, field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed", e);
        }
        return text.toString();
    }

    private static void writeValue(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Bytes bytes) {
            json.writeString(bytes.toHex());
        } else if (value instanceof LedgerText note) {
            json.writeStartObject();
            json.writeBooleanField("sealed", note.sealed());
            json.writeStringField("content", note.content().toHex());
            json.writeEndObject();
        } else {
            json.writeString(value.toString());
        }
    }
}
