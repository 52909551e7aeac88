package org.pcim.examples.provider;

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

/** The rules of docs/ledger.md: each operation changes the state and brings its events, or is refused. */
final class LedgerRules {

    private final ConsortiumRules consortium;
    private final AccessRules access = new AccessRules();
    private final ImageRules images;

    LedgerRules(Address owner, LedgerSignatures signatures) {
        consortium = new ConsortiumRules(owner, signatures);
        images = new ImageRules(signatures, access);
    }

    /** Carries out an operation whose sender is verified. A refusal leaves the state half changed: throw it away. */
    List<LedgerEvent> apply(LedgerState state, LedgerCall call) {
        LedgerOperation operation = call.operation();
        if (operation instanceof AddCorrection it) {
            return images.addCorrection(state, call, it);
        } else if (operation instanceof AddRotation it) {
            return images.addRotation(state, call, it);
        } else if (operation instanceof ApproveRequesters it) {
            return all(state, call, it.approvals());
        } else if (operation instanceof RequestAccesses it) {
            return all(state, call, it.requests());
        }
        return List.of(event(state, call, operation));
    }

    /** The items of a batch, one after another; the refusal of one says which it was. */
    private List<LedgerEvent> all(LedgerState state, LedgerCall call, List<? extends LedgerOperation> items) {
        List<LedgerEvent> events = new ArrayList<>();
        for (LedgerOperation item : items) {
            try {
                events.add(event(state, call, item));
            } catch (LedgerRefusalException e) {
                throw new LedgerRefusalException(e.action(), item.subject(), e.refusal(), events.size());
            }
        }
        return events;
    }

    private LedgerEvent event(LedgerState state, LedgerCall call, LedgerOperation operation) {
        if (operation instanceof RegisterInstitution it) {
            return consortium.register(state, call, it);
        } else if (operation instanceof RemoveInstitution it) {
            return consortium.remove(state, call, it);
        } else if (operation instanceof RegisterMember it) {
            return consortium.registerMember(state, call, it);
        } else if (operation instanceof RemoveMember it) {
            return consortium.removeMember(state, call, it);
        } else if (operation instanceof PublishKey it) {
            return consortium.publishKey(state, call, it.certificate());
        } else if (operation instanceof CreateContract it) {
            return images.createContract(state, call, it);
        } else if (operation instanceof RequestAccess it) {
            return access.request(state, call, it);
        } else if (operation instanceof WithdrawRequest it) {
            return access.withdraw(state, call, it);
        } else if (operation instanceof TraceAuthorization it) {
            return access.trace(state, call, it);
        } else if (operation instanceof ApproveRequester it) {
            return access.approve(state, call, it);
        } else if (operation instanceof RenewRequester it) {
            return access.renew(state, call, it);
        } else if (operation instanceof DenyRequester it) {
            return access.deny(state, call, it);
        } else if (operation instanceof RemoveRequester it) {
            return access.remove(state, call, it);
        } else if (operation instanceof SetApprovalLimit it) {
            return access.setApprovalLimit(state, call, it);
        } else if (operation instanceof SetRegisteredRequestersOnly it) {
            return access.setRegisteredRequestersOnly(state, call, it);
        }
        throw new IllegalStateException("An operation without a rule: " + operation.getClass());
    }
}
