package org.pcim.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON into memory. */
public final class JsonText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** What writes a document. */
    @FunctionalInterface
    public interface Document {

        /** Writes one value. */
        void write(JsonGenerator json) throws IOException;
    }

    /** The document in UTF-8, on one line. */
    public static byte[] compact(Document document) {
        return write(document, false);
    }

    /** The document in UTF-8, indented, with a line end. */
    public static byte[] indented(Document document) {
        return write(document, true);
    }

    private static byte[] write(Document document, boolean indented) {
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(utf8)) {
            if (indented) {
                json.useDefaultPrettyPrinter();
            }
            document.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed", e);
        }
        if (indented) {
            utf8.write('\n');
        }
        return utf8.toByteArray();
    }
}
