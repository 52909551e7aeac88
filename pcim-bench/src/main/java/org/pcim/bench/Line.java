package org.pcim.bench;

import java.io.IOException;
import java.net.URI;

/** What lies between clients and servers. */
@FunctionalInterface
interface Line {

    /** Nothing but the loopback interface. */
    Line NONE = server -> server;

    /** Where clients find a server at the other end. */
    URI to(URI server) throws IOException;
}
