package org.pcim.testkit.sequence;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.pcim.error.Refusal;
import org.pcim.ledger.Institution;
import org.pcim.ledger.LedgerEvent;
import org.pcim.ledger.LedgerEvent.InstitutionRegistered;
import org.pcim.ledger.LedgerEvent.InstitutionRemoved;
import org.pcim.ledger.LedgerEvent.MemberRegistered;
import org.pcim.ledger.LedgerEvent.MemberRemoved;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.model.Address;
import org.pcim.model.Role;

/** The model's institutions and their members. */
final class Consortium {

    private record Member(Role role, Address address) {}

    private final Address owner;
    private final Map<Address, Institution> registered = new HashMap<>();
    private final Map<Member, Address> institutionOf = new HashMap<>();

    Consortium(Address owner) {
        this.owner = owner;
    }

    Optional<Institution> institutionOf(Role role, Address member) {
        return Optional.ofNullable(institutionOf.get(new Member(role, member))).map(registered::get);
    }

    LedgerEvent register(Attempt attempt, RegisterInstitution it) {
        attempt.require(attempt.sender().equals(owner), Refusal.NOT_OWNER);
        attempt.require(it.name().getBytes(StandardCharsets.UTF_8).length <= 128, Refusal.TOO_LARGE);
        attempt.require(!registered.containsKey(it.institution()), Refusal.INSTITUTION_KNOWN);
        return new InstitutionRegistered(it.institution(), it.name());
    }

    LedgerEvent remove(Attempt attempt, RemoveInstitution it) {
        attempt.require(attempt.sender().equals(owner), Refusal.NOT_OWNER);
        attempt.require(registered.containsKey(it.institution()), Refusal.NOT_INSTITUTION);
        return new InstitutionRemoved(it.institution());
    }

    LedgerEvent registerMember(Attempt attempt, RegisterMember it) {
        attempt.require(registered.containsKey(attempt.sender()), Refusal.NOT_INSTITUTION);
        attempt.require(!institutionOf.containsKey(new Member(it.role(), it.member())), Refusal.MEMBER_KNOWN);
        return new MemberRegistered(attempt.sender(), it.role(), it.member());
    }

    LedgerEvent removeMember(Attempt attempt, RemoveMember it) {
        attempt.require(registered.containsKey(attempt.sender()), Refusal.NOT_INSTITUTION);
        Address institution = institutionOf.get(new Member(it.role(), it.member()));
        attempt.require(attempt.sender().equals(institution), Refusal.NOT_MEMBER);
        return new MemberRemoved(attempt.sender(), it.role(), it.member());
    }

    void happened(LedgerEvent event) {
        if (event instanceof InstitutionRegistered it) {
            registered.put(it.institution(), new Institution(it.institution(), it.name()));
        } else if (event instanceof InstitutionRemoved it) {
            registered.remove(it.institution());
            institutionOf.values().removeIf(it.institution()::equals);
        } else if (event instanceof MemberRegistered it) {
            institutionOf.put(new Member(it.role(), it.member()), it.institution());
        } else if (event instanceof MemberRemoved it) {
            institutionOf.remove(new Member(it.role(), it.member()));
        }
    }
}
