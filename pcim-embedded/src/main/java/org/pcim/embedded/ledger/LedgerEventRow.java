package org.pcim.embedded.ledger;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessEvent;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.ImageEvent;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerOperation.Reason;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.model.Address;
import org.pcim.model.ImageId;

/**
 * An event as the event table keeps it: what is asked for in queries, and what its operation does not say.
 *
 * @param kind its type
 * @param image its image, if it is an event of an image
 * @param patient the patient of that image
 * @param requester the requester, if it is an event between patient and requester
 * @param detail the number of the status that a failed authorization shows, or the expiry of a renewal in seconds since
 *     1970; else 0
 */
record LedgerEventRow(
        LedgerEventKind kind,
        @Nullable ImageId image,
        @Nullable Address patient,
        @Nullable Address requester,
        long detail) {

    static LedgerEventRow of(LedgerEvent event) {
        return new LedgerEventRow(
                LedgerEventKind.of(event.getClass()).orElseThrow(),
                event instanceof ImageEvent it ? it.image() : null,
                event instanceof ImageEvent it ? it.patient() : null,
                event instanceof AccessEvent it ? it.requester() : null,
                detail(event));
    }

    private static long detail(LedgerEvent event) {
        if (event instanceof AuthorizationFailed it) {
            return it.status().number();
        }
        return event instanceof RequestRenewed it ? it.grant().expiry().getEpochSecond() : 0;
    }

    /** The event, made again from the operation that brought it. */
    LedgerEvent event(LedgerOperation operation, Address sender) throws SQLException {
        return switch (kind) {
            case INSTITUTION_REGISTERED -> {
                RegisterInstitution it = (RegisterInstitution) operation;
                yield new LedgerEvent.InstitutionRegistered(it.institution(), it.name());
            }
            case INSTITUTION_REMOVED ->
                new LedgerEvent.InstitutionRemoved(((RemoveInstitution) operation).institution());
            case MEMBER_REGISTERED -> {
                RegisterMember it = (RegisterMember) operation;
                yield new LedgerEvent.MemberRegistered(sender, it.role(), it.member());
            }
            case MEMBER_REMOVED -> {
                RemoveMember it = (RemoveMember) operation;
                yield new LedgerEvent.MemberRemoved(sender, it.role(), it.member());
            }
            case KEY_PUBLISHED -> new LedgerEvent.KeyPublished(((PublishKey) operation).certificate());
            case APPROVAL_LIMIT_SET -> {
                SetApprovalLimit it = (SetApprovalLimit) operation;
                yield new LedgerEvent.ApprovalLimitSet(sender, it.max(), it.period());
            }
            case REGISTERED_REQUESTERS_ONLY_SET ->
                new LedgerEvent.RegisteredRequestersOnlySet(
                        sender, ((SetRegisteredRequestersOnly) operation).registeredOnly());
            case CONTRACT_CREATED -> {
                CreateContract it = (CreateContract) operation;
                yield new LedgerEvent.ContractCreated(it.attestation(), it.attestationSignature(), it.patientCapsule());
            }
            case CORRECTION_ADDED -> {
                AddCorrection it = (AddCorrection) operation;
                yield new LedgerEvent.CorrectionAdded(it.attestation(), it.attestationSignature(), it.patientCapsule());
            }
            case ROTATION_ADDED -> {
                AddRotation it = (AddRotation) operation;
                yield new LedgerEvent.RotationAdded(it.image(), sender, it.rotation(), it.patientCapsule());
            }
            default ->
                accessEvent(
                        operation,
                        sender,
                        Objects.requireNonNull(image),
                        Objects.requireNonNull(patient),
                        Objects.requireNonNull(requester));
        };
    }

    private LedgerEvent accessEvent(
            LedgerOperation operation, Address sender, ImageId image, Address patient, Address requester)
            throws SQLException {
        return switch (kind) {
            case ACCESS_REQUESTED ->
                new LedgerEvent.AccessRequested(
                        image, patient, requester, request(operation, image).notes());
            case REQUEST_WITHDRAWN -> new LedgerEvent.RequestWithdrawn(image, patient, requester);
            case REQUEST_APPROVED ->
                new LedgerEvent.RequestApproved(
                        image,
                        patient,
                        requester,
                        approval(operation, image, requester).grant());
            case REQUEST_RENEWED ->
                new LedgerEvent.RequestRenewed(
                        image, patient, requester, renewal(operation, requester, Instant.ofEpochSecond(detail)));
            case REQUEST_DENIED ->
                new LedgerEvent.RequestDenied(image, patient, requester, ((DenyRequester) operation).reason());
            case REQUESTER_REMOVED ->
                new LedgerEvent.RequesterRemoved(
                        image,
                        patient,
                        requester,
                        operation instanceof RemoveRequester it ? it.reason() : Reason.ROTATION);
            case AUTHORIZATION_SUCCESS -> new LedgerEvent.AuthorizationSuccess(image, patient, requester, sender);
            case AUTHORIZATION_FAILED ->
                new LedgerEvent.AuthorizationFailed(
                        image, patient, requester, sender, AccessTable.status((int) detail));
            default -> throw new IllegalStateException("An event without a form: " + kind);
        };
    }

    private static RequestAccess request(LedgerOperation operation, ImageId image) {
        if (operation instanceof RequestAccesses batch) {
            return batch.requests().stream()
                    .filter(it -> it.image().equals(image))
                    .findFirst()
                    .orElseThrow();
        }
        return (RequestAccess) operation;
    }

    private static ApproveRequester approval(LedgerOperation operation, ImageId image, Address requester) {
        if (operation instanceof ApproveRequesters batch) {
            return batch.approvals().stream()
                    .filter(it -> it.image().equals(image) && it.requester().equals(requester))
                    .findFirst()
                    .orElseThrow();
        }
        return (ApproveRequester) operation;
    }

    /** What a requester got by a renewal, or by a new version. */
    private static Grant renewal(LedgerOperation operation, Address requester, Instant expiry) {
        if (operation instanceof AddCorrection it) {
            return renewal(it.grants(), requester, it.attestation().version(), expiry);
        }
        if (operation instanceof AddRotation it) {
            return renewal(it.grants(), requester, it.rotation().number(), expiry);
        }
        return ((RenewRequester) operation).grant();
    }

    private static Grant renewal(List<Regrant> grants, Address requester, int version, Instant expiry) {
        Regrant own = grants.stream()
                .filter(grant -> grant.requester().equals(requester))
                .findFirst()
                .orElseThrow();
        return new Grant(version, expiry, own.capsule(), own.certificateSequence());
    }
}
