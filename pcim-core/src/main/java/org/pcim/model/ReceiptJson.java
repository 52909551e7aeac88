package org.pcim.model;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.json.AttestationJson;
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
        return JsonText.indented(json -> {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            AttestationJson.write(json, receipt.attestation());
            json.writeStringField(
                    "attestation", receipt.attestationSignature().bytes().toHex());
            json.writeStringField("capsule", receipt.patientCapsule().bytes().toHex());
            json.writeEndObject();
        });
    }

    /** Reads a receipt, or refuses it. */
    static Receipt read(byte[] json) {
        if (json.length > MAX_LENGTH) {
            throw new InputException("read receipt", "", "it is longer than 64 KiB");
        }
        return StrictJsonReader.read("receipt", json, in -> new Fields().read(in));
    }

    private static final class Fields {
        private final AttestationJson attested = new AttestationJson();
        private @Nullable String format;
        private @Nullable Signature attestation;
        private @Nullable KeyCapsule capsule;

        Receipt read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "format" -> format = in.string();
                    case "attestation" -> attestation = Signature.of(AttestationJson.bytes(in));
                    case "capsule" -> capsule = KeyCapsule.of(AttestationJson.bytes(in));
                    default -> {
                        if (!attested.read(field, in)) {
                            throw in.unknown(field);
                        }
                    }
                }
            });
            in.requireFormat(FORMAT, format);
            return new Receipt(
                    attested.attestation(in), in.required("attestation", attestation), in.required("capsule", capsule));
        }
    }
}
