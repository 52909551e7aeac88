package org.pcim.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.CipherIdentity;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Progress;

/** Several approvals by one patient on the same terms. Those that are in force already count as done. */
public final class ApprovalBatch extends BatchRun<ApprovalBatch.Request, ApproveRequester> {

    private static final String ACTION = "approve requesters";

    private final Instant expiry;
    private final Decisions decisions;
    private final Sharing sharing;
    private final SupersededContent superseded;
    private final Map<ImageId, OwnImage> images = new HashMap<>();

    /** Approvals by the owner of these keys, until this time. */
    public ApprovalBatch(ClientServices services, LedgerSigner signer, CipherIdentity keys, Instant expiry) {
        super(ACTION, services, signer);
        this.expiry = expiry;
        this.decisions = new Decisions(services, signer, keys);
        this.sharing = new Sharing(services, keys);
        this.superseded = new SupersededContent(services, keys);
        if (!expiry.isAfter(services.verified().now())) {
            throw new LedgerRefusalException(ACTION, "", Refusal.EXPIRY_PAST);
        }
    }

    /**
     * A request that is to be approved.
     *
     * @param certificate the hash of the certificate that the patient has seen, or null if it cannot be used
     */
    public record Request(
            ImageId image, Address requester, @Nullable Digest certificate) {}

    private record OwnImage(ImageRecord image, KeyCapsule capsule) {}

    @Override
    Optional<Ready<Request, ApproveRequester>> prepare(Request wanted) {
        ImageId id = wanted.image;
        Address requester = wanted.requester;
        OwnImage own = own(id);
        CertificateDirectory.Entry entry = decisions.seen(requester, wanted.certificate);
        Access access = services.ledger().access(id, requester);
        if (access.status() != AccessStatus.PENDING) {
            if (!Decisions.isGranted(access, own.image, expiry, entry)) {
                throw new LedgerRefusalException(ACTION, requester + " for " + id, Refusal.NOT_PENDING);
            }
            isDone(decisions.lastApproval(id, requester));
            return Optional.empty();
        }
        Share share = sharing.share(own.image, own.capsule, entry.certificate(), Progress.none());
        ApproveRequester operation =
                new ApproveRequester(id, requester, Decisions.grant(own.image, expiry, share, entry));
        return Optional.of(new Ready<>(wanted, operation, share.copy()));
    }

    private OwnImage own(ImageId id) {
        OwnImage own = images.get(id);
        if (own == null) {
            ImageRecord image = services.verified().image(ACTION, id);
            if (!image.patient().equals(signer.address())) {
                throw new LedgerRefusalException(ACTION, id.toString(), Refusal.NOT_PATIENT);
            }
            own = new OwnImage(image, decisions.ownCapsule(image));
            images.put(id, own);
        }
        return own;
    }

    @Override
    void recorded(Ready<Request, ApproveRequester> ready) {
        if (ready.copy() != null) {
            superseded.unpinCopies(ready.item().image, ready.item().requester);
        }
    }

    @Override
    LedgerOperation together(List<ApproveRequester> approvals) {
        return new ApproveRequesters(approvals);
    }

    @Override
    ImageId image(ApproveRequester approval) {
        return approval.image();
    }

    @Override
    Address requester(ApproveRequester approval) {
        return approval.requester();
    }
}
