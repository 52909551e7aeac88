package org.pcim.model;

/** What an institution registers a member as, with its number on the ledger. */
public enum Role {
    /** Attests to deposits. */
    RADIOLOGIST(1),
    /** Asks for access as somebody an institution vouches for. */
    REQUESTER(2);

    private final int number;

    Role(int number) {
        this.number = number;
    }

    /** The number on the ledger. */
    public int number() {
        return number;
    }
}
