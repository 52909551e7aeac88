package org.pcim;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import org.pcim.internal.ClientServices;
import org.pcim.internal.RequestBatch;
import org.pcim.internal.Requests;
import org.pcim.ledger.Access;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.RequestWithdrawn;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.ImageId;
import org.pcim.model.ImageReference;
import org.pcim.model.Progress;
import org.pcim.study.RetrievedStudy;

/** What an image requester may do. */
public final class RequesterView extends ParticipantView {

    private final Requests requests;

    RequesterView(ClientServices services, Identity identity) {
        super(services, identity);
        this.requests = new Requests(services, identity.address(), identity.keys());
    }

    /** As {@link #requestAccess(ImageId, String)}, after checking that the reference is for this ledger. */
    public AccessRequest requestAccess(ImageReference reference, String notes) {
        return requestAccess(onThisLedger(reference), notes);
    }

    /**
     * Asks the patient for access (requesting_access of the paper). The requester's key has to be published before, and be
     * neither expired nor revoked.
     *
     * @param notes purpose and usage agreement, at most 1024 bytes in UTF-8; sealed, so that only the patient and the
     *     requester can read them
     */
    public AccessRequest requestAccess(ImageId image, String notes) {
        requests.requireOwnCertificate();
        RequestAccess operation = requests.prepare(image, notes);
        RecordedEvent recorded = services.verified().performFor(AccessRequested.class, operation, identity.signer());
        return toRequests(List.of(recorded)).get(0);
    }

    /**
     * Asks for access to several images with the same notes, as many in one operation as the ledger holds. What cannot be
     * asked for is left out, and the others are asked for.
     *
     * <p>If the call fails or is interrupted, some may be asked for; calling again asks for the others, and reports these as
     * {@link org.pcim.error.Refusal#ALREADY_PENDING}.
     *
     * @param images each counts once
     * @param notes as in {@link #requestAccess(ImageId, String)}
     * @return the requests, and which images were left out and why
     */
    public BatchResult<ImageId, AccessRequest> requestAccessToAll(Collection<ImageId> images, String notes) {
        RequestBatch batch = new RequestBatch(services, identity.signer(), identity.keys(), notes);
        batch.leaveOutRefused(new LinkedHashSet<>(images));
        return new BatchResult<>(toRequests(batch.done()), batch.refused());
    }

    /**
     * Asks for access to several images with the same notes in one operation: to all of them, or to none.
     *
     * @param images each counts once
     * @throws org.pcim.error.InputException if one operation does not hold them, which has at most 100, or fewer where notes
     *     are long
     * @throws org.pcim.error.LedgerRefusalException if one of them is refused
     */
    public List<AccessRequest> requestAccessToAllOrNone(Collection<ImageId> images, String notes) {
        RequestBatch batch = new RequestBatch(services, identity.signer(), identity.keys(), notes);
        batch.allOrNone(new LinkedHashSet<>(images));
        return toRequests(batch.done());
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
