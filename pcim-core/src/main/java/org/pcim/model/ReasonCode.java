package org.pcim.model;

/** The public reason of a denial or a removal, with its number on the ledger. */
public enum ReasonCode {
    /** No public reason. */
    UNSPECIFIED(0),
    /** The patient decided so. */
    PATIENT_DECISION(1),
    /** The requester is not known to the patient. */
    UNKNOWN_REQUESTER(2),
    /** The purpose or the usage agreement was not accepted. */
    PURPOSE_NOT_ACCEPTED(3),
    /** The agreement has ended. */
    AGREEMENT_ENDED(4),
    /** The agreement was not kept. */
    AGREEMENT_BROKEN(5),
    /** A key of the requester is no longer trusted. */
    KEY_COMPROMISED(6);

    private final int number;

    ReasonCode(int number) {
        this.number = number;
    }

    /** The number on the ledger. */
    public int number() {
        return number;
    }
}
