package org.pcim.ipfs;

import java.io.IOException;
import java.time.Duration;

/** A server did not answer, give or take anything within the time that it had. */
final class TimedOut extends IOException {

    private static final long serialVersionUID = 1L;

    TimedOut(String what, Duration time) {
        super(what + " within " + time.toMillis() + " ms");
    }
}
