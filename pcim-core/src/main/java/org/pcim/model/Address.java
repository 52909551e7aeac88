package org.pcim.model;

import java.util.Locale;
import java.util.regex.Pattern;
import org.pcim.error.InputException;

/**
 * The ledger address of a participant: the last 20 bytes of Keccak-256 of its secp256k1 public key, or a contract.
 *
 * @param bytes 20 bytes
 */
public record Address(Bytes bytes) {

    /** The length in bytes. */
    public static final int LENGTH = 20;

    private static final Pattern TEXT = Pattern.compile("0x[0-9a-fA-F]{40}");

    /** Refuses any other length than 20 bytes. */
    public Address {
        if (bytes.length() != LENGTH) {
            throw new IllegalArgumentException("An address has 20 bytes, not " + bytes.length());
        }
    }

    /** The address with these 20 bytes. */
    public static Address of(byte[] bytes) {
        return new Address(Bytes.of(bytes));
    }

    /**
     * Reads {@code 0x} and 40 hexadecimal digits in either case.
     *
     * <p>The check sum that ERC-55 puts into the case is not verified here, since that needs Keccak-256.
     *
     * @throws InputException if the text is anything else
     */
    public static Address parse(String text) {
        if (!TEXT.matcher(text).matches()) {
            throw new InputException("read address", text, "an address is 0x and 40 hexadecimal digits");
        }
        return new Address(Bytes.fromHex(text.toLowerCase(Locale.ROOT)));
    }

    /** A new array with the 20 bytes. */
    public byte[] toByteArray() {
        return bytes.toByteArray();
    }

    /** {@code 0x} with 40 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return "0x" + bytes.toHex();
    }
}
