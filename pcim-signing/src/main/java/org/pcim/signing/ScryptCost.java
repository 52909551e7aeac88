package org.pcim.signing;

import org.pcim.error.InputException;

/**
 * How much work it is to try a passphrase with scrypt (RFC 7914). It takes 128 * n * r bytes of memory.
 *
 * @param n the cost, a power of two
 * @param r the size of a block in units of 128 bytes, at most 64
 * @param p how often it is done, at most 16
 */
public record ScryptCost(int n, int r, int p) {

    private static final int UNIT = 128;
    private static final int MEBIBYTE = 1024 * 1024;
    private static final long MAX_MEMORY = 512L * MEBIBYTE;
    private static final int MAX_BLOCK = 64;
    private static final int MAX_REPEAT = 16;

    /** Refuses costs that are none, or need more than 512 MiB. */
    public ScryptCost {
        if (!isSound(n, r, p)) {
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

    static boolean isSound(long n, long r, long p) {
        return n > 1
                && Long.bitCount(n) == 1
                && r > 0
                && r <= MAX_BLOCK
                && p > 0
                && p <= MAX_REPEAT
                && n <= MAX_MEMORY / (UNIT * r);
    }

    /** This cost, unless the Java process may not take so much memory: better said before than by an error. */
    ScryptCost within(String action, String subject) {
        return within(action, subject, Runtime.getRuntime().maxMemory());
    }

    ScryptCost within(String action, String subject, long heap) {
        long memory = (long) UNIT * n * r;
        if (memory >= heap) {
            throw new InputException(
                    action,
                    subject,
                    "scrypt takes " + Math.max(1, memory / MEBIBYTE) + " MiB here and this Java process may take only "
                            + heap / MEBIBYTE + "; give it more with -Xmx");
        }
        return this;
    }
}
