package org.pcim.testkit.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.pcim.error.Refusal;
import org.pcim.ledger.Institution;
import org.pcim.ledger.LedgerEvent.InstitutionRegistered;
import org.pcim.ledger.LedgerEvent.InstitutionRemoved;
import org.pcim.ledger.LedgerEvent.MemberRegistered;
import org.pcim.ledger.LedgerEvent.MemberRemoved;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Address;
import org.pcim.model.Role;

/** Rules of institutions and their members. */
public abstract class InstitutionSuite extends LedgerSuite {

    @Test
    void ownerRegistersAnInstitution() {
        Address hospital = world.participant().address();

        assertEquals(
                new InstitutionRegistered(hospital, "St. Ägidius"),
                world.event(world.owner(), new RegisterInstitution(hospital, "St. Ägidius")));
    }

    @Test
    void onlyTheOwnerRegistersInstitutions() {
        LedgerSigner hospital = world.participant();
        world.assertRefused(Refusal.NOT_OWNER, hospital, new RegisterInstitution(hospital.address(), "Hospital"));
        world.assertRefused(
                Refusal.NOT_OWNER, world.institution(), new RegisterInstitution(hospital.address(), "Hospital"));
    }

    @Test
    void registeredInstitutionIsNotRegisteredAgain() {
        LedgerSigner hospital = world.institution();
        world.assertRefused(
                Refusal.INSTITUTION_KNOWN, world.owner(), new RegisterInstitution(hospital.address(), "Other name"));
    }

    @Test
    void nameHas128BytesAtMost() {
        Address hospital = world.participant().address();
        world.assertRefused(Refusal.TOO_LARGE, world.owner(), new RegisterInstitution(hospital, "ä".repeat(64) + "a"));
        world.act(world.owner(), new RegisterInstitution(hospital, "ä".repeat(64)));
    }

    @Test
    void ownerRemovesAnInstitution() {
        Address hospital = world.institution().address();
        assertEquals(new InstitutionRemoved(hospital), world.event(world.owner(), new RemoveInstitution(hospital)));
    }

    @Test
    void onlyTheOwnerRemovesInstitutions() {
        LedgerSigner hospital = world.institution();
        world.assertRefused(Refusal.NOT_OWNER, hospital, new RemoveInstitution(hospital.address()));
    }

    @Test
    void onlyRegisteredInstitutionIsRemoved() {
        Address stranger = world.participant().address();
        world.assertRefused(Refusal.NOT_INSTITUTION, world.owner(), new RemoveInstitution(stranger));

        Address hospital = world.institution().address();
        world.act(world.owner(), new RemoveInstitution(hospital));
        world.assertRefused(Refusal.NOT_INSTITUTION, world.owner(), new RemoveInstitution(hospital));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void institutionRegistersItsMembers(Role role) {
        LedgerSigner hospital = world.institution();
        Address member = world.participant().address();

        assertEquals(
                new MemberRegistered(hospital.address(), role, member),
                world.event(hospital, new RegisterMember(role, member)));
        assertEquals(
                Optional.of(new Institution(hospital.address(), "Hospital")),
                world.ledger().institutionOf(role, member));
    }

    @Test
    void onlyRegisteredInstitutionRegistersMembers() {
        Address member = world.participant().address();
        world.assertRefused(Refusal.NOT_INSTITUTION, world.participant(), new RegisterMember(Role.RADIOLOGIST, member));
        world.assertRefused(Refusal.NOT_INSTITUTION, world.owner(), new RegisterMember(Role.RADIOLOGIST, member));

        LedgerSigner hospital = world.institution();
        world.act(world.owner(), new RemoveInstitution(hospital.address()));
        world.assertRefused(Refusal.NOT_INSTITUTION, hospital, new RegisterMember(Role.RADIOLOGIST, member));
    }

    @Test
    void memberBelongsToOneInstitutionInOneRole() {
        LedgerSigner hospital = world.institution();
        Address member = world.member(hospital, Role.RADIOLOGIST).address();

        world.assertRefused(Refusal.MEMBER_KNOWN, hospital, new RegisterMember(Role.RADIOLOGIST, member));
        world.assertRefused(Refusal.MEMBER_KNOWN, world.institution(), new RegisterMember(Role.RADIOLOGIST, member));
    }

    @Test
    void rolesAreApart() {
        LedgerSigner hospital = world.institution();
        Address member = world.member(hospital, Role.RADIOLOGIST).address();
        assertEquals(Optional.empty(), world.ledger().institutionOf(Role.REQUESTER, member));
        world.assertRefused(Refusal.NOT_MEMBER, hospital, new RemoveMember(Role.REQUESTER, member));

        LedgerSigner other = world.institution();
        world.act(other, new RegisterMember(Role.REQUESTER, member));
        assertEquals(hospital.address(), institutionOf(Role.RADIOLOGIST, member));
        assertEquals(other.address(), institutionOf(Role.REQUESTER, member));
    }

    @Test
    void removedInstitutionHasNoMembers() {
        LedgerSigner hospital = world.institution();
        Address member = world.member(hospital, Role.RADIOLOGIST).address();
        world.act(world.owner(), new RemoveInstitution(hospital.address()));

        assertEquals(Optional.empty(), world.ledger().institutionOf(Role.RADIOLOGIST, member));
        world.assertRefused(Refusal.NOT_INSTITUTION, hospital, new RemoveMember(Role.RADIOLOGIST, member));
    }

    @Test
    void memberOfRemovedInstitutionMayJoinAnother() {
        LedgerSigner hospital = world.institution();
        Address member = world.member(hospital, Role.RADIOLOGIST).address();
        world.act(world.owner(), new RemoveInstitution(hospital.address()));

        LedgerSigner other = world.institution();
        world.act(other, new RegisterMember(Role.RADIOLOGIST, member));
        assertEquals(other.address(), institutionOf(Role.RADIOLOGIST, member));
    }

    @Test
    void institutionRegisteredAgainHasNoneOfItsFormerMembers() {
        LedgerSigner hospital = world.institution();
        Address member = world.member(hospital, Role.RADIOLOGIST).address();
        world.act(world.owner(), new RemoveInstitution(hospital.address()));
        world.act(world.owner(), new RegisterInstitution(hospital.address(), "New name"));

        assertEquals(Optional.empty(), world.ledger().institutionOf(Role.RADIOLOGIST, member));
        world.assertRefused(Refusal.NOT_MEMBER, hospital, new RemoveMember(Role.RADIOLOGIST, member));
        world.act(hospital, new RegisterMember(Role.RADIOLOGIST, member));
        assertEquals(
                Optional.of(new Institution(hospital.address(), "New name")),
                world.ledger().institutionOf(Role.RADIOLOGIST, member));
    }

    @Test
    void institutionRemovesItsMembers() {
        LedgerSigner hospital = world.institution();
        Address member = world.member(hospital, Role.REQUESTER).address();

        assertEquals(
                new MemberRemoved(hospital.address(), Role.REQUESTER, member),
                world.event(hospital, new RemoveMember(Role.REQUESTER, member)));
        assertEquals(Optional.empty(), world.ledger().institutionOf(Role.REQUESTER, member));
        world.assertRefused(Refusal.NOT_MEMBER, hospital, new RemoveMember(Role.REQUESTER, member));
        world.act(world.institution(), new RegisterMember(Role.REQUESTER, member));
    }

    @Test
    void institutionRemovesOnlyItsOwnMembers() {
        Address member = world.member(world.institution(), Role.RADIOLOGIST).address();
        world.assertRefused(Refusal.NOT_MEMBER, world.institution(), new RemoveMember(Role.RADIOLOGIST, member));
        world.assertRefused(
                Refusal.NOT_MEMBER,
                world.institution(),
                new RemoveMember(Role.RADIOLOGIST, world.participant().address()));
    }

    @Test
    void onlyRegisteredInstitutionRemovesMembers() {
        Address member = world.member(world.institution(), Role.RADIOLOGIST).address();
        world.assertRefused(Refusal.NOT_INSTITUTION, world.participant(), new RemoveMember(Role.RADIOLOGIST, member));
        world.assertRefused(Refusal.NOT_INSTITUTION, world.owner(), new RemoveMember(Role.RADIOLOGIST, member));
    }

    private Address institutionOf(Role role, Address member) {
        return world.ledger().institutionOf(role, member).orElseThrow().address();
    }
}
