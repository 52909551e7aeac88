package org.pcim.embedded.ledger;

import java.sql.SQLException;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.AccessRequested;
import org.pcim.ledger.LedgerEvent.AuthorizationFailed;
import org.pcim.ledger.LedgerEvent.AuthorizationSuccess;
import org.pcim.ledger.LedgerEvent.RequestWithdrawn;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Role;

/** The rules of what a requester does, with trace_authorization, which the patient may call as well. */
final class RequestRules {

    private final InstitutionTable institutions;
    private final CertificateTable certificates;
    private final ImageTable images;
    private final AccessTable access;
    private final PatientTable patients;

    RequestRules(
            InstitutionTable institutions,
            CertificateTable certificates,
            ImageTable images,
            AccessTable access,
            PatientTable patients) {
        this.institutions = institutions;
        this.certificates = certificates;
        this.images = images;
        this.access = access;
        this.patients = patients;
    }

    LedgerEvent request(LedgerCall call, RequestAccess it) throws SQLException {
        Address requester = call.sender();
        Address patient = images.find(it.image())
                .orElseThrow(() -> call.refused(Refusal.UNKNOWN_IMAGE))
                .patient();
        call.require(!requester.equals(patient), Refusal.OWN_IMAGE);
        call.require(certificates.lastSequence(requester) > 0, Refusal.NO_KEY);
        AccessTable.Row row = access.find(it.image(), requester);
        call.require(row.status() != AccessStatus.PENDING, Refusal.ALREADY_PENDING);
        call.require(!row.inForce(call.now()), Refusal.ALREADY_APPROVED);
        call.require(
                !patients.find(patient).registeredOnly()
                        || institutions.of(Role.REQUESTER, requester).isPresent(),
                Refusal.NOT_REGISTERED_REQUESTER);
        access.save(it.image(), requester, row.status(AccessStatus.PENDING));
        return new AccessRequested(it.image(), patient, requester, it.notes());
    }

    LedgerEvent withdraw(LedgerCall call, WithdrawRequest it) throws SQLException {
        Address patient = images.find(it.image())
                .orElseThrow(() -> call.refused(Refusal.UNKNOWN_IMAGE))
                .patient();
        AccessTable.Row row = access.find(it.image(), call.sender());
        call.require(row.status() == AccessStatus.PENDING, Refusal.NOT_PENDING);
        access.save(it.image(), call.sender(), row.status(AccessStatus.WITHDRAWN));
        return new RequestWithdrawn(it.image(), patient, call.sender());
    }

    LedgerEvent trace(LedgerCall call, TraceAuthorization it) throws SQLException {
        Address patient = images.find(it.image())
                .orElseThrow(() -> call.refused(Refusal.UNKNOWN_IMAGE))
                .patient();
        Address sender = call.sender();
        call.require(sender.equals(patient) || sender.equals(it.requester()), Refusal.NOT_CONCERNED);
        AccessTable.Row row = access.find(it.image(), it.requester());
        return row.inForce(call.now())
                ? new AuthorizationSuccess(it.image(), patient, it.requester(), sender)
                : new AuthorizationFailed(it.image(), patient, it.requester(), sender, row.status());
    }
}
