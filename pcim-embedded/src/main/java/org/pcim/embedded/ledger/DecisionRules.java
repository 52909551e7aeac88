package org.pcim.embedded.ledger;

import java.sql.SQLException;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.ApprovalLimitSet;
import org.pcim.ledger.LedgerEvent.RegisteredRequestersOnlySet;
import org.pcim.ledger.LedgerEvent.RequestApproved;
import org.pcim.ledger.LedgerEvent.RequestDenied;
import org.pcim.ledger.LedgerEvent.RequestRenewed;
import org.pcim.ledger.LedgerEvent.RequesterRemoved;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.Grant;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;

/** The rules of what only a patient decides. */
final class DecisionRules {

    private final ImageTable images;
    private final AccessTable access;
    private final PatientTable patients;

    DecisionRules(ImageTable images, AccessTable access, PatientTable patients) {
        this.images = images;
        this.access = access;
        this.patients = patients;
    }

    LedgerEvent approve(LedgerCall call, ApproveRequester it) throws SQLException {
        ImageTable.Image image = images.own(call, it.image());
        requirePending(call, access.find(it.image(), it.requester()));
        requireValid(call, image, it.grant());
        PatientTable.Row patient = patients.find(call.sender());
        ApprovalLimit limit = patient.limit().at(call.now());
        call.require(limit.allowsOneMore(), Refusal.LIMIT_REACHED);
        if (!limit.counted().equals(patient.limit())) {
            patients.save(call.sender(), patient.limit(limit.counted()));
        }
        access.save(it.image(), it.requester(), granted(call, it.grant()));
        return new RequestApproved(it.image(), call.sender(), it.requester(), it.grant());
    }

    LedgerEvent renew(LedgerCall call, RenewRequester it) throws SQLException {
        ImageTable.Image image = images.own(call, it.image());
        call.require(access.find(it.image(), it.requester()).inForce(call.now()), Refusal.NOT_APPROVED);
        requireValid(call, image, it.grant());
        access.save(it.image(), it.requester(), granted(call, it.grant()));
        return new RequestRenewed(it.image(), call.sender(), it.requester(), it.grant());
    }

    LedgerEvent deny(LedgerCall call, DenyRequester it) throws SQLException {
        images.own(call, it.image());
        AccessTable.Row row = access.find(it.image(), it.requester());
        requirePending(call, row);
        access.save(it.image(), it.requester(), row.status(AccessStatus.DENIED));
        return new RequestDenied(it.image(), call.sender(), it.requester(), it.reason());
    }

    LedgerEvent remove(LedgerCall call, RemoveRequester it) throws SQLException {
        images.own(call, it.image());
        AccessTable.Row row = access.find(it.image(), it.requester());
        call.require(row.status() == AccessStatus.APPROVED, Refusal.NOT_APPROVED);
        access.save(it.image(), it.requester(), row.status(AccessStatus.REMOVED));
        return new RequesterRemoved(it.image(), call.sender(), it.requester(), it.reason());
    }

    LedgerEvent setApprovalLimit(LedgerCall call, SetApprovalLimit it) throws SQLException {
        PatientTable.Row row = patients.find(call.sender());
        ApprovalLimit limit = row.limit().changed(it.max(), it.period().toSeconds(), call.now());
        patients.save(call.sender(), row.limit(limit));
        return new ApprovalLimitSet(call.sender(), it.max(), it.period());
    }

    LedgerEvent setRegisteredRequestersOnly(LedgerCall call, SetRegisteredRequestersOnly it) throws SQLException {
        Address patient = call.sender();
        patients.save(
                patient,
                new PatientTable.Row(it.registeredOnly(), patients.find(patient).limit()));
        return new RegisteredRequestersOnlySet(patient, it.registeredOnly());
    }

    private static void requirePending(LedgerCall call, AccessTable.Row row) {
        call.require(row.status() == AccessStatus.PENDING, Refusal.NOT_PENDING);
    }

    private static void requireValid(LedgerCall call, ImageTable.Image image, Grant grant) {
        call.require(grant.version() == image.version(), Refusal.NOT_CURRENT_VERSION);
        call.require(grant.expiry().getEpochSecond() > call.now(), Refusal.EXPIRY_PAST);
    }

    private static AccessTable.Row granted(LedgerCall call, Grant grant) {
        return new AccessTable.Row(
                AccessStatus.APPROVED,
                grant.expiry().getEpochSecond(),
                grant.version(),
                grant.certificateSequence(),
                call.entry());
    }
}
