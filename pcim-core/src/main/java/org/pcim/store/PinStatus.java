package org.pcim.store;

/** Whether a store keeps a graph. */
public enum PinStatus {
    /** It does not. */
    NOT_PINNED,
    /** It is fetching it, and will. */
    PINNING,
    /** It does. */
    PINNED
}
