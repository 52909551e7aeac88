package org.pcim.internal;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.json.AttestationJson;
import org.pcim.json.JsonText;
import org.pcim.json.StrictJsonReader;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Signature;

/** The JSON form of a certificate that proved an image genuine, or of its revocation. */
final class KeptCertificate {

    private static final String FORMAT = "pcim-kept-certificate-1";

    private @Nullable String format;
    private @Nullable Instant time;
    private @Nullable Address owner;
    private @Nullable Long sequence;
    private @Nullable Bytes certificate;
    private @Nullable Signature ownerBinding;
    private @Nullable Bytes certificateBinding;

    private KeptCertificate() {}

    static byte[] toJson(RecordedCertificate recorded) {
        PublishedCertificate it = recorded.published();
        return JsonText.indented(json -> {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("time", recorded.time().toString());
            json.writeStringField("owner", it.owner().toString());
            json.writeNumberField("sequence", it.sequence());
            json.writeStringField("certificate", it.certificate().toHex());
            json.writeStringField("ownerBinding", it.ownerBinding().bytes().toHex());
            json.writeStringField("certificateBinding", it.certificateBinding().toHex());
            json.writeEndObject();
        });
    }

    static RecordedCertificate fromJson(byte[] json) {
        return StrictJsonReader.read("kept certificate", json, in -> new KeptCertificate().read(in));
    }

    private RecordedCertificate read(StrictJsonReader in) throws IOException {
        in.object(field -> {
            switch (field) {
                case "format" -> format = in.string();
                case "time" -> time = AttestationJson.time(in);
                case "owner" -> owner = Address.parse(in.string());
                case "sequence" -> sequence = in.number();
                case "certificate" -> certificate = Bytes.of(AttestationJson.bytes(in));
                case "ownerBinding" -> ownerBinding = Signature.of(AttestationJson.bytes(in));
                case "certificateBinding" -> certificateBinding = Bytes.of(AttestationJson.bytes(in));
                default -> throw in.unknown(field);
            }
        });
        in.requireFormat(FORMAT, format);
        PublishedCertificate published = new PublishedCertificate(
                in.required("owner", owner),
                in.required("sequence", sequence),
                in.required("certificate", certificate),
                in.required("ownerBinding", ownerBinding),
                in.required("certificateBinding", certificateBinding));
        return new RecordedCertificate(published, in.required("time", time));
    }
}
