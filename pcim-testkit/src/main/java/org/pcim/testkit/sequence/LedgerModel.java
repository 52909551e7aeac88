package org.pcim.testkit.sequence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.LedgerId;

/**
 * The rules of docs/ledger.md in memory, told as plainly as they can be.
 *
 * <p>Its state is made of events and of nothing else: {@link #decide} says which events an operation would bring, and
 * {@link #happened} takes them in once the ledger under test has brought the same.
 */
final class LedgerModel {

    final Consortium consortium;
    final Certificates certificates;
    final Images images;
    final Standings standings;
    final Limits limits;
    private final List<RecordedEvent> events = new ArrayList<>();

    /** Of a ledger on which nothing has happened. */
    LedgerModel(LedgerId ledger, Address owner, Signatures signatures) {
        consortium = new Consortium(owner);
        certificates = new Certificates(ledger, signatures);
        images = new Images(consortium, signatures);
        limits = new Limits();
        standings = new Standings(images, consortium, certificates, limits);
    }

    /** Everything that has happened, in order. */
    List<RecordedEvent> events() {
        return events;
    }

    /**
     * The events that an operation brings at this time, whose sender's signature is good.
     *
     * @throws LedgerRefusalException if a rule refuses it
     */
    List<LedgerEvent> decide(LedgerOperation operation, Address sender, Instant now) {
        Attempt attempt = new Attempt(operation, sender, now);
        if (operation instanceof AddCorrection it) {
            LedgerEvent corrected = images.addCorrection(attempt, it);
            return with(corrected, standings.regrants(attempt, it.attestation(), it.grants()));
        } else if (operation instanceof AddRotation it) {
            LedgerEvent rotated = images.addRotation(attempt, it);
            List<LedgerEvent> brought = new ArrayList<>(standings.removals(attempt, it));
            brought.add(rotated);
            brought.addAll(standings.regrants(attempt, it));
            return brought;
        } else if (operation instanceof ApproveRequesters it) {
            return all(attempt, it.approvals());
        } else if (operation instanceof RequestAccesses it) {
            return all(attempt, it.requests());
        }
        return List.of(event(attempt));
    }

    private List<LedgerEvent> all(Attempt batch, List<? extends LedgerOperation> items) {
        List<LedgerEvent> brought = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            LedgerOperation item = items.get(i);
            try {
                brought.add(event(new Attempt(item, batch.sender(), batch.now(), i)));
            } catch (LedgerRefusalException e) {
                throw new LedgerRefusalException(batch.operation().action(), item.subject(), e.refusal(), i);
            }
        }
        return brought;
    }

    private LedgerEvent event(Attempt attempt) {
        LedgerOperation operation = attempt.operation();
        if (operation instanceof RegisterInstitution it) {
            return consortium.register(attempt, it);
        } else if (operation instanceof RemoveInstitution it) {
            return consortium.remove(attempt, it);
        } else if (operation instanceof RegisterMember it) {
            return consortium.registerMember(attempt, it);
        } else if (operation instanceof RemoveMember it) {
            return consortium.removeMember(attempt, it);
        } else if (operation instanceof PublishKey it) {
            return certificates.publish(attempt, it.certificate());
        } else if (operation instanceof CreateContract it) {
            return images.create(attempt, it);
        } else if (operation instanceof RequestAccess it) {
            return standings.request(attempt, it);
        } else if (operation instanceof WithdrawRequest it) {
            return standings.withdraw(attempt, it);
        } else if (operation instanceof ApproveRequester it) {
            return standings.approve(attempt, it);
        } else if (operation instanceof RenewRequester it) {
            return standings.renew(attempt, it);
        } else if (operation instanceof DenyRequester it) {
            return standings.deny(attempt, it);
        } else if (operation instanceof RemoveRequester it) {
            return standings.remove(attempt, it);
        } else if (operation instanceof TraceAuthorization it) {
            return standings.trace(attempt, it);
        } else if (operation instanceof SetApprovalLimit it) {
            return new LedgerEvent.ApprovalLimitSet(attempt.sender(), it.max(), it.period());
        } else if (operation instanceof SetRegisteredRequestersOnly it) {
            return new LedgerEvent.RegisteredRequestersOnlySet(attempt.sender(), it.registeredOnly());
        }
        throw new IllegalStateException("An operation without a rule: " + operation.getClass());
    }

    /** Takes in what an operation has brought. */
    void happened(List<RecordedEvent> brought) {
        for (RecordedEvent recorded : brought) {
            events.add(recorded);
            consortium.happened(recorded.event());
            certificates.happened(recorded.event());
            images.happened(recorded);
            standings.happened(recorded.event());
            limits.happened(recorded);
        }
    }

    private static List<LedgerEvent> with(LedgerEvent first, List<LedgerEvent> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }
}
