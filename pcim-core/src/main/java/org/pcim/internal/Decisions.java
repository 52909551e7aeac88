package org.pcim.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.cipher.ShareMode;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.error.LedgerException;
import org.pcim.error.LedgerRefusalException;
import org.pcim.error.PrunedEventException;
import org.pcim.error.Refusal;
import org.pcim.internal.SealedTexts.Kind;
import org.pcim.internal.SealedTexts.Place;
import org.pcim.ledger.Access;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerText;
import org.pcim.model.Progress;
import org.pcim.model.ReasonCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a patient decides. */
public final class Decisions {

    private static final Logger LOG = LoggerFactory.getLogger(Decisions.class);
    private static final String APPROVE = "approve requester";
    private static final String RENEW = "renew requester";

    private final ClientServices services;
    private final LedgerSigner signer;
    private final CipherIdentity keys;
    private final Sharing sharing;

    /** The decisions of the owner of these keys. */
    public Decisions(ClientServices services, LedgerSigner signer, CipherIdentity keys) {
        this.services = services;
        this.signer = signer;
        this.keys = keys;
        this.sharing = new Sharing(services, keys);
    }

    /** Approves; if the same approval is in force already, gives its event. */
    public RecordedEvent approve(
            ImageId id, Address requester, @Nullable Digest certificate, Instant expiry, Progress progress) {
        ImageRecord image = services.verified().image(APPROVE, id);
        CertificateDirectory.Entry entry = seen(requester, certificate);
        try (Share share = sharing.share(image, ownCapsule(image), entry.certificate(), progress)) {
            Grant grant = grant(image, expiry, share, entry);
            RecordedEvent approved = services.verified()
                    .performFor(
                            LedgerEvent.RequestApproved.class,
                            new ApproveRequester(id, requester, grant),
                            signer,
                            share::handOnBy);
            letGoEarlierCopies(share, id, requester);
            return approved;
        } catch (LedgerRefusalException e) {
            if (e.refusal() != Refusal.NOT_PENDING
                    || !isGranted(services.ledger().access(id, requester), image, expiry, entry)) {
                throw e;
            }
            return lastApproval(id, requester);
        }
    }

    /** The requester's certificate, which has to be the one that the patient has seen. */
    CertificateDirectory.Entry seen(Address requester, @Nullable Digest certificate) {
        Instant now = services.verified().now();
        CertificateDirectory.Entry entry;
        try {
            entry = services.certificates().require(requester, now);
        } catch (CipherException e) {
            throw new InputException(
                    APPROVE,
                    requester.toString(),
                    "its certificate cannot be used; it publishes another, or is denied (" + e.reason() + ")",
                    e);
        }
        if (!entry.certificate().hash().equals(certificate)) {
            throw new InputException(
                    APPROVE,
                    requester.toString(),
                    "it has published another certificate since; look at the request again");
        }
        return entry;
    }

    /** Renews for the requester's newest certificate. A copy that was made for it already serves on. */
    public RecordedEvent renew(ImageId id, Address requester, Instant expiry, Progress progress) {
        ImageRecord image = services.verified().image(RENEW, id);
        CertificateDirectory.Entry entry =
                services.certificates().require(requester, services.verified().now());
        try (Share share = renewal(image, entry, progress)) {
            Grant grant = grant(image, expiry, share, entry);
            RecordedEvent renewed = services.verified()
                    .performFor(
                            LedgerEvent.RequestRenewed.class,
                            new RenewRequester(id, requester, grant),
                            signer,
                            share::handOnBy);
            letGoEarlierCopies(share, id, requester);
            return renewed;
        }
    }

    /**
     * Renews, each with its expiry, what approvals in force are of an earlier version than the current one. Whoever has no
     * certificate that can be used is left out, and whoever the ledger no longer takes for approved.
     */
    public void renewOutdated(ImageId id) {
        ImageRecord image = services.verified().image(RENEW, id);
        for (Address requester : Regrants.inForce(services, image)) {
            Access access = services.ledger().access(id, requester);
            Instant expiry = access.expiry();
            if (expiry != null
                    && access.version() != image.version()
                    && services.certificates()
                            .findUsable(requester, services.verified().now())
                            .isPresent()) {
                renewOutdated(id, requester, expiry);
            }
        }
    }

    private void renewOutdated(ImageId id, Address requester, Instant expiry) {
        try {
            renew(id, requester, expiry, Progress.none());
        } catch (LedgerRefusalException e) {
            LOG.warn("{} keeps an approval of an earlier version of {}", requester, id, e);
        }
    }

    private Share renewal(ImageRecord image, CertificateDirectory.Entry entry, Progress progress) {
        Address requester = entry.published().owner();
        Access access = services.ledger().access(image.id(), requester);
        Optional<KeyCapsule> capsule = services.ledger().capsule(image.id(), requester);
        boolean serves = entry.certificate().shareMode() == ShareMode.COPY
                && access.version() == image.version()
                && access.certificateSequence() == entry.published().sequence();
        if (serves && capsule.isPresent()) {
            CopyNotice.open(services, image, capsule.get(), keys);
            return new Share(capsule.get(), null);
        }
        return sharing.share(image, ownCapsule(image), entry.certificate(), progress);
    }

    private void letGoEarlierCopies(Share share, ImageId image, Address requester) {
        if (share.copy() != null) {
            new SupersededContent(services, keys).unpinCopies(image, requester);
        }
    }

    /**
     * Denies or removes, with a reason sealed to the patient and, if its certificate can be read and used, to the requester.
     */
    public RecordedEvent decide(
            ImageId image,
            Address requester,
            ReasonCode code,
            String reason,
            Kind kind,
            Function<Reason, LedgerOperation> operation) {
        List<RecipientCertificate> readers = new ArrayList<>(List.of(keys.certificate()));
        try {
            services.certificates()
                    .findUsable(requester, services.verified().now())
                    .map(CertificateDirectory.Entry::certificate)
                    .ifPresent(readers::add);
        } catch (PrunedEventException dropped) {
            LOG.warn("The reason is for the patient alone: {}", dropped.getMessage());
        }
        LedgerText sealed = services.texts()
                .seal(reason, new Place(services.ledger().id(), image, signer.address(), requester, kind), readers);
        return services.verified()
                .perform(operation.apply(new Reason(code, sealed)), signer)
                .get(0);
    }

    KeyCapsule ownCapsule(ImageRecord image) {
        return services.ledger()
                .capsule(image.id(), signer.address())
                .orElseThrow(() -> new LedgerException(
                        APPROVE,
                        image.id().toString(),
                        "the ledger's node no longer has the patient's key; ask another node",
                        false));
    }

    static Grant grant(ImageRecord image, Instant expiry, Share share, CertificateDirectory.Entry requester) {
        return new Grant(
                image.version(), expiry, share.capsule(), requester.published().sequence());
    }

    static boolean isGranted(Access access, ImageRecord image, Instant expiry, CertificateDirectory.Entry requester) {
        return expiry.equals(access.expiry())
                && access.version() == image.version()
                && access.certificateSequence() == requester.published().sequence()
                && access.status() == AccessStatus.APPROVED;
    }

    RecordedEvent lastApproval(ImageId image, Address requester) {
        List<RecordedEvent> approvals = new ArrayList<>();
        services.verified()
                .forEach(
                        EventFilter.all()
                                .image(image)
                                .requester(requester)
                                .kinds(Set.of(LedgerEvent.RequestApproved.class)),
                        approvals::add);
        return approvals.get(approvals.size() - 1);
    }
}
