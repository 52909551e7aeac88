package org.pcim.crypto.internal;

import java.util.List;

/** Finds the session key of a message, which stays the finder's to close. */
@FunctionalInterface
public interface SessionKeys {

    /** The session key that these packets wrap; they are 1 to 64, all of one version. */
    SessionKey unwrap(List<Pkesk> pkesks);
}
