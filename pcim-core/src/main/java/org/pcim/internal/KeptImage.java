package org.pcim.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.json.AttestationJson;
import org.pcim.json.JsonText;
import org.pcim.json.StrictJsonReader;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Address;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Signature;

/**
 * What a participant had of the ledger when it opened an image.
 *
 * @param image the image as it stood
 * @param participant who opened it
 * @param capsule what opens its version for the participant
 * @param certificateSequence of the participant's certificate for which that is; 0 for the patient
 */
record KeptImage(ImageRecord image, Address participant, KeyCapsule capsule, long certificateSequence) {

    private static final String FORMAT = "pcim-kept-image-1";

    byte[] toJson() {
        return JsonText.indented(json -> {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            AttestationJson.write(json, image.attestation());
            json.writeStringField(
                    "attestation", image.attestationSignature().bytes().toHex());
            json.writeStringField("registered", image.registered().toString());
            ImageRecord.Rotation rotation = image.rotation();
            if (rotation != null) {
                write(json, rotation);
            }
            json.writeStringField("participant", participant.toString());
            json.writeStringField("capsule", capsule.bytes().toHex());
            json.writeNumberField("certificateSequence", certificateSequence);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, ImageRecord.Rotation rotation) throws IOException {
        json.writeObjectFieldStart("rotation");
        json.writeNumberField("version", rotation.version());
        json.writeStringField("root", rotation.root().toString());
        json.writeStringField("keyCheck", rotation.keyCheck().toHex());
        json.writeStringField("time", rotation.time().toString());
        json.writeEndObject();
    }

    static KeptImage fromJson(byte[] json) {
        return StrictJsonReader.read("kept image", json, in -> new Fields().read(in));
    }

    private static final class Fields {
        private final AttestationJson attested = new AttestationJson();
        private @Nullable String format;
        private @Nullable Signature attestation;
        private @Nullable Instant registered;
        private ImageRecord.@Nullable Rotation rotation;
        private @Nullable Address participant;
        private @Nullable KeyCapsule capsule;
        private @Nullable Long certificateSequence;

        KeptImage read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "format" -> format = in.string();
                    case "attestation" -> attestation = Signature.of(AttestationJson.bytes(in));
                    case "registered" -> registered = AttestationJson.time(in);
                    case "rotation" -> rotation = new RotationFields().read(in);
                    case "participant" -> participant = Address.parse(in.string());
                    case "capsule" -> capsule = KeyCapsule.of(AttestationJson.bytes(in));
                    case "certificateSequence" -> certificateSequence = in.number();
                    default -> {
                        if (!attested.read(field, in)) {
                            throw in.unknown(field);
                        }
                    }
                }
            });
            in.requireFormat(FORMAT, format);
            ImageRecord image = new ImageRecord(
                    attested.attestation(in),
                    in.required("attestation", attestation),
                    in.required("registered", registered),
                    rotation);
            return new KeptImage(
                    image,
                    in.required("participant", participant),
                    in.required("capsule", capsule),
                    in.required("certificateSequence", certificateSequence));
        }
    }

    private static final class RotationFields {
        private @Nullable Integer version;
        private @Nullable Cid root;
        private @Nullable Digest keyCheck;
        private @Nullable Instant time;

        ImageRecord.Rotation read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "version" -> version = in.smallNumber();
                    case "root" -> root = Cid.parse(in.string());
                    case "keyCheck" -> keyCheck = AttestationJson.digest(in);
                    case "time" -> time = AttestationJson.time(in);
                    default -> throw in.unknown(field);
                }
            });
            return new ImageRecord.Rotation(
                    in.required("version", version),
                    in.required("root", root),
                    in.required("keyCheck", keyCheck),
                    in.required("time", time));
        }
    }
}
