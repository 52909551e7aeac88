package org.pcim.testkit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;
import org.pcim.model.LedgerId;

/** An attestation with some parts changed, for tests; nobody has signed it. */
public final class ChangedAttestation {

    private LedgerId ledger;
    private Address patient;
    private Attestation.@Nullable Correction correction;
    private Cid root;
    private Digest statement;
    private Digest keyCheck;
    private ImageDescription description;
    private final Address radiologist;
    private Digest radiologistCertificate;
    private Instant date;
    private Instant lastDay;

    private ChangedAttestation(Attestation of) {
        ledger = of.ledger();
        patient = of.patient();
        correction = of.correction();
        root = of.root();
        statement = of.statement();
        keyCheck = of.keyCheck();
        description = of.description();
        radiologist = of.radiologist();
        radiologistCertificate = of.radiologistCertificate();
        date = of.date();
        lastDay = of.lastDay();
    }

    /** At first it is the same. */
    public static ChangedAttestation of(Attestation attestation) {
        return new ChangedAttestation(attestation);
    }

    /** For another ledger. */
    public ChangedAttestation ledger(LedgerId changed) {
        ledger = changed;
        return this;
    }

    /** Of another patient. */
    public ChangedAttestation patient(Address changed) {
        patient = changed;
        return this;
    }

    /** Of another correction, or of a first version. */
    public ChangedAttestation correction(Attestation.@Nullable Correction changed) {
        correction = changed;
        return this;
    }

    /** With another root. */
    public ChangedAttestation root(Cid changed) {
        root = changed;
        return this;
    }

    /** With another statement. */
    public ChangedAttestation statement(Digest changed) {
        statement = changed;
        return this;
    }

    /** With another key check. */
    public ChangedAttestation keyCheck(Digest changed) {
        keyCheck = changed;
        return this;
    }

    /** With another description. */
    public ChangedAttestation description(ImageDescription changed) {
        description = changed;
        return this;
    }

    /** With another certificate. */
    public ChangedAttestation radiologistCertificate(Digest changed) {
        radiologistCertificate = changed;
        return this;
    }

    /** With another date. */
    public ChangedAttestation date(Instant changed) {
        date = changed;
        return this;
    }

    /** With another last day. */
    public ChangedAttestation lastDay(Instant changed) {
        lastDay = changed;
        return this;
    }

    /** As changed so far. */
    public Attestation toAttestation() {
        return new Attestation(
                ledger,
                patient,
                correction,
                root,
                statement,
                keyCheck,
                description,
                radiologist,
                radiologistCertificate,
                date,
                lastDay);
    }
}
