package org.pcim.model;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a radiologist signs about a deposit or a correction, so that the patient can register it.
 *
 * <p>Times have whole seconds.
 *
 * @param ledger the only ledger on which it counts
 * @param patient who may register it
 * @param correction what it corrects; null for a first version
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
        @Nullable Correction correction,
        Cid root,
        Digest statement,
        Digest keyCheck,
        ImageDescription description,
        Address radiologist,
        Digest radiologistCertificate,
        Instant date,
        Instant lastDay) {

    /**
     * Which version of an image a correction follows on.
     *
     * @param image the image
     * @param version the number of the version that it makes, from 2
     * @param previous the root of the version before
     */
    public record Correction(ImageId image, int version, Cid previous) {

        /** Refuses the number of a first version, and roots that are no directory. */
        public Correction {
            if (version < 2) {
                throw new IllegalArgumentException("A correction makes version 2 or a later one");
            }
            requireDirectory(previous);
        }
    }

    /** How long an attestation may be registered after its date. */
    public static final Duration LIFETIME = Duration.ofDays(90);

    /** How far in the future of the ledger's clock an attestation's date may lie. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(15);

    /** Refuses times with parts of a second, and roots that are no directory. */
    public Attestation {
        requireWholeSeconds(date);
        requireWholeSeconds(lastDay);
        requireDirectory(root);
    }

    /** The image that it registers or corrects. */
    public ImageId image() {
        return correction == null ? ImageId.ofRoot(root) : correction.image;
    }

    /** The number of the version that it makes. */
    public int version() {
        return correction == null ? 1 : correction.version;
    }

    /** Whether its dates allow it to be registered at this time. */
    public boolean isCurrent(Instant now) {
        return !date.isAfter(now.plus(CLOCK_TOLERANCE))
                && !lastDay.isAfter(date.plus(LIFETIME))
                && !now.isAfter(lastDay);
    }

    private static void requireDirectory(Cid root) {
        if (root.codec() != Cid.Codec.DAG_PB) {
            throw new IllegalArgumentException("The root of a study is a directory (dag-pb)");
        }
    }

    private static void requireWholeSeconds(Instant time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("A time on the ledger has whole seconds");
        }
    }
}
