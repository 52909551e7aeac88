package org.pcim;

import org.pcim.internal.ClientServices;
import org.pcim.ledger.LedgerEvent.MemberRegistered;
import org.pcim.ledger.LedgerEvent.MemberRemoved;
import org.pcim.ledger.LedgerOperation.RegisterMember;
import org.pcim.ledger.LedgerOperation.RemoveMember;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;
import org.pcim.model.Role;

/**
 * What an institution of the consortium may do: say who belongs to it.
 *
 * <p>Safe for use by many threads.
 */
public final class InstitutionView {

    private final ClientServices services;
    private final LedgerSigner signer;

    InstitutionView(ClientServices services, LedgerSigner signer) {
        this.services = services;
        this.signer = signer;
    }

    /** Registers one of its own. */
    public RecordedEvent registerMember(Role role, Address member) {
        return services.verified().performFor(MemberRegistered.class, new RegisterMember(role, member), signer);
    }

    /** Removes one of its own. What a radiologist attested to and was registered stays valid. */
    public RecordedEvent removeMember(Role role, Address member) {
        return services.verified().performFor(MemberRemoved.class, new RemoveMember(role, member), signer);
    }
}
