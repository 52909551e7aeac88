package org.pcim.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;

/** Reads JSON in which every field is known and stands once, and nothing follows. */
public final class StrictJsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final String what;
    private final JsonParser parser;

    private StrictJsonReader(String what, JsonParser parser) {
        this.what = what;
        this.parser = parser;
    }

    /** What reads a document. */
    public interface Document<T> {
        /** Reads it. */
        T read(StrictJsonReader in) throws IOException;
    }

    /** What reads the value of a field, or refuses its name. */
    public interface Field {
        /** Reads the value of this field. */
        void read(String name) throws IOException;
    }

    /** What reads an element of an array. */
    public interface Element {
        /** Reads it. */
        void read() throws IOException;
    }

    /**
     * Reads one document.
     *
     * @param what what it is, for messages
     * @throws InputException if it is not JSON, or the reading refuses it
     */
    public static <T> T read(String what, byte[] utf8, Document<T> document) {
        try (JsonParser parser = FACTORY.createParser(text(utf8))) {
            StrictJsonReader in = new StrictJsonReader(what, parser);
            parser.nextToken();
            T value = document.read(in);
            if (parser.nextToken() != null) {
                throw in.refused("something follows its end");
            }
            return value;
        } catch (IOException e) {
            throw new InputException("read " + what, "", "it is cut off, not JSON, or has a field twice");
        } catch (IllegalArgumentException e) {
            throw new InputException("read " + what, "", "it has a value that does not belong there", e);
        }
    }

    /** As text, so that the parser does not guess other encodings. */
    private static Reader text(byte[] utf8) {
        return new InputStreamReader(new ByteArrayInputStream(utf8), StandardCharsets.UTF_8);
    }

    /** An object. */
    public void object(Field field) throws IOException {
        expect(JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            field.read(name);
        }
        expect(JsonToken.END_OBJECT);
    }

    /** An array. */
    public void array(Element element) throws IOException {
        expect(JsonToken.START_ARRAY);
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            element.read();
        }
    }

    /** A string. */
    public String string() throws IOException {
        expect(JsonToken.VALUE_STRING);
        return parser.getText();
    }

    /** Bytes in base64. No string is made of them, since they may be secret. */
    public byte[] binary() throws IOException {
        expect(JsonToken.VALUE_STRING);
        return parser.getBinaryValue();
    }

    /** A whole number from 0 to 2^63-1. */
    public long number() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT);
        long value = parser.getLongValue();
        if (value < 0) {
            throw refused("a number in it is negative");
        }
        return value;
    }

    /** A whole number from 0 to 2^31-1. */
    public int smallNumber() throws IOException {
        long value = number();
        if (value > Integer.MAX_VALUE) {
            throw refused("a number in it is too large");
        }
        return (int) value;
    }

    /** The value, or a refusal if the field was missing. */
    public <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw refused("its field " + field + " is missing");
        }
        return value;
    }

    /** Refuses any other format version. */
    public void requireFormat(String known, @Nullable String format) {
        if (!known.equals(format)) {
            throw refused("its format is not " + known + "; a newer version of this software may read it");
        }
    }

    /** The refusal of a field that is not known. */
    public InputException unknown(String field) {
        return refused("it has an unknown field " + field);
    }

    /** A refusal of the whole. */
    public InputException refused(String reason) {
        return new InputException("read " + what, "", reason);
    }

    private void expect(JsonToken token) {
        if (parser.currentToken() != token) {
            throw refused("a value in it is missing or of another kind");
        }
    }
}
