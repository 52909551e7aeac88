package org.pcim.ethereum.internal;

import java.math.BigInteger;
import java.util.Arrays;
import org.pcim.model.Bytes;
import org.web3j.utils.Numeric;

/**
 * A contract of 76 bytes, written by hand. Its first word says what it does with the rest of the call: 0 counts and logs it,
 * 1 reverts with it, 2 does as 0 but only once for each next word, and reverts with it after that.
 */
public final class TestContract {

    private static final String CODE = "600035" // what to do
            + "80600114602b57" // 1: to 2b
            + "600214603957" // 2: to 39
            + "5b600054600101600055" // 10: counts in slot 0
            + "602036038060206000376001906000a100" // logs the rest of the call
            + "5b602036038060206000376000fd" // 2b: reverts with it
            + "5b602035" + "8054602b57" // 39: to 2b if the slot of the next word is set
            + "60019055601056"; // sets it; to 10

    private TestContract() {}

    /** What a transaction carries that makes it. */
    public static Bytes deployment() {
        return Bytes.fromHex("60%02x80600b6000396000f3".formatted(CODE.length() / 2) + CODE);
    }

    /** Counts and logs this. */
    public static Bytes log(long value) {
        return call(0, value);
    }

    /** Reverts with this. */
    public static Bytes revert(long value) {
        return call(1, value);
    }

    /** As {@link #log} the first time, as {@link #revert} afterwards. */
    public static Bytes once(long value) {
        return call(2, value);
    }

    /** A word with this number. */
    public static Bytes word(long value) {
        return Bytes.of(Numeric.toBytesPadded(BigInteger.valueOf(value), 32));
    }

    private static Bytes call(long what, long value) {
        byte[] call = Arrays.copyOf(word(what).toByteArray(), 64);
        System.arraycopy(word(value).toByteArray(), 0, call, 32, 32);
        return Bytes.of(call);
    }
}
