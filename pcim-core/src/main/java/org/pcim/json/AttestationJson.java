package org.pcim.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;

/** The fields of an attestation among those of a JSON object. */
public final class AttestationJson {

    private @Nullable LedgerId ledger;
    private @Nullable Address patient;
    private Attestation.@Nullable Correction correction;
    private @Nullable Cid root;
    private @Nullable Digest statement;
    private @Nullable Digest keyCheck;
    private @Nullable String modality;
    private @Nullable String bodyPart;
    private @Nullable Address radiologist;
    private @Nullable Digest radiologistCertificate;
    private @Nullable Instant date;
    private @Nullable Instant lastDay;

    /** Begins to read. */
    public AttestationJson() {}

    /** Writes the fields into the object that was begun. */
    public static void write(JsonGenerator json, Attestation attestation) throws IOException {
        json.writeStringField("ledger", attestation.ledger().text());
        json.writeStringField("patient", attestation.patient().toString());
        Attestation.Correction correction = attestation.correction();
        if (correction != null) {
            json.writeObjectFieldStart("correction");
            json.writeStringField("image", correction.image().digest().toHex());
            json.writeNumberField("version", correction.version());
            json.writeStringField("previous", correction.previous().toString());
            json.writeEndObject();
        }
        json.writeStringField("root", attestation.root().toString());
        json.writeStringField("statement", attestation.statement().toHex());
        json.writeStringField("keyCheck", attestation.keyCheck().toHex());
        String modality = attestation.description().modality();
        if (modality != null) {
            json.writeStringField("modality", modality);
        }
        String bodyPart = attestation.description().bodyPart();
        if (bodyPart != null) {
            json.writeStringField("bodyPart", bodyPart);
        }
        json.writeStringField("radiologist", attestation.radiologist().toString());
        json.writeStringField(
                "radiologistCertificate", attestation.radiologistCertificate().toHex());
        json.writeStringField("date", attestation.date().toString());
        json.writeStringField("lastDay", attestation.lastDay().toString());
    }

    /** Reads the value of a field; whether it is one of an attestation. */
    public boolean read(String field, StrictJsonReader in) throws IOException {
        switch (field) {
            case "ledger" -> ledger = new LedgerId(in.string());
            case "patient" -> patient = Address.parse(in.string());
            case "correction" -> correction = new CorrectionFields().read(in);
            case "root" -> root = Cid.parse(in.string());
            case "statement" -> statement = digest(in);
            case "keyCheck" -> keyCheck = digest(in);
            case "modality" -> modality = in.string();
            case "bodyPart" -> bodyPart = in.string();
            case "radiologist" -> radiologist = Address.parse(in.string());
            case "radiologistCertificate" -> radiologistCertificate = digest(in);
            case "date" -> date = time(in);
            case "lastDay" -> lastDay = time(in);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** The attestation, when all fields were read. */
    public Attestation attestation(StrictJsonReader in) {
        return new Attestation(
                in.required("ledger", ledger),
                in.required("patient", patient),
                correction,
                in.required("root", root),
                in.required("statement", statement),
                in.required("keyCheck", keyCheck),
                new ImageDescription(modality, bodyPart),
                in.required("radiologist", radiologist),
                in.required("radiologistCertificate", radiologistCertificate),
                in.required("date", date),
                in.required("lastDay", lastDay));
    }

    /** A digest in hexadecimal. */
    public static Digest digest(StrictJsonReader in) throws IOException {
        return Digest.of(bytes(in));
    }

    /** Bytes in hexadecimal. */
    public static byte[] bytes(StrictJsonReader in) throws IOException {
        return HexFormat.of().parseHex(in.string());
    }

    /** A time. */
    public static Instant time(StrictJsonReader in) throws IOException {
        try {
            return Instant.parse(in.string());
        } catch (DateTimeParseException e) {
            throw in.refused("a time in it is not of the form 2026-01-31T12:00:00Z");
        }
    }

    private static final class CorrectionFields {
        private @Nullable ImageId image;
        private @Nullable Integer version;
        private @Nullable Cid previous;

        Attestation.Correction read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "image" -> image = new ImageId(digest(in));
                    case "version" -> version = in.smallNumber();
                    case "previous" -> previous = Cid.parse(in.string());
                    default -> throw in.unknown(field);
                }
            });
            return new Attestation.Correction(
                    in.required("image", image), in.required("version", version), in.required("previous", previous));
        }
    }
}
