package org.pcim.embedded.ledger;

import java.util.Arrays;
import java.util.Optional;
import org.pcim.ledger.LedgerEvent;

/** The types of events with their numbers in the event table. */
enum LedgerEventKind {
    INSTITUTION_REGISTERED(1, LedgerEvent.InstitutionRegistered.class),
    INSTITUTION_REMOVED(2, LedgerEvent.InstitutionRemoved.class),
    MEMBER_REGISTERED(3, LedgerEvent.MemberRegistered.class),
    MEMBER_REMOVED(4, LedgerEvent.MemberRemoved.class),
    KEY_PUBLISHED(5, LedgerEvent.KeyPublished.class),
    CONTRACT_CREATED(6, LedgerEvent.ContractCreated.class),
    ACCESS_REQUESTED(7, LedgerEvent.AccessRequested.class),
    REQUEST_WITHDRAWN(8, LedgerEvent.RequestWithdrawn.class),
    REQUEST_APPROVED(9, LedgerEvent.RequestApproved.class),
    REQUEST_RENEWED(10, LedgerEvent.RequestRenewed.class),
    REQUEST_DENIED(11, LedgerEvent.RequestDenied.class),
    REQUESTER_REMOVED(12, LedgerEvent.RequesterRemoved.class),
    AUTHORIZATION_SUCCESS(13, LedgerEvent.AuthorizationSuccess.class),
    AUTHORIZATION_FAILED(14, LedgerEvent.AuthorizationFailed.class),
    APPROVAL_LIMIT_SET(15, LedgerEvent.ApprovalLimitSet.class),
    REGISTERED_REQUESTERS_ONLY_SET(16, LedgerEvent.RegisteredRequestersOnlySet.class),
    CORRECTION_ADDED(17, LedgerEvent.CorrectionAdded.class),
    ROTATION_ADDED(18, LedgerEvent.RotationAdded.class);

    private final int number;
    private final Class<? extends LedgerEvent> type;

    LedgerEventKind(int number, Class<? extends LedgerEvent> type) {
        this.number = number;
        this.type = type;
    }

    int number() {
        return number;
    }

    static Optional<LedgerEventKind> of(int number) {
        return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
    }

    static Optional<LedgerEventKind> of(Class<? extends LedgerEvent> type) {
        return Arrays.stream(values()).filter(kind -> kind.type == type).findFirst();
    }
}
