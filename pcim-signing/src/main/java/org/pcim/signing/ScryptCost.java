package org.pcim.signing;

/**
 * How much work it is to try a passphrase with scrypt (RFC 7914). It takes 128 * n * r bytes of memory.
 *
 * @param n the cost, a power of two
 * @param r the size of a block
 * @param p how often it is done
 */
public record ScryptCost(int n, int r, int p) {

    /** The most memory that a file may ask for, in bytes. */
    static final long MAX_MEMORY = 512L * 1024 * 1024;

    private static final int MAX_BLOCK = 64;
    private static final int MAX_REPEAT = 16;

    /** Refuses costs that are none, or need more than 512 MiB. */
    public ScryptCost {
        boolean sound = n > 1
                && Integer.bitCount(n) == 1
                && r > 0
                && r <= MAX_BLOCK
                && p > 0
                && p <= MAX_REPEAT
                && 128L * n * r <= MAX_MEMORY;
        if (!sound) {
            throw new IllegalArgumentException(
                    "These are no scrypt parameters within 512 MiB: n=" + n + ", r=" + r + ", p=" + p);
        }
    }

    /** What geth takes as its standard: 256 MiB and about a second. */
    public static ScryptCost standard() {
        return new ScryptCost(1 << 18, 8, 1);
    }

    /** 8 MiB: for demonstrations and tests, where nothing is worth guarding. */
    public static ScryptCost demonstration() {
        return new ScryptCost(1 << 13, 8, 1);
    }
}
