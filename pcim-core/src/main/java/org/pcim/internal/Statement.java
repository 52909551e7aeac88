package org.pcim.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.json.JsonText;
import org.pcim.json.StrictJsonReader;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.study.InstanceNames;

/**
 * What the images of a study are, as the radiologist signs it: the first line of the manifest.
 *
 * @param study 16 random bytes in hexadecimal, so that no two statements are the same
 * @param patient the patient's address
 * @param patientCertificate the fingerprint of the certificate that the study was encrypted for
 * @param description free text
 * @param date when it was made, as ISO 8601 in UTC
 * @param instances in the study's order
 */
record Statement(
        String study,
        Address patient,
        String patientCertificate,
        String description,
        String date,
        List<StatedInstance> instances) {

    private static final String FORMAT = "pcim-statement-1";

    /** Copies the list. */
    Statement {
        instances = List.copyOf(instances);
    }

    /** One instance: its name, its SOP Instance UID if known, its size in bytes, and its SHA-256. */
    record StatedInstance(String name, @Nullable String sopInstanceUid, long size, Digest sha256) {}

    /** The bytes that are signed: JSON on one line. */
    byte[] toJson() {
        return JsonText.compact(this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
        json.writeStringField("study", study);
        json.writeStringField("patient", patient.toString());
        json.writeStringField("patientCertificate", patientCertificate);
        json.writeStringField("description", description);
        json.writeStringField("date", date);
        json.writeArrayFieldStart("instances");
        for (StatedInstance instance : instances) {
            json.writeStartObject();
            json.writeStringField("name", instance.name());
            if (instance.sopInstanceUid() != null) {
                json.writeStringField("sopInstanceUid", instance.sopInstanceUid());
            }
            json.writeNumberField("size", instance.size());
            json.writeStringField("sha256", instance.sha256().toHex());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /**
     * Reads a statement.
     *
     * @throws InputException if it is none, or its names could not be retrieved
     */
    static Statement fromJson(byte[] json) {
        Statement statement = StrictJsonReader.read("statement", json, in -> new Fields().read(in));
        InstanceNames.requireValid(
                statement.instances.stream().map(StatedInstance::name).toList());
        return statement;
    }

    private static final class Fields {
        private @Nullable String format;
        private @Nullable String study;
        private @Nullable Address patient;
        private @Nullable String patientCertificate;
        private @Nullable String description;
        private @Nullable String date;
        private final List<StatedInstance> instances = new ArrayList<>();

        Statement read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "format" -> format = in.string();
                    case "study" -> study = in.string();
                    case "patient" -> patient = Address.parse(in.string());
                    case "patientCertificate" -> patientCertificate = in.string();
                    case "description" -> description = in.string();
                    case "date" -> date = in.string();
                    case "instances" -> in.array(() -> instances.add(new InstanceFields().read(in)));
                    default -> throw in.unknown(field);
                }
            });
            in.requireFormat(FORMAT, format);
            return new Statement(
                    in.required("study", study),
                    in.required("patient", patient),
                    in.required("patientCertificate", patientCertificate),
                    in.required("description", description),
                    in.required("date", date),
                    instances);
        }
    }

    private static final class InstanceFields {
        private @Nullable String name;
        private @Nullable String sopInstanceUid;
        private @Nullable Long size;
        private @Nullable Digest sha256;

        StatedInstance read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "name" -> name = in.string();
                    case "sopInstanceUid" -> sopInstanceUid = in.string();
                    case "size" -> size = in.number();
                    case "sha256" -> sha256 = Digest.fromHex(in.string());
                    default -> throw in.unknown(field);
                }
            });
            return new StatedInstance(
                    in.required("name", name),
                    sopInstanceUid,
                    in.required("size", size),
                    in.required("sha256", sha256));
        }
    }
}
