package org.pcim.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;

/**
 * The values in a key file, by paths such as {@code crypto.kdfparams.n}.
 *
 * <p>Names are taken in lower case, since some wallets write {@code Crypto}. Unknown fields are ignored; one that occurs
 * twice is refused.
 */
final class SecretStorageFields {

    private static final int MAX_DEPTH = 16;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final Map<String, String> values = new HashMap<>();
    private final String file;

    private SecretStorageFields(String file) {
        this.file = file;
    }

    /** Reads all of a file, whose name is for messages. */
    static SecretStorageFields parse(byte[] json, String file) {
        SecretStorageFields fields = new SecretStorageFields(file);
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw fields.refused("it is no JSON object");
            }
            fields.readObject(parser, "");
            if (parser.nextToken() != null) {
                throw fields.refused("something follows its JSON object");
            }
        } catch (IOException e) {
            throw fields.refused("it is cut off, or no JSON without repeated fields");
        }
        return fields;
    }

    @Nullable String optional(String path) {
        return values.get(path);
    }

    String text(String path) {
        String value = values.get(path);
        if (value == null) {
            throw refused("it has no field " + path);
        }
        return value;
    }

    void require(String path, String expected) {
        if (!text(path).equals(expected)) {
            throw refused("its field " + path + " is not " + expected);
        }
    }

    long number(String path) {
        try {
            return Long.parseLong(text(path));
        } catch (NumberFormatException e) {
            throw refused("its field " + path + " is no whole number, or far too large");
        }
    }

    byte[] bytes(String path, int min, int max) {
        String text = text(path);
        if (text.length() < 2 * min || text.length() > 2 * max) {
            throw refused("its field " + path + " is of a wrong length");
        }
        try {
            return HexFormat.of().parseHex(text);
        } catch (IllegalArgumentException e) {
            throw refused("its field " + path + " is not hexadecimal");
        }
    }

    InputException refused(String reason) {
        return new InputException(SecretStorage.READ, file, reason);
    }

    private void readObject(JsonParser parser, String path) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName().toLowerCase(Locale.ROOT);
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY || name.indexOf('.') >= 0) {
                parser.skipChildren();
            } else if (value == JsonToken.START_OBJECT) {
                readObject(parser, path + name + ".");
            } else if (value != JsonToken.VALUE_NULL && values.put(path + name, parser.getText()) != null) {
                throw refused("it has the field " + path + name + " twice");
            }
        }
    }
}
