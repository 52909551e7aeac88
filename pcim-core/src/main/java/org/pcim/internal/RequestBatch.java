package org.pcim.internal;

import java.util.List;
import java.util.Optional;
import org.pcim.cipher.CipherIdentity;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.internal.SealedTexts.Kind;
import org.pcim.ledger.Access;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.ImageId;

/** Several requests of one requester with the same notes. */
public final class RequestBatch extends BatchRun<ImageId, RequestAccess> {

    private static final String ACTION = "request accesses";

    private final Requests requests;
    private final String notes;

    /** Requests by the owner of these keys. */
    public RequestBatch(ClientServices services, LedgerSigner signer, CipherIdentity keys, String notes) {
        super(ACTION, services, signer);
        this.requests = new Requests(services, signer.address(), keys);
        this.notes = notes;
        SealedTexts.requireShort(notes, Kind.NOTES);
        requests.requireOwnCertificate();
    }

    @Override
    Optional<Ready<ImageId, RequestAccess>> prepare(ImageId image) {
        RequestAccess operation = requests.prepare(image, notes);
        Access access = services.ledger().access(image, signer.address());
        if (access.status() == AccessStatus.PENDING) {
            throw new LedgerRefusalException(ACTION, image.toString(), Refusal.ALREADY_PENDING);
        }
        return Optional.of(new Ready<>(image, operation, null));
    }

    @Override
    LedgerOperation together(List<RequestAccess> all) {
        return new RequestAccesses(all);
    }

    @Override
    ImageId image(RequestAccess request) {
        return request.image();
    }

    @Override
    Address requester(RequestAccess request) {
        return signer.address();
    }
}
