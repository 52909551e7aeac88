package org.pcim.model;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.json.JsonText;
import org.pcim.json.StrictJsonReader;

/** The JSON form of a receipt. */
final class ReceiptJson {

    /** The format version. */
    static final String FORMAT = "pcim-receipt-1";

    private static final int MAX_LENGTH = 64 * 1024;

    private ReceiptJson() {}

    /** The receipt in JSON, indented. */
    static byte[] write(Receipt receipt) {
        return JsonText.indented(json -> write(json, receipt));
    }

    private static void write(JsonGenerator json, Receipt receipt) throws IOException {
        Attestation attestation = receipt.attestation();
        json.writeStartObject();
        json.writeStringField("format", FORMAT);
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
        json.writeStringField(
                "attestation", receipt.attestationSignature().bytes().toHex());
        json.writeStringField("capsule", receipt.patientCapsule().bytes().toHex());
        json.writeEndObject();
    }

    /** Reads a receipt, or refuses it. */
    static Receipt read(byte[] json) {
        if (json.length > MAX_LENGTH) {
            throw new InputException("read receipt", "", "it is longer than 64 KiB");
        }
        return StrictJsonReader.read("receipt", json, in -> new Fields().read(in));
    }

    private static final class Fields {
        private @Nullable String format;
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
        private @Nullable Signature attestation;
        private @Nullable KeyCapsule capsule;

        Receipt read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "format" -> format = in.string();
                    case "ledger" -> ledger = new LedgerId(in.string());
                    case "patient" -> patient = Address.parse(in.string());
                    case "correction" -> correction = new CorrectionFields().read(in);
                    case "root" -> root = Cid.parse(in.string());
                    case "statement" -> statement = digest(in.string());
                    case "keyCheck" -> keyCheck = digest(in.string());
                    case "modality" -> modality = in.string();
                    case "bodyPart" -> bodyPart = in.string();
                    case "radiologist" -> radiologist = Address.parse(in.string());
                    case "radiologistCertificate" -> radiologistCertificate = digest(in.string());
                    case "date" -> date = time(in);
                    case "lastDay" -> lastDay = time(in);
                    case "attestation" -> attestation = Signature.of(bytes(in.string()));
                    case "capsule" -> capsule = KeyCapsule.of(bytes(in.string()));
                    default -> throw in.unknown(field);
                }
            });
            in.requireFormat(FORMAT, format);
            return new Receipt(
                    new Attestation(
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
                            in.required("lastDay", lastDay)),
                    in.required("attestation", attestation),
                    in.required("capsule", capsule));
        }

        private static byte[] bytes(String hex) {
            return HexFormat.of().parseHex(hex);
        }

        private static Instant time(StrictJsonReader in) throws IOException {
            try {
                return Instant.parse(in.string());
            } catch (DateTimeParseException e) {
                throw in.refused("a time in it is not of the form 2026-01-31T12:00:00Z");
            }
        }
    }

    private static final class CorrectionFields {
        private @Nullable ImageId image;
        private @Nullable Integer version;
        private @Nullable Cid previous;

        Attestation.Correction read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "image" -> image = new ImageId(digest(in.string()));
                    case "version" -> version = in.smallNumber();
                    case "previous" -> previous = Cid.parse(in.string());
                    default -> throw in.unknown(field);
                }
            });
            return new Attestation.Correction(
                    in.required("image", image), in.required("version", version), in.required("previous", previous));
        }
    }

    private static Digest digest(String hex) {
        return Digest.of(HexFormat.of().parseHex(hex));
    }
}
