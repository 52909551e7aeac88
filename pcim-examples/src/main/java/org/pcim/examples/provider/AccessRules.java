package org.pcim.examples.provider;

import java.time.Instant;
import java.util.Objects;
import org.pcim.error.Refusal;
import org.pcim.examples.provider.LedgerState.Asker;
import org.pcim.examples.provider.LedgerState.Choices;
import org.pcim.examples.provider.LedgerState.Granted;
import org.pcim.ledger.Access;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.ApprovalLimitSet;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.AuthorizationSuccess;
import org.pcim.ledger.LedgerEvent.RegisteredRequestersOnlySet;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestDenied;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerEvent.RequestWithdrawn;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.Regrant;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.ImageId;
import org.pcim.model.Role;

/** The rules of asking for access and of deciding about it. */
final class AccessRules {

    LedgerEvent request(LedgerState state, LedgerCall call, RequestAccess it) {
        Address requester = call.sender();
        Address patient = state.image(call, it.image()).patient();
        call.require(!requester.equals(patient), Refusal.OWN_IMAGE);
        call.require(!state.certificates(requester).isEmpty(), Refusal.NO_KEY);
        Access access = state.granted(it.image(), requester).access();
        call.require(access.status() != AccessStatus.PENDING, Refusal.ALREADY_PENDING);
        call.require(!access.inForce(call.now()), Refusal.ALREADY_APPROVED);
        boolean admitted = !state.choices(patient).registeredOnly()
                || state.institutionOf(Role.REQUESTER, requester).isPresent();
        call.require(admitted, Refusal.NOT_REGISTERED_REQUESTER);
        setStatus(state, it.image(), requester, AccessStatus.PENDING);
        return new AccessRequested(it.image(), patient, requester, it.notes());
    }

    LedgerEvent withdraw(LedgerState state, LedgerCall call, WithdrawRequest it) {
        Address patient = state.image(call, it.image()).patient();
        requirePending(state, call, it.image(), call.sender());
        setStatus(state, it.image(), call.sender(), AccessStatus.WITHDRAWN);
        return new RequestWithdrawn(it.image(), patient, call.sender());
    }

    LedgerEvent trace(LedgerState state, LedgerCall call, TraceAuthorization it) {
        Address patient = state.image(call, it.image()).patient();
        Address sender = call.sender();
        call.require(sender.equals(patient) || sender.equals(it.requester()), Refusal.NOT_CONCERNED);
        Access access = state.granted(it.image(), it.requester()).access();
        return access.inForce(call.now())
                ? new AuthorizationSuccess(it.image(), patient, it.requester(), sender)
                : new AuthorizationFailed(it.image(), patient, it.requester(), sender, access.status());
    }

    LedgerEvent approve(LedgerState state, LedgerCall call, ApproveRequester it) {
        ImageRecord image = state.ownImage(call, it.image());
        requirePending(state, call, it.image(), it.requester());
        requireValid(call, image, it.grant());
        Choices choices = state.choices(call.sender());
        ApprovalLimit limit = choices.limit().at(call.now());
        call.require(limit.allowsOneMore(), Refusal.LIMIT_REACHED);
        state.choices.put(call.sender(), new Choices(choices.registeredOnly(), limit.counted()));
        grant(state, it.image(), it.requester(), it.grant());
        return new RequestApproved(it.image(), call.sender(), it.requester(), it.grant());
    }

    LedgerEvent renew(LedgerState state, LedgerCall call, RenewRequester it) {
        ImageRecord image = state.ownImage(call, it.image());
        requireInForce(state, call, it.image(), it.requester());
        requireValid(call, image, it.grant());
        grant(state, it.image(), it.requester(), it.grant());
        return new RequestRenewed(it.image(), call.sender(), it.requester(), it.grant());
    }

    /** The capsule of a new version, which is there already; the expiry stays. */
    LedgerEvent regrant(LedgerState state, LedgerCall call, ImageId image, Regrant it) {
        requireInForce(state, call, image, it.requester());
        Instant expiry = Objects.requireNonNull(
                state.granted(image, it.requester()).access().expiry());
        int version = state.image(call, image).version();
        Grant grant = new Grant(version, expiry, it.capsule(), it.certificateSequence());
        grant(state, image, it.requester(), grant);
        return new RequestRenewed(image, call.sender(), it.requester(), grant);
    }

    LedgerEvent deny(LedgerState state, LedgerCall call, DenyRequester it) {
        state.ownImage(call, it.image());
        requirePending(state, call, it.image(), it.requester());
        setStatus(state, it.image(), it.requester(), AccessStatus.DENIED);
        return new RequestDenied(it.image(), call.sender(), it.requester(), it.reason());
    }

    LedgerEvent remove(LedgerState state, LedgerCall call, RemoveRequester it) {
        state.ownImage(call, it.image());
        AccessStatus status = state.granted(it.image(), it.requester()).access().status();
        call.require(status == AccessStatus.APPROVED, Refusal.NOT_APPROVED);
        setStatus(state, it.image(), it.requester(), AccessStatus.REMOVED);
        return new RequesterRemoved(it.image(), call.sender(), it.requester(), it.reason());
    }

    LedgerEvent setApprovalLimit(LedgerState state, LedgerCall call, SetApprovalLimit it) {
        Choices choices = state.choices(call.sender());
        ApprovalLimit limit = choices.limit().changed(new ApprovalLimit.Wish(it.max(), it.period()), call.now());
        state.choices.put(call.sender(), new Choices(choices.registeredOnly(), limit));
        return new ApprovalLimitSet(call.sender(), it.max(), it.period());
    }

    LedgerEvent setRegisteredRequestersOnly(LedgerState state, LedgerCall call, SetRegisteredRequestersOnly it) {
        ApprovalLimit limit = state.choices(call.sender()).limit();
        state.choices.put(call.sender(), new Choices(it.registeredOnly(), limit));
        return new RegisteredRequestersOnlySet(call.sender(), it.registeredOnly());
    }

    private static void requirePending(LedgerState state, LedgerCall call, ImageId image, Address requester) {
        AccessStatus status = state.granted(image, requester).access().status();
        call.require(status == AccessStatus.PENDING, Refusal.NOT_PENDING);
    }

    private static void requireInForce(LedgerState state, LedgerCall call, ImageId image, Address requester) {
        call.require(state.granted(image, requester).access().inForce(call.now()), Refusal.NOT_APPROVED);
    }

    private static void requireValid(LedgerCall call, ImageRecord image, Grant grant) {
        call.require(grant.version() == image.version(), Refusal.NOT_CURRENT_VERSION);
        call.require(grant.expiry().isAfter(call.now()), Refusal.EXPIRY_PAST);
    }

    private static void grant(LedgerState state, ImageId image, Address requester, Grant grant) {
        Access access = new Access(
                image, requester, AccessStatus.APPROVED, grant.expiry(), grant.version(), grant.certificateSequence());
        state.granted.put(new Asker(image, requester), new Granted(access, grant.capsule()));
    }

    /** What was handed out last stays to be read. */
    private static void setStatus(LedgerState state, ImageId image, Address requester, AccessStatus status) {
        Granted before = state.granted(image, requester);
        Access last = before.access();
        Access access = new Access(image, requester, status, last.expiry(), last.version(), last.certificateSequence());
        state.granted.put(new Asker(image, requester), new Granted(access, before.capsule()));
    }
}
