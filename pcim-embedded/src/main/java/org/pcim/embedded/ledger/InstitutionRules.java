package org.pcim.embedded.ledger;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.pcim.error.Refusal;
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

/** The rules of the consortium (paper, section 4): the owner admits institutions, an institution its members. */
final class InstitutionRules {

    private final InstitutionTable institutions;
    private final Address owner;

    InstitutionRules(InstitutionTable institutions, Address owner) {
        this.institutions = institutions;
        this.owner = owner;
    }

    LedgerEvent register(LedgerCall call, RegisterInstitution it) throws SQLException {
        call.require(call.sender().equals(owner), Refusal.NOT_OWNER);
        int nameBytes = it.name().getBytes(StandardCharsets.UTF_8).length;
        call.require(nameBytes <= RegisterInstitution.MAX_NAME_BYTES, Refusal.TOO_LARGE);
        call.require(!institutions.isRegistered(it.institution()), Refusal.INSTITUTION_KNOWN);
        institutions.admit(it.institution(), it.name());
        return new InstitutionRegistered(it.institution(), it.name());
    }

    LedgerEvent remove(LedgerCall call, RemoveInstitution it) throws SQLException {
        call.require(call.sender().equals(owner), Refusal.NOT_OWNER);
        call.require(institutions.isRegistered(it.institution()), Refusal.NOT_INSTITUTION);
        institutions.dismiss(it.institution());
        return new InstitutionRemoved(it.institution());
    }

    LedgerEvent registerMember(LedgerCall call, RegisterMember it) throws SQLException {
        Address institution = call.sender();
        call.require(institutions.isRegistered(institution), Refusal.NOT_INSTITUTION);
        call.require(institutions.of(it.role(), it.member()).isEmpty(), Refusal.MEMBER_KNOWN);
        institutions.addMember(institution, it.role(), it.member());
        return new MemberRegistered(institution, it.role(), it.member());
    }

    LedgerEvent removeMember(LedgerCall call, RemoveMember it) throws SQLException {
        Address institution = call.sender();
        call.require(institutions.isRegistered(institution), Refusal.NOT_INSTITUTION);
        boolean own = institutions
                .of(it.role(), it.member())
                .filter(of -> of.address().equals(institution))
                .isPresent();
        call.require(own, Refusal.NOT_MEMBER);
        institutions.removeMember(it.role(), it.member());
        return new MemberRemoved(institution, it.role(), it.member());
    }
}
