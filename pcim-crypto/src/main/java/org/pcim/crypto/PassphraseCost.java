package org.pcim.crypto;

/**
 * How much work it is to try a passphrase: the parameters of Argon2id (RFC 9106; RFC 9580, 3.7.1.4).
 *
 * <p>They apply to each of the three keys of a certificate, one after the other.
 *
 * @param memoryExponent the memory taken, as the power of two in KiB: 15 is 32 MiB; from 8 to {@link #MAX_EXPONENT}
 * @param passes how often the memory is gone through, from 1 to {@link #MAX_PASSES}
 * @param lanes how much of it can be done at once, from 1 to 16
 */
public record PassphraseCost(int memoryExponent, int passes, int lanes) {

    /** 256 MiB: a locked key that asks for more is refused. */
    public static final int MAX_EXPONENT = 18;

    /** A locked key that asks for more is refused. */
    public static final int MAX_PASSES = 16;

    private static final int MIN_EXPONENT = 8;
    private static final int MAX_LANES = 16;

    /** Refuses what is out of range. */
    public PassphraseCost {
        if (memoryExponent < MIN_EXPONENT || memoryExponent > MAX_EXPONENT) {
            throw new IllegalArgumentException("The memory exponent is 8 to 18, not " + memoryExponent);
        }
        if (passes < 1 || passes > MAX_PASSES) {
            throw new IllegalArgumentException("The passes are 1 to 16, not " + passes);
        }
        if (lanes < 1 || lanes > MAX_LANES) {
            throw new IllegalArgumentException("The lanes are 1 to 16, not " + lanes);
        }
    }

    /** 32 MiB, 4 passes, 4 lanes: about a second for the three keys. */
    public static PassphraseCost standard() {
        return new PassphraseCost(15, 4, 4);
    }

    /** 1 MiB and one pass: for demonstrations and tests, where nothing is worth guarding. */
    public static PassphraseCost demonstration() {
        return new PassphraseCost(10, 1, 4);
    }
}
