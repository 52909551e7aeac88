package org.pcim.internal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.json.JsonText;
import org.pcim.json.StrictJsonReader;
import org.pcim.ledger.ImageRecord;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerId;

/**
 * Where the copy lies that was made for one requester: what its capsule holds, sealed to the requester and the patient.
 *
 * @param ledger the only ledger on which it counts
 * @param image the image
 * @param version the number of the version that was copied
 * @param root the root of the copy
 */
record CopyNotice(LedgerId ledger, ImageId image, int version, Cid root) {

    private static final String FORMAT = "pcim-copy-1";
    private static final int MAX_LENGTH = 1024;

    /** The capsule with this notice. */
    KeyCapsule seal(ImageCipher cipher, RecipientCertificate requester, RecipientCertificate patient) {
        return new KeyCapsule(cipher.seal(toJson(), List.of(requester, patient)));
    }

    /**
     * Opens a requester's capsule.
     *
     * @throws CipherException if it is none of these keys' for the current version of this image
     */
    static CopyNotice open(ClientServices services, ImageRecord image, KeyCapsule capsule, CipherIdentity keys) {
        CopyNotice notice = read(services.cipher(), capsule, keys);
        boolean belongs = notice.ledger.equals(services.ledger().id())
                && notice.image.equals(image.id())
                && notice.version == image.version();
        if (!belongs) {
            throw new CipherException(
                    "open copy",
                    image.id().toString(),
                    "it is a copy of another image or version; ask the patient to renew the approval");
        }
        return notice;
    }

    /** Opens a capsule of any image. */
    static CopyNotice read(ImageCipher cipher, KeyCapsule capsule, CipherIdentity keys) {
        try {
            return fromJson(cipher.unseal(capsule.bytes(), keys, MAX_LENGTH));
        } catch (InputException e) {
            throw new CipherException("open copy", "", "its capsule does not say where it lies", e);
        }
    }

    private byte[] toJson() {
        return JsonText.indented(json -> {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("ledger", ledger.text());
            json.writeStringField("image", image.digest().toHex());
            json.writeNumberField("version", version);
            json.writeStringField("root", root.toString());
            json.writeEndObject();
        });
    }

    private static CopyNotice fromJson(byte[] json) {
        return StrictJsonReader.read("copy notice", json, in -> new Fields().read(in));
    }

    private static final class Fields {
        private @Nullable String format;
        private @Nullable LedgerId ledger;
        private @Nullable ImageId image;
        private @Nullable Integer version;
        private @Nullable Cid root;

        CopyNotice read(StrictJsonReader in) throws IOException {
            in.object(field -> {
                switch (field) {
                    case "format" -> format = in.string();
                    case "ledger" -> ledger = new LedgerId(in.string());
                    case "image" -> image = new ImageId(Digest.fromHex(in.string()));
                    case "version" -> version = in.smallNumber();
                    case "root" -> root = Cid.parse(in.string());
                    default -> throw in.unknown(field);
                }
            });
            in.requireFormat(FORMAT, format);
            return new CopyNotice(
                    in.required("ledger", ledger),
                    in.required("image", image),
                    in.required("version", version),
                    in.required("root", root));
        }
    }
}
