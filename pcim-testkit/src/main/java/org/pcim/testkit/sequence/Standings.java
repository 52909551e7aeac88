package org.pcim.testkit.sequence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pcim.error.Refusal;
import org.pcim.ledger.Access;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessEvent;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.AuthorizationSuccess;
import org.pcim.ledger.LedgerEvent.RegisteredRequestersOnlySet;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestDenied;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerEvent.RequestWithdrawn;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.ImageId;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerText;
import org.pcim.model.ReasonCode;
import org.pcim.model.Role;

/** Where the model's requesters stand with its images. */
final class Standings {

    private record Pair(ImageId image, Address requester) {}

    /** The status, and what the last approval or renewal gave. */
    private record Standing(AccessStatus status, @Nullable Grant grant) {

        boolean inForce(Instant now) {
            return status == AccessStatus.APPROVED && grant != null && now.isBefore(grant.expiry());
        }
    }

    private static final Standing NEVER_ASKED = new Standing(AccessStatus.NONE, null);

    private final Images images;
    private final Consortium consortium;
    private final Certificates certificates;
    private final Limits limits;
    private final Map<Pair, Standing> standings = new HashMap<>();
    private final Set<Address> registeredOnly = new HashSet<>();

    Standings(Images images, Consortium consortium, Certificates certificates, Limits limits) {
        this.images = images;
        this.consortium = consortium;
        this.certificates = certificates;
        this.limits = limits;
    }

    Access access(ImageId image, Address requester) {
        Standing standing = of(image, requester);
        Grant grant = standing.grant;
        return grant == null
                ? new Access(image, requester, standing.status, null, 0, 0)
                : new Access(
                        image,
                        requester,
                        standing.status,
                        grant.expiry(),
                        grant.version(),
                        grant.certificateSequence());
    }

    /** What the last approval or renewal gave. */
    Optional<KeyCapsule> capsule(ImageId image, Address requester) {
        return Optional.ofNullable(of(image, requester).grant).map(Grant::capsule);
    }

    LedgerEvent request(Attempt attempt, RequestAccess it) {
        Address patient = images.patient(attempt, it.image());
        Address requester = attempt.sender();
        Standing standing = of(it.image(), requester);
        attempt.require(!requester.equals(patient), Refusal.OWN_IMAGE);
        attempt.require(!certificates.of(requester).isEmpty(), Refusal.NO_KEY);
        attempt.require(standing.status != AccessStatus.PENDING, Refusal.ALREADY_PENDING);
        attempt.require(!standing.inForce(attempt.now()), Refusal.ALREADY_APPROVED);
        attempt.require(
                !registeredOnly.contains(patient)
                        || consortium.institutionOf(Role.REQUESTER, requester).isPresent(),
                Refusal.NOT_REGISTERED_REQUESTER);
        return new AccessRequested(it.image(), patient, requester, it.notes());
    }

    LedgerEvent withdraw(Attempt attempt, WithdrawRequest it) {
        Address patient = images.patient(attempt, it.image());
        requirePending(attempt, it.image(), attempt.sender());
        return new RequestWithdrawn(it.image(), patient, attempt.sender());
    }

    LedgerEvent approve(Attempt attempt, ApproveRequester it) {
        int version = images.ownVersion(attempt, it.image());
        requirePending(attempt, it.image(), it.requester());
        requireValid(attempt, version, it.grant());
        attempt.require(limits.allow(attempt.before() + 1, attempt.sender(), attempt.now()), Refusal.LIMIT_REACHED);
        return new RequestApproved(it.image(), attempt.sender(), it.requester(), it.grant());
    }

    LedgerEvent renew(Attempt attempt, RenewRequester it) {
        int version = images.ownVersion(attempt, it.image());
        requireInForce(attempt, it.image(), it.requester());
        requireValid(attempt, version, it.grant());
        return new RequestRenewed(it.image(), attempt.sender(), it.requester(), it.grant());
    }

    LedgerEvent deny(Attempt attempt, DenyRequester it) {
        images.ownVersion(attempt, it.image());
        requirePending(attempt, it.image(), it.requester());
        return new RequestDenied(it.image(), attempt.sender(), it.requester(), it.reason());
    }

    LedgerEvent remove(Attempt attempt, RemoveRequester it) {
        images.ownVersion(attempt, it.image());
        return removed(attempt, it.image(), it.requester(), it.reason());
    }

    LedgerEvent trace(Attempt attempt, TraceAuthorization it) {
        Address patient = images.patient(attempt, it.image());
        Address sender = attempt.sender();
        attempt.require(sender.equals(patient) || sender.equals(it.requester()), Refusal.NOT_CONCERNED);
        Standing standing = of(it.image(), it.requester());
        return standing.inForce(attempt.now())
                ? new AuthorizationSuccess(it.image(), patient, it.requester(), sender)
                : new AuthorizationFailed(it.image(), patient, it.requester(), sender, standing.status);
    }

    /** What a correction brings for requesters. */
    List<LedgerEvent> regrants(Attempt attempt, Attestation correction, List<Regrant> grants) {
        return grants.stream()
                .map(grant -> regrant(attempt, correction.image(), correction.version(), grant))
                .toList();
    }

    /** Whom a rotation removes. */
    List<LedgerEvent> removals(Attempt attempt, AddRotation it) {
        Reason reason = new Reason(ReasonCode.PATIENT_DECISION, LedgerText.empty());
        return it.removed().stream()
                .map(requester -> removed(attempt, it.image(), requester, reason))
                .toList();
    }

    /** What a rotation brings for others. Whoever it removes is in force no more when the grants are looked at. */
    List<LedgerEvent> regrants(Attempt attempt, AddRotation it) {
        List<LedgerEvent> events = new ArrayList<>();
        for (Regrant grant : it.grants()) {
            attempt.require(!it.removed().contains(grant.requester()), Refusal.NOT_APPROVED);
            events.add(regrant(attempt, it.image(), it.rotation().number(), grant));
        }
        return events;
    }

    private LedgerEvent removed(Attempt attempt, ImageId image, Address requester, Reason reason) {
        attempt.require(of(image, requester).status == AccessStatus.APPROVED, Refusal.NOT_APPROVED);
        return new RequesterRemoved(image, attempt.sender(), requester, reason);
    }

    private LedgerEvent regrant(Attempt attempt, ImageId image, int version, Regrant it) {
        requireInForce(attempt, image, it.requester());
        Grant before = Objects.requireNonNull(of(image, it.requester()).grant);
        Grant grant = new Grant(version, before.expiry(), it.capsule(), it.certificateSequence());
        return new RequestRenewed(image, attempt.sender(), it.requester(), grant);
    }

    private void requirePending(Attempt attempt, ImageId image, Address requester) {
        attempt.require(of(image, requester).status == AccessStatus.PENDING, Refusal.NOT_PENDING);
    }

    private void requireInForce(Attempt attempt, ImageId image, Address requester) {
        attempt.require(of(image, requester).inForce(attempt.now()), Refusal.NOT_APPROVED);
    }

    private static void requireValid(Attempt attempt, int version, Grant grant) {
        attempt.require(grant.version() == version, Refusal.NOT_CURRENT_VERSION);
        attempt.require(grant.expiry().isAfter(attempt.now()), Refusal.EXPIRY_PAST);
    }

    private Standing of(ImageId image, Address requester) {
        return standings.getOrDefault(new Pair(image, requester), NEVER_ASKED);
    }

    void happened(LedgerEvent event) {
        if (event instanceof RegisteredRequestersOnlySet it) {
            if (it.registeredOnly()) {
                registeredOnly.add(it.patient());
            } else {
                registeredOnly.remove(it.patient());
            }
        } else if (event instanceof RequestApproved it) {
            put(it, new Standing(AccessStatus.APPROVED, it.grant()));
        } else if (event instanceof RequestRenewed it) {
            put(it, new Standing(AccessStatus.APPROVED, it.grant()));
        } else if (event instanceof AccessRequested it) {
            put(it, AccessStatus.PENDING);
        } else if (event instanceof RequestWithdrawn it) {
            put(it, AccessStatus.WITHDRAWN);
        } else if (event instanceof RequestDenied it) {
            put(it, AccessStatus.DENIED);
        } else if (event instanceof RequesterRemoved it) {
            put(it, AccessStatus.REMOVED);
        }
    }

    private void put(AccessEvent event, AccessStatus status) {
        put(event, new Standing(status, of(event.image(), event.requester()).grant));
    }

    private void put(AccessEvent event, Standing standing) {
        standings.put(new Pair(event.image(), event.requester()), standing);
    }
}
