package org.pcim.internal;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ShareMode;
import org.pcim.error.CipherException;
import org.pcim.ledger.Access;
import org.pcim.ledger.EventFilter;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.ContractCreated;
import org.pcim.ledger.LedgerEvent.CorrectionAdded;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerEvent.RotationAdded;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;

/** What of a patient's image need no longer be kept: earlier versions, and copies for requesters who may not open them. */
public final class SupersededContent {

    private static final String ACTION = "unpin superseded content";

    private static final Set<Class<? extends LedgerEvent>> KINDS = Set.of(
            ContractCreated.class,
            CorrectionAdded.class,
            RotationAdded.class,
            RequestApproved.class,
            RequestRenewed.class);

    private final ClientServices services;
    private final CipherIdentity keys;

    /** Of the images of the owner of these keys. */
    public SupersededContent(ClientServices services, CipherIdentity keys) {
        this.services = services;
        this.keys = keys;
    }

    /** Has the store no longer keep it. Doing so again changes nothing. */
    public void unpin(ImageId id) {
        ImageRecord image = services.verified().image(ACTION, id);
        Set<Cid> roots = new HashSet<>();
        services.verified()
                .forEach(
                        EventFilter.all().image(id).kinds(KINDS),
                        recorded -> root(image, recorded).ifPresent(roots::add));
        roots.remove(image.root());
        roots.forEach(services.store()::unpin);
    }

    /** Has the store no longer keep the copies that were made for a requester who may not open them. */
    public void unpinCopies(ImageId id, Address requester) {
        ImageRecord image = services.verified().image(ACTION, id);
        Set<Cid> roots = new HashSet<>();
        services.verified()
                .forEach(
                        EventFilter.all()
                                .image(id)
                                .requester(requester)
                                .kinds(Set.of(RequestApproved.class, RequestRenewed.class)),
                        recorded -> root(image, recorded).ifPresent(roots::add));
        roots.forEach(services.store()::unpin);
    }

    /** The root that an event brought, if it is not to be kept. */
    private Optional<Cid> root(ImageRecord image, RecordedEvent recorded) {
        LedgerEvent event = recorded.event();
        if (event instanceof ContractCreated it) {
            return Optional.of(it.attestation().root());
        } else if (event instanceof CorrectionAdded it) {
            return Optional.of(it.attestation().root());
        } else if (event instanceof RotationAdded it) {
            return Optional.of(it.rotation().root());
        } else if (event instanceof RequestApproved it) {
            return copy(image, it.requester(), it.grant(), recorded.time());
        } else if (event instanceof RequestRenewed it) {
            return copy(image, it.requester(), it.grant(), recorded.time());
        }
        return Optional.empty();
    }

    private Optional<Cid> copy(ImageRecord image, Address requester, Grant grant, Instant time) {
        if (!isCopy(requester, grant, time) || isCurrent(image, requester, grant.capsule())) {
            return Optional.empty();
        }
        return Optional.of(
                CopyNotice.read(services.cipher(), grant.capsule(), keys).root());
    }

    private boolean isCopy(Address requester, Grant grant, Instant time) {
        return services.ledger().certificates(requester).stream()
                .map(RecordedCertificate::published)
                .filter(published -> published.sequence() == grant.certificateSequence())
                .anyMatch(published -> isCopy(published, time));
    }

    private boolean isCopy(PublishedCertificate published, Instant time) {
        try {
            return services.cipher().certificate(published.certificate(), time).shareMode() == ShareMode.COPY;
        } catch (CipherException unusable) {
            return false;
        }
    }

    private boolean isCurrent(ImageRecord image, Address requester, KeyCapsule capsule) {
        Access access = services.ledger().access(image.id(), requester);
        return access.inForce(services.verified().now())
                && services.ledger()
                        .capsule(image.id(), requester)
                        .filter(capsule::equals)
                        .isPresent();
    }
}
