package org.pcim.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.json.JsonText;
import org.pcim.json.StrictJsonReader;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/**
 * Where the instances of one version of a study lie, as whoever made that version signs it: the third line of the
 * manifest.
 *
 * @param statement SHA-256 of the statement
 * @param ledger the only ledger on which it counts
 * @param version the number of the version, from 1
 * @param files for each instance of the statement, in its order, the path of its message below the root
 */
record Layout(Digest statement, LedgerId ledger, int version, List<String> files) {

    private static final String FORMAT = "pcim-layout-1";

    /** Copies the list. */
    Layout {
        files = List.copyOf(files);
    }

    /** The bytes that are signed: JSON on one line. */
    byte[] toJson() {
        return JsonText.compact(this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeStringField("statement", statement.toHex());
        json.writeStringField("ledger", ledger.text());
        json.writeNumberField("version", version);
        json.writeArrayFieldStart("files");
        for (String file : files) {
            json.writeString(file);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Reads a layout.
     *
     * @throws InputException if it is none, or names a file twice
     */
    static Layout fromJson(byte[] json) {
        return StrictJsonReader.read("layout", json, in -> new Fields().read(in));
    }

    private static final class Fields {
        private @Nullable String format;
        private @Nullable Digest statement;
        private @Nullable LedgerId ledger;
        private @Nullable Integer version;
        private final List<String> files = new ArrayList<>();

        Layout read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "format" -> format = in.string();
                    case "statement" -> statement = Digest.fromHex(in.string());
                    case "ledger" -> ledger = new LedgerId(in.string());
                    case "version" -> version = in.smallNumber();
                    case "files" -> in.array(() -> files.add(in.string()));
                    default -> throw in.unknown(field);
                }
            });
            in.requireFormat(FORMAT, format);
            if (new HashSet<>(files).size() != files.size()) {
                throw in.refused("it names a file twice");
            }
            return new Layout(
                    in.required("statement", statement),
                    in.required("ledger", ledger),
                    in.required("version", version),
                    files);
        }
    }
}
