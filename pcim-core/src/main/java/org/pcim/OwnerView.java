package org.pcim;

import org.pcim.internal.ClientServices;
import org.pcim.ledger.LedgerEvent.InstitutionRegistered;
import org.pcim.ledger.LedgerEvent.InstitutionRemoved;
import org.pcim.ledger.LedgerOperation.RegisterInstitution;
import org.pcim.ledger.LedgerOperation.RemoveInstitution;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.RecordedEvent;
import org.pcim.model.Address;

/**
 * What the ledger's owner may do: say which institutions belong to the consortium (paper, section 4).
 *
 * <p>Safe for use by many threads.
 */
public final class OwnerView {

    private final ClientServices services;
    private final LedgerSigner signer;

    OwnerView(ClientServices services, LedgerSigner signer) {
        this.services = services;
        this.signer = signer;
    }

    /**
     * Admits an institution.
     *
     * @param name 1 to 128 bytes in UTF-8, which anybody can read
     */
    public RecordedEvent registerInstitution(Address institution, String name) {
        return services.verified()
                .performFor(InstitutionRegistered.class, new RegisterInstitution(institution, name), signer);
    }

    /** Dismisses an institution. Its radiologists attest to nothing new; what was registered stays valid. */
    public RecordedEvent removeInstitution(Address institution) {
        return services.verified().performFor(InstitutionRemoved.class, new RemoveInstitution(institution), signer);
    }
}
