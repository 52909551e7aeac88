package org.pcim.internal;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pcim.model.KeyCapsule;

/**
 * What a patient gives to a requester.
 *
 * @param capsule goes on the ledger
 * @param copy the copy that was made for the requester; null if its key was wrapped
 */
record Share(KeyCapsule capsule, @Nullable UnrecordedRoot copy) implements AutoCloseable {

    /** Does what puts the capsule on the ledger. */
    <T> T handOnBy(Supplier<T> how) {
        return copy == null ? how.get() : copy.handOnBy(how);
    }

    @Override
    public void close() {
        if (copy != null) {
            copy.close();
        }
    }
}
