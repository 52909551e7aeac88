package org.pcim.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a radiologist signs about a deposit, so that the patient can register it.
 *
 * <p>Times have whole seconds.
 *
 * @param ledger the only ledger on which it counts
 * @param patient who may register it
 * @param root the root CID of the encrypted study
 * @param statement SHA-256 of the statement in the study's manifest
 * @param keyCheck proves which session key opens the study, without showing it
 * @param description what anybody may read about it
 * @param radiologist who signs
 * @param radiologistCertificate SHA-256 of the radiologist's published certificate, with which the statement is signed
 * @param date when it was signed
 * @param lastDay the last second at which it may be registered
 */
public record Attestation(
        LedgerId ledger,
        Address patient,
        Cid root,
        Digest statement,
        Digest keyCheck,
        ImageDescription description,
        Address radiologist,
        Digest radiologistCertificate,
        Instant date,
        Instant lastDay) {

    /** How long an attestation may be registered after its date. */
    public static final Duration LIFETIME = Duration.ofDays(90);

    /** How far in the future of the ledger's clock an attestation's date may lie. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);

    /** Refuses times with parts of a second, and roots that are no directory. */
    public Attestation {
        requireWholeSeconds(date);
        requireWholeSeconds(lastDay);
        if (root.codec() != Cid.Codec.DAG_PB) {
            throw new IllegalArgumentException("The root of a study is a directory (dag-pb)");
        }
    }

    /** The image that it registers. */
    public ImageId image() {
        return ImageId.ofRoot(root);
    }

    /** Whether its dates allow it to be registered at this time. */
    public boolean isCurrent(Instant now) {
        return !date.isAfter(now.plus(CLOCK_TOLERANCE))
                && !lastDay.isAfter(date.plus(LIFETIME))
                && !now.isAfter(lastDay);
    }

    private static void requireWholeSeconds(Instant time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("A time on the ledger has whole seconds");
        }
    }
}
