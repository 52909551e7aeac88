package org.pcim.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.MessageKey;
import org.pcim.error.InputException;
import org.pcim.json.JsonText;
import org.pcim.json.StrictJsonReader;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;

/**
 * Where the instances of one version of a study lie, as whoever made that version signs it: the third line of the
 * manifest.
 *
 * <p>Closing wipes the keys in it.
 *
 * @param statement SHA-256 of the statement
 * @param ledger the only ledger on which it counts
 * @param image the image; null in a first version, whose root is not known yet
 * @param version the number of the version, from 1
 * @param patientCertificate SHA-256 of the patient's published certificate, if the patient signs it; else null
 * @param files for each instance of the statement, in its order, the path of its message below the root
 * @param keptKeys for each message that is kept from an earlier version, by its path, the key that opens it alone
 */
record Layout(
        Digest statement,
        LedgerId ledger,
        @Nullable ImageId image,
        int version,
        @Nullable Digest patientCertificate,
        List<String> files,
        Map<String, MessageKey> keptKeys)
        implements AutoCloseable {

    private static final String FORMAT = "pcim-layout-1";

    /** Copies list and map. */
    Layout {
        files = List.copyOf(files);
        keptKeys = Map.copyOf(keptKeys);
    }

    /** Of a first version of so many instances. */
    static Layout first(Digest statement, LedgerId ledger, int instances) {
        return new Layout(statement, ledger, null, 1, null, StudyPaths.paths(instances), Map.of());
    }

    /** The bytes that are signed: JSON on one line. */
    byte[] toJson() {
        return JsonText.compact(this::write);
    }

    @Override
    public void close() {
        keptKeys.values().forEach(MessageKey::close);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeStringField("statement", statement.toHex());
        json.writeStringField("ledger", ledger.text());
        if (image != null) {
            json.writeStringField("image", image.digest().toHex());
        }
        json.writeNumberField("version", version);
        if (patientCertificate != null) {
            json.writeStringField("patientCertificate", patientCertificate.toHex());
        }
        json.writeArrayFieldStart("files");
        for (String file : files) {
            json.writeString(file);
        }
        json.writeEndArray();
        if (!keptKeys.isEmpty()) {
            writeKeptKeys(json);
        }
        json.writeEndObject();
    }

    private void writeKeptKeys(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("keptKeys");
        for (String file : files) {
            MessageKey key = keptKeys.get(file);
            if (key != null) {
                json.writeBinaryField(file, key.toByteArray());
            }
        }
        json.writeEndObject();
    }

    /**
     * Reads a layout.
     *
     * @throws InputException if it is none, names a file twice, or has a key for a file that it does not name
     */
    static Layout fromJson(byte[] json) {
        return StrictJsonReader.read("layout", json, in -> new Fields().read(in));
    }

    private static final class Fields {
        private @Nullable String format;
        private @Nullable Digest statement;
        private @Nullable LedgerId ledger;
        private @Nullable ImageId image;
        private @Nullable Integer version;
        private @Nullable Digest patientCertificate;
        private final List<String> files = new ArrayList<>();
        private final Map<String, MessageKey> keptKeys = new HashMap<>();

        Layout read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "format" -> format = in.string();
                    case "statement" -> statement = Digest.fromHex(in.string());
                    case "ledger" -> ledger = new LedgerId(in.string());
                    case "image" -> image = new ImageId(Digest.fromHex(in.string()));
                    case "version" -> version = in.smallNumber();
                    case "patientCertificate" -> patientCertificate = Digest.fromHex(in.string());
                    case "files" -> in.array(() -> files.add(in.string()));
                    case "keptKeys" -> in.object(file -> keptKeys.put(file, MessageKey.of(in.binary())));
                    default -> throw in.unknown(field);
                }
            });
            in.requireFormat(FORMAT, format);
            HashSet<String> distinct = new HashSet<>(files);
            if (distinct.size() != files.size()) {
                throw in.refused("it names a file twice");
            }
            if (!distinct.containsAll(keptKeys.keySet())) {
                throw in.refused("it has a key for a file that it does not name");
            }
            return new Layout(
                    in.required("statement", statement),
                    in.required("ledger", ledger),
                    image,
                    in.required("version", version),
                    patientCertificate,
                    files,
                    keptKeys);
        }
    }
}
