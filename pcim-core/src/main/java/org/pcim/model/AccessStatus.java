package org.pcim.model;

/** Where a requester stands with an image, with its number on the ledger. */
public enum AccessStatus {
    /** Never asked. */
    NONE(0),
    /** Asked, and not answered yet. */
    PENDING(1),
    /** Approved; in force until the expiry. */
    APPROVED(2),
    /** Denied. */
    DENIED(3),
    /** Approved once, and removed. */
    REMOVED(4),
    /** Withdrew its request. */
    WITHDRAWN(5);

    private final int number;

    AccessStatus(int number) {
        this.number = number;
    }

    /** The number on the ledger. */
    public int number() {
        return number;
    }
}
