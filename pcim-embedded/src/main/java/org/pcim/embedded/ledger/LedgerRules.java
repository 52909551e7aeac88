package org.pcim.embedded.ledger;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.pcim.error.LedgerRefusalException;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.ApproveRequester;
import org.pcim.ledger.LedgerOperation.ApproveRequesters;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.DenyRequester;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.LedgerOperation.RemoveRequester;
import org.pcim.ledger.LedgerOperation.RenewRequester;
import org.pcim.ledger.LedgerOperation.RequestAccess;
import org.pcim.ledger.LedgerOperation.RequestAccesses;
import org.pcim.ledger.LedgerOperation.SetApprovalLimit;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerOperation.TraceAuthorization;
import org.pcim.ledger.LedgerOperation.WithdrawRequest;
import org.pcim.model.Address;

/**
 * The rules of a ledger: each operation changes the tables and yields its events, or is refused.
 *
 * <p>The order in which an operation is checked stands in docs/ledger.md. Whoever calls rolls the tables back when it is
 * refused.
 */
final class LedgerRules {

    private final InstitutionRules institutions;
    private final ContentRules content;
    private final RequestRules requests;
    private final DecisionRules decisions;
    private final VersionRules versions;

    LedgerRules(LedgerSql sql, Address owner, LedgerSignatures signatures) {
        InstitutionTable institutionTable = new InstitutionTable(sql);
        CertificateTable certificates = new CertificateTable(sql);
        ImageTable images = new ImageTable(sql);
        AccessTable access = new AccessTable(sql);
        PatientTable patients = new PatientTable(sql);
        institutions = new InstitutionRules(institutionTable, owner);
        AttestationRules attestations = new AttestationRules(institutionTable, signatures);
        content = new ContentRules(certificates, images, attestations, signatures);
        requests = new RequestRules(institutionTable, certificates, images, access, patients);
        decisions = new DecisionRules(images, access, patients);
        versions = new VersionRules(images, access, attestations);
    }

    /** Carries out an operation whose sender has been verified. */
    List<LedgerEvent> apply(LedgerCall call) throws SQLException {
        LedgerOperation operation = call.operation();
        if (operation instanceof AddCorrection it) {
            return versions.addCorrection(call, it);
        } else if (operation instanceof AddRotation it) {
            return versions.addRotation(call, it);
        } else if (operation instanceof ApproveRequesters it) {
            return all(call, it.approvals());
        } else if (operation instanceof RequestAccesses it) {
            return all(call, it.requests());
        }
        return List.of(event(call, operation));
    }

    /** Carries out the items of a batch one after another. */
    private List<LedgerEvent> all(LedgerCall batch, List<? extends LedgerOperation> items) throws SQLException {
        List<LedgerEvent> events = new ArrayList<>();
        for (LedgerOperation item : items) {
            try {
                events.add(event(batch, item));
            } catch (LedgerRefusalException e) {
                throw new LedgerRefusalException(e.action(), item.subject(), e.refusal(), events.size());
            }
        }
        return events;
    }

    private LedgerEvent event(LedgerCall call, LedgerOperation operation) throws SQLException {
        if (operation instanceof RegisterInstitution it) {
            return institutions.register(call, it);
        } else if (operation instanceof RemoveInstitution it) {
            return institutions.remove(call, it);
        } else if (operation instanceof RegisterMember it) {
            return institutions.registerMember(call, it);
        } else if (operation instanceof RemoveMember it) {
            return institutions.removeMember(call, it);
        } else if (operation instanceof PublishKey it) {
            return content.publishKey(call, it.certificate());
        } else if (operation instanceof CreateContract it) {
            return content.createContract(call, it);
        } else if (operation instanceof RequestAccess it) {
            return requests.request(call, it);
        } else if (operation instanceof WithdrawRequest it) {
            return requests.withdraw(call, it);
        } else if (operation instanceof TraceAuthorization it) {
            return requests.trace(call, it);
        } else if (operation instanceof ApproveRequester it) {
            return decisions.approve(call, it);
        } else if (operation instanceof RenewRequester it) {
            return decisions.renew(call, it);
        } else if (operation instanceof DenyRequester it) {
            return decisions.deny(call, it);
        } else if (operation instanceof RemoveRequester it) {
            return decisions.remove(call, it);
        } else if (operation instanceof SetApprovalLimit it) {
            return decisions.setApprovalLimit(call, it);
        } else if (operation instanceof SetRegisteredRequestersOnly it) {
            return decisions.setRegisteredRequestersOnly(call, it);
        }
        throw new IllegalStateException("An operation without a rule: " + operation.getClass());
    }
}
