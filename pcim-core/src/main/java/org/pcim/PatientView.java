package org.pcim;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.error.InputException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PcimException;
import org.pcim.error.Refusal;
import org.pcim.internal.ApprovalBatch;
import org.pcim.internal.ClientServices;
import org.pcim.internal.Decisions;
import org.pcim.internal.OwnReceipt;
import org.pcim.internal.SealedTexts.Kind;
import org.pcim.internal.SupersededContent;
import org.pcim.internal.Versions;
import org.pcim.ledger.Access;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.ApprovalLimitSet;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerEvent.RegisteredRequestersOnlySet;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.ReasonCode;
import org.pcim.model.Receipt;
import org.pcim.study.RetrievedStudy;

/** What a patient may do: register images, decide who may open them, and see what happened. */
public final class PatientView extends ParticipantView {

    private final Decisions decisions;
    private final Versions versions;

    PatientView(ClientServices services, Identity identity) {
        super(services, identity);
        this.decisions = new Decisions(services, identity.signer(), identity.keys());
        this.versions = new Versions(services, identity.signer(), identity.keys());
    }

    /**
     * Registers the image of a receipt (create_contract of the paper), after verifying the attestation and that this
     * patient's key opens the image's session key. Registering the same receipt again changes nothing.
     *
     * @throws InputException if the receipt is of a correction; or if its radiologist has revoked the certificate that signed
     *     the study, for a reason that puts earlier signatures in doubt
     */
    public ImageRecord createContract(Receipt receipt) {
        if (receipt.attestation().correction() != null) {
            throw new InputException(
                    "create contract",
                    receipt.image().toString(),
                    "the receipt is of a correction; add the correction");
        }
        OwnReceipt.require(services, "create contract", receipt, address(), identity.keys());
        if (services.ledger().standing(receipt.image(), address()).isEmpty()) {
            OwnReceipt.requireNotDisowned(services, "create contract", receipt);
        }
        try {
            services.verified()
                    .perform(
                            new CreateContract(
                                    receipt.attestation(), receipt.attestationSignature(), receipt.patientCapsule()),
                            identity.signer());
        } catch (LedgerRefusalException e) {
            if (e.refusal() != Refusal.ROOT_KNOWN || !isRegistered(receipt)) {
                throw e;
            }
        }
        ImageRecord image = services.verified().image("create contract", receipt.image());
        services.keepOwn(image);
        return image;
    }

    /**
     * Takes over a radiologist's correction: the image's new version. Whoever's approval is in force gets the new version's
     * key with it, or by a renewal if they are more than one operation holds; the store no longer keeps the version before.
     * Adding the same correction again finishes this, as {@link #renewOutdated} and {@link #unpinSuperseded} do.
     *
     * <p>The approvals of those whose certificates cannot be used stay those of the version before until they are renewed.
     *
     * @throws InputException as {@link #createContract}
     * @throws org.pcim.error.StoreException if the correction was added, but the version before could not be unpinned; add
     *     it again, or call {@link #unpinSuperseded}
     */
    public ImageRecord addCorrection(Receipt receipt) {
        return versions.addCorrection(receipt);
    }

    /** As {@link #rotate(ImageId, Set, Progress)}, without progress. */
    public ImageRecord rotate(ImageId image, Set<Address> removed) {
        return rotate(image, removed, Progress.none());
    }

    /**
     * Encrypts an image's current version anew under a session key that no former requester has, and has the store no
     * longer keep the old one. Only this ends what a removed requester can open. The radiologist's statement stays; the
     * patient signs where the images lie.
     *
     * <p>Whoever's approval is in force gets the new key with it, as in {@link #addCorrection}. Memory does not grow with
     * the study's size.
     *
     * @param removed requesters whose approval ends
     * @param progress told of the bytes of the study that are encrypted anew
     * @throws InputException if this patient's certificate is not published, or is revoked
     * @throws org.pcim.error.StoreException if the image cannot be read or written; or if it was rotated, but the old
     *     version could not be unpinned: then call {@link #unpinSuperseded}
     * @throws org.pcim.error.LedgerException if it could not be rotated; or if it was, but not everybody has the new key:
     *     then call {@link #renewOutdated} and {@link #unpinSuperseded}
     */
    public ImageRecord rotate(ImageId image, Set<Address> removed, Progress progress) {
        return versions.rotate(image, removed, progress);
    }

    /**
     * Has the store no longer keep what of an image is superseded: earlier versions, and copies for requesters whose
     * approval is not in force. Rotating, adding a correction and removing do so by themselves; this is for when the store
     * could not be reached then, and for approvals that have expired.
     */
    public void unpinSuperseded(ImageId image) {
        new SupersededContent(services, identity.keys()).unpin(image);
    }

    /**
     * This patient's images, in the order of their registration. One that cannot be read says why ({@link
     * OwnImage#unreadable}), and the others are whole. A node that has dropped even an image's registration does not name it.
     *
     * @throws org.pcim.error.LedgerException if calling again can help, as when no node answers
     */
    public List<OwnImage> images() {
        List<OwnImage> images = new ArrayList<>();
        services.verified()
                .forEach(
                        EventFilter.all().patient(address()).kinds(Set.of(ContractCreated.class)),
                        recorded ->
                                images.add(ownImage(((ContractCreated) recorded.event()).image(), recorded.time())));
        return images;
    }

    private OwnImage ownImage(ImageId id, Instant registered) {
        try {
            ImageRecord image = services.verified().image("list images", id);
            return new OwnImage(id, registered, image.version(), image, null);
        } catch (PcimException e) {
            if (e.retryable()) {
                throw e;
            }
            int version = services.ledger()
                    .standing(id, address())
                    .orElseThrow(() -> e)
                    .version();
            return new OwnImage(id, registered, version, null, e);
        }
    }

    /**
     * The requests that wait for this patient's decision, oldest first. Where the ledger's node has dropped who asks, the
     * request says so ({@link AccessRequest#dropped}), and the others are whole.
     */
    public List<AccessRequest> pendingRequests() {
        Map<Access, RecordedEvent> newest = new LinkedHashMap<>();
        services.verified()
                .forEach(EventFilter.all().patient(address()).kinds(Set.of(AccessRequested.class)), recorded -> {
                    AccessRequested asked = (AccessRequested) recorded.event();
                    newest.put(Access.none(asked.image(), asked.requester()), recorded);
                });
        newest.values().removeIf(recorded -> !isPending((AccessRequested) recorded.event()));
        return toRequests(newest.values());
    }

    /** As {@link #approve(AccessRequest, GrantTerms, Progress)}, without progress. */
    public RecordedEvent approve(AccessRequest request, GrantTerms terms) {
        return approve(request, terms, Progress.none());
    }

    /**
     * Approves a request (approve_IRs of the paper): re-wraps the image's session key for the requester's certificate that
     * the request shows. The image is not touched, and no store is needed. Approving again on the same terms changes
     * nothing.
     *
     * <p>For a certificate whose {@link org.pcim.cipher.ShareMode} is {@code COPY}, the image is read, encrypted for the
     * requester, and kept in the store beside the image, as in the paper, until the requester is removed.
     *
     * @param progress told of the bytes of the study that are copied; never told if the key is wrapped
     * @throws InputException if the requester's certificate cannot be used, or it has published another since; look at the
     *     request again
     */
    public RecordedEvent approve(AccessRequest request, GrantTerms terms, Progress progress) {
        ApprovalBatch.Request wanted = wanted(request);
        return decisions.approve(wanted.image(), wanted.requester(), wanted.certificate(), terms.expiry(), progress);
    }

    /**
     * Approves several requests on the same terms, as many in one operation as the ledger holds. Each is approved as by
     * {@link #approve(AccessRequest, GrantTerms)}; one that cannot be is left out, and the others are approved. A copy that was
     * made for one that is left out is not kept.
     *
     * <p>If the call fails or is interrupted, some may be approved; calling again on the same terms approves the others.
     *
     * @return the approvals, and which requests were left out and why
     * @throws InputException if a requester is named twice for an image
     */
    public BatchResult<AccessRequest, RecordedEvent> approveAll(Collection<AccessRequest> requests, GrantTerms terms) {
        Map<ApprovalBatch.Request, AccessRequest> wanted = wanted(requests);
        ApprovalBatch batch = new ApprovalBatch(services, identity.signer(), identity.keys(), terms.expiry());
        batch.leaveOutRefused(wanted.keySet());
        Map<AccessRequest, PcimException> refused = new LinkedHashMap<>();
        batch.refused().forEach((request, why) -> refused.put(Objects.requireNonNull(wanted.get(request)), why));
        return new BatchResult<>(batch.done(), refused);
    }

    /**
     * Approves several requests on the same terms in one operation: all of them, or none.
     *
     * @throws InputException if one operation does not hold them, which has at most 100, or fewer where capsules are large;
     *     or as {@link #approve(AccessRequest, GrantTerms)}
     * @throws LedgerRefusalException if one of them is refused
     */
    public List<RecordedEvent> approveAllOrNone(Collection<AccessRequest> requests, GrantTerms terms) {
        ApprovalBatch batch = new ApprovalBatch(services, identity.signer(), identity.keys(), terms.expiry());
        batch.allOrNone(wanted(requests).keySet());
        return List.copyOf(batch.done());
    }

    /**
     * Gives an approval in force another expiry, wrapped for the requester's newest certificate. A renewal does not count
     * towards an approval limit.
     */
    public RecordedEvent renew(ImageId image, Address requester, GrantTerms terms) {
        return renew(image, requester, terms, Progress.none());
    }

    /** As {@link #renew(ImageId, Address, GrantTerms)}; told of the bytes that are copied for a requester with a copy. */
    public RecordedEvent renew(ImageId image, Address requester, GrantTerms terms, Progress progress) {
        return decisions.renew(image, requester, terms.expiry(), progress);
    }

    /**
     * Renews every approval in force that is of an earlier version of an image than the current one; each keeps its expiry.
     * Rotating and adding a correction do so by themselves; this is for when they were broken off, and for requesters who
     * had no certificate that could be used then.
     */
    public void renewOutdated(ImageId image) {
        decisions.renewOutdated(image);
    }

    /**
     * Denies a request.
     *
     * @param code the reason that anybody can read
     * @param reason more about it, at most 512 bytes in UTF-8, sealed so that only the requester and the patient can read
     *     it; may be empty
     */
    public RecordedEvent deny(AccessRequest request, ReasonCode code, String reason) {
        return decisions.decide(
                request.image(),
                request.requester(),
                code,
                reason,
                Kind.DENIAL,
                why -> new DenyRequester(request.image(), request.requester(), why));
    }

    /**
     * Removes an approved requester (remove_IRs of the paper).
     *
     * <p>From then on the ledger says "not authorized", and the requester gets no key of any later version. It cannot take
     * back what was already read, nor the key: whoever was removed can still open this version while any copy of it can be
     * reached. Only {@link #rotate} ends that, which is recommended where the store is public. A copy that was made for the
     * requester is no longer kept.
     *
     * @param code the reason that anybody can read
     * @param reason more about it, at most 512 bytes in UTF-8, sealed so that only the requester and the patient can read
     *     it; may be empty
     */
    public RecordedEvent remove(ImageId image, Address requester, ReasonCode code, String reason) {
        RecordedEvent removed = decisions.decide(
                image, requester, code, reason, Kind.REMOVAL, why -> new RemoveRequester(image, requester, why));
        new SupersededContent(services, identity.keys()).unpinCopies(image, requester);
        return removed;
    }

    /** As {@link #remove(ImageId, Address, ReasonCode, String)}, because the patient decided so. */
    public RecordedEvent remove(ImageId image, Address requester, String reason) {
        return remove(image, requester, ReasonCode.PATIENT_DECISION, reason);
    }

    /** Where a requester stands with an image. Reading leaves no trace. */
    public Access access(ImageId image, Address requester) {
        return readAccess(image, requester);
    }

    /** Has the ledger record whether a requester is authorized (trace_authorization of the paper). */
    public AuthorizationTrace trace(ImageId image, Address requester) {
        return traceRequester(image, requester);
    }

    /** Everything that happened to an image, oldest first. */
    public List<HistoryEntry> history(ImageId image) {
        return readHistory(EventFilter.all().image(image));
    }

    /** Everything that happened to this patient's images, oldest first. */
    public List<HistoryEntry> history() {
        return readHistory(EventFilter.all().patient(address()));
    }

    /**
     * Limits approvals (paper, 4.5): at most {@code max} in each period, counted from now; a raise takes effect with the
     * next period. Renewals do not count.
     */
    public RecordedEvent setApprovalLimit(long max, Duration period) {
        return services.verified()
                .performFor(ApprovalLimitSet.class, new SetApprovalLimit(max, period), identity.signer());
    }

    /** Admits requests only from requesters that a registered institution vouches for, or again from anybody. */
    public RecordedEvent setRegisteredRequestersOnly(boolean registeredOnly) {
        return services.verified()
                .performFor(
                        RegisteredRequestersOnlySet.class,
                        new SetRegisteredRequestersOnly(registeredOnly),
                        identity.signer());
    }

    /**
     * Opens one of this patient's own images: fetches it, verifies every block and both signatures, and decrypts it into a
     * folder that comes to be whole or not at all.
     *
     * @param folder must not exist, or be empty
     * @param progress told of the bytes of the study that are decrypted
     */
    public RetrievedStudy retrieve(ImageId image, Path folder, Progress progress) {
        return retrieveInto(image, folder, progress);
    }

    private boolean isRegistered(Receipt receipt) {
        List<Attestation> registered = new ArrayList<>();
        services.verified()
                .forEach(
                        EventFilter.all().image(receipt.image()).kinds(Set.of(ContractCreated.class)),
                        recorded -> registered.add(((ContractCreated) recorded.event()).attestation()));
        return registered.contains(receipt.attestation());
    }

    private static Map<ApprovalBatch.Request, AccessRequest> wanted(Collection<AccessRequest> requests) {
        Map<ApprovalBatch.Request, AccessRequest> wanted = new LinkedHashMap<>();
        Set<Access> named = new HashSet<>();
        for (AccessRequest request : requests) {
            if (!named.add(Access.none(request.image(), request.requester()))) {
                throw new InputException(
                        "approve requesters",
                        request.requester() + " for " + request.image(),
                        "it is named twice; approve its newest request");
            }
            wanted.put(wanted(request), request);
        }
        return wanted;
    }

    private static ApprovalBatch.Request wanted(AccessRequest request) {
        RecipientCertificate certificate = request.certificate();
        return new ApprovalBatch.Request(
                request.image(), request.requester(), certificate == null ? null : certificate.hash());
    }

    private boolean isPending(AccessRequested asked) {
        // The state alone says so, also where an earlier approval was dropped.
        return services.ledger()
                .standing(asked.image(), asked.requester())
                .filter(standing -> standing.status() == AccessStatus.PENDING)
                .isPresent();
    }
}
