package org.pcim.ethereum.internal.contract;

import java.util.Optional;
import org.pcim.error.Refusal;
import org.pcim.ledger.LedgerOperation;
import org.pcim.ledger.LedgerOperation.AddCorrection;
import org.pcim.ledger.LedgerOperation.CreateContract;
import org.pcim.ledger.LedgerOperation.PublishKey;
import org.pcim.model.Address;

/**
 * Operations that no call of the contract can say, and that every ledger refuses: those about somebody else's attestation or
 * certificate, or with a correction in place of a first version.
 */
public final class UnsayableOperations {

    private UnsayableOperations() {}

    /** Whether it is none of them. */
    static boolean isSayable(LedgerOperation operation, Address sender) {
        return refusedFirst(operation, sender).isEmpty()
                && refusedLast(operation, sender).isEmpty();
    }

    /** The refusal, if it comes before all of the contract's own. */
    public static Optional<Refusal> refusedFirst(LedgerOperation operation, Address sender) {
        boolean refused = operation instanceof CreateContract it
                && !it.attestation().patient().equals(sender);
        return refused ? Optional.of(Refusal.NOT_PATIENT) : Optional.empty();
    }

    /** The refusal, if the contract's own for the same call by its sender come before it. */
    public static Optional<Refusal> refusedLast(LedgerOperation operation, Address sender) {
        if (operation instanceof CreateContract it && it.attestation().correction() != null) {
            return Optional.of(Refusal.BAD_ATTESTATION);
        }
        if (operation instanceof AddCorrection it && !it.attestation().patient().equals(sender)) {
            return Optional.of(Refusal.BAD_ATTESTATION);
        }
        if (operation instanceof PublishKey it && !it.certificate().owner().equals(sender)) {
            return Optional.of(Refusal.BAD_BINDING);
        }
        return Optional.empty();
    }
}
