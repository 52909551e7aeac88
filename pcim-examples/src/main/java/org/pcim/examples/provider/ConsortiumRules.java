package org.pcim.examples.provider;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.pcim.error.Refusal;
import org.pcim.examples.provider.LedgerState.Membership;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.InstitutionRegistered;
import org.pcim.ledger.LedgerEvent.InstitutionRemoved;
import org.pcim.ledger.LedgerEvent.KeyPublished;
import org.pcim.ledger.LedgerEvent.MemberRegistered;
import org.pcim.ledger.LedgerEvent.MemberRemoved;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.PublishedCertificate;
import org.pcim.ledger.RecordedCertificate;
import org.pcim.model.Address;

/** The rules of who takes part: institutions, their members, and everybody's certificates. */
record ConsortiumRules(Address owner, LedgerSignatures signatures) {

    private static final int MAX_BINDING = 4096;

    LedgerEvent register(LedgerState state, LedgerCall call, RegisterInstitution it) {
        call.require(call.sender().equals(owner), Refusal.NOT_OWNER);
        int length = it.name().getBytes(StandardCharsets.UTF_8).length;
        call.require(length <= RegisterInstitution.MAX_NAME_BYTES, Refusal.TOO_LARGE);
        call.require(!state.institutions.containsKey(it.institution()), Refusal.INSTITUTION_KNOWN);
        state.institutions.put(it.institution(), it.name());
        return new InstitutionRegistered(it.institution(), it.name());
    }

    LedgerEvent remove(LedgerState state, LedgerCall call, RemoveInstitution it) {
        call.require(call.sender().equals(owner), Refusal.NOT_OWNER);
        call.require(state.institutions.containsKey(it.institution()), Refusal.NOT_INSTITUTION);
        state.institutions.remove(it.institution());
        state.members.values().removeIf(it.institution()::equals);
        return new InstitutionRemoved(it.institution());
    }

    LedgerEvent registerMember(LedgerState state, LedgerCall call, RegisterMember it) {
        call.require(state.institutions.containsKey(call.sender()), Refusal.NOT_INSTITUTION);
        Membership membership = new Membership(it.role(), it.member());
        call.require(!state.members.containsKey(membership), Refusal.MEMBER_KNOWN);
        state.members.put(membership, call.sender());
        return new MemberRegistered(call.sender(), it.role(), it.member());
    }

    LedgerEvent removeMember(LedgerState state, LedgerCall call, RemoveMember it) {
        call.require(state.institutions.containsKey(call.sender()), Refusal.NOT_INSTITUTION);
        call.require(state.members.remove(new Membership(it.role(), it.member()), call.sender()), Refusal.NOT_MEMBER);
        return new MemberRemoved(call.sender(), it.role(), it.member());
    }

    LedgerEvent publishKey(LedgerState state, LedgerCall call, PublishedCertificate it) {
        int length = it.certificate().length();
        call.require(length > 0 && length <= PublishedCertificate.MAX_LENGTH, Refusal.BAD_CERTIFICATE);
        List<RecordedCertificate> earlier = state.certificates(call.sender());
        long last = earlier.isEmpty()
                ? 0
                : earlier.get(earlier.size() - 1).published().sequence();
        call.require(it.sequence() > last, Refusal.STALE_SEQUENCE);
        int bindingLength = it.certificateBinding().length();
        call.require(
                it.owner().equals(call.sender())
                        && bindingLength > 0
                        && bindingLength <= MAX_BINDING
                        && signatures.binds(it),
                Refusal.BAD_BINDING);
        List<RecordedCertificate> all = new ArrayList<>(earlier);
        all.add(new RecordedCertificate(it, call.now()));
        state.certificates.put(call.sender(), List.copyOf(all));
        return new KeyPublished(it);
    }
}
