package org.pcim.internal;

import java.util.List;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.internal.SealedTexts.Kind;
import org.pcim.internal.SealedTexts.Place;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.model.Address;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerText;

/** What a requester asks for, with notes that only the patient and the requester can read. */
public final class Requests {

    private final ClientServices services;
    private final Address requester;
    private final CipherIdentity keys;

    /** Requests of the owner of these keys. */
    public Requests(ClientServices services, Address requester, CipherIdentity keys) {
        this.services = services;
        this.requester = requester;
        this.keys = keys;
    }

    /** Refuses unless the requester has a certificate for which a patient can approve. */
    public void requireOwnCertificate() {
        services.certificates().require(requester, services.verified().now());
    }

    /** A request for an image; nothing is sent. */
    public RequestAccess prepare(ImageId id, String notes) {
        ImageRecord image = services.verified().image("request access", id);
        RecipientCertificate patient = services.certificates()
                .require(image.patient(), services.verified().now())
                .certificate();
        Place place = new Place(services.ledger().id(), id, requester, image.patient(), Kind.NOTES);
        LedgerText sealed = services.texts().seal(notes, place, List.of(patient, keys.certificate()));
        return new RequestAccess(id, sealed);
    }
}
