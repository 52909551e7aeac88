package org.pcim;

import java.nio.file.Path;
import java.util.List;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.internal.ClientServices;
import org.pcim.internal.SealedTexts.Kind;
import org.pcim.ledger.Access;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.RequestWithdrawn;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.ImageId;
import org.pcim.model.ImageReference;
import org.pcim.model.LedgerText;
import org.pcim.model.Progress;
import org.pcim.study.RetrievedStudy;

/** What an image requester may do. */
public final class RequesterView extends ParticipantView {

    RequesterView(ClientServices services, Identity identity) {
        super(services, identity);
    }

    /** As {@link #requestAccess(ImageId, String)}, after checking that the reference is for this ledger. */
    public AccessRequest requestAccess(ImageReference reference, String notes) {
        return requestAccess(onThisLedger(reference), notes);
    }

    /**
     * Asks the patient for access (requesting_access of the paper). The requester's key has to be published before.
     *
     * @param notes purpose and usage agreement, at most 1024 bytes in UTF-8; sealed, so that only the patient and the
     *     requester can read them
     */
    public AccessRequest requestAccess(ImageId image, String notes) {
        ImageRecord record = services.verified().image("request access", image);
        RecipientCertificate patient = services.certificates()
                .require(record.patient(), services.verified().now())
                .certificate();
        LedgerText sealed = services.texts()
                .seal(
                        notes,
                        place(image, address(), record.patient(), Kind.NOTES),
                        List.of(patient, identity.keys().certificate()));
        RecordedEvent recorded = services.verified()
                .performFor(AccessRequested.class, new RequestAccess(image, sealed), identity.signer());
        return toRequest(recorded, (AccessRequested) recorded.event());
    }

    /** Takes a pending request back. */
    public RecordedEvent withdraw(ImageId image) {
        return services.verified().performFor(RequestWithdrawn.class, new WithdrawRequest(image), identity.signer());
    }

    /** Where this requester stands with an image. Reading leaves no trace. */
    public Access access(ImageId image) {
        return readAccess(image, address());
    }

    /** As {@link #retrieve(ImageId, Path, Progress)}, without progress. */
    public RetrievedStudy retrieve(ImageId image, Path folder) {
        return retrieve(image, folder, Progress.none());
    }

    /**
     * Fetches an image, verifies every block and both signatures, and decrypts it into a folder.
     *
     * <p>The folder comes to be when the last instance is verified, or not at all; calling again begins anew. Memory does
     * not grow with the study's size.
     *
     * @param folder must not exist, or be empty
     * @param progress told of the bytes of the study that are decrypted
     */
    public RetrievedStudy retrieve(ImageId image, Path folder, Progress progress) {
        return retrieveInto(image, folder, progress);
    }

    /** Has the ledger record whether this requester is authorized (trace_authorization of the paper). */
    public AuthorizationTrace trace(ImageId image) {
        return traceRequester(image, address());
    }

    /** What happened between this requester and an image, oldest first. */
    public List<HistoryEntry> history(ImageId image) {
        return readHistory(EventFilter.all().image(image).requester(address()));
    }
}
