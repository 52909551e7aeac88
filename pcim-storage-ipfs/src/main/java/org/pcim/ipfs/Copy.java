package org.pcim.ipfs;

import java.net.URI;

/**
 * What one node or pinning service says of a graph.
 *
 * @param place the address of its RPC or its API
 * @param state what it says
 */
public record Copy(URI place, State state) {

    /** What a node or a pinning service says. */
    public enum State {
        /** It does not keep it. */
        NOT_PINNED,
        /** It will fetch it. */
        QUEUED,
        /** It is fetching it. */
        PINNING,
        /** It keeps it. */
        PINNED,
        /** It has tried to fetch it in vain. */
        FAILED,
        /** It did not answer. */
        UNKNOWN
    }
}
