package org.pcim.ipfs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * JSON that a server answers with: one object, or one after the other.
 *
 * <p>An object is given as its values by their paths, where {@code {"Root":{"Cid":{"/":"b"}}}} has {@code b} at
 * {@code Root.Cid./}; elements of arrays are counted from 0. Values are text as it stands in the JSON.
 */
final class Answer implements AutoCloseable {

    private static final int MAX_VALUES = 10_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(10)
                    .maxNameLength(1024)
                    .maxStringLength(64 * 1024)
                    .build())
            .build();

    private final JsonParser parser;

    Answer(InputStream body) throws IOException {
        parser = FACTORY.createParser(body);
    }

    /** The next object; empty at the end. */
    Optional<Map<String, String>> next() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        value(token, "", values);
        return Optional.of(values);
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private void value(JsonToken token, String path, Map<String, String> values) throws IOException {
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                value(parser.nextToken(), path.isEmpty() ? name : path + "." + name, values);
            }
        } else if (token == JsonToken.START_ARRAY) {
            int index = 0;
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                value(next, path + "." + index++, values);
            }
        } else if (token != JsonToken.VALUE_NULL) {
            values.put(path, parser.getText());
            if (values.size() > MAX_VALUES) {
                throw new IOException("an object in the answer has too many values");
            }
        }
    }
}
