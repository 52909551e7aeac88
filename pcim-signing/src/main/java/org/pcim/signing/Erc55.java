package org.pcim.signing;

import java.nio.charset.StandardCharsets;
import org.pcim.error.InputException;
import org.pcim.model.Address;

/** Addresses with the check sum of ERC-55 in the case of their letters. */
public final class Erc55 {

    private static final int PREFIX = 2;

    private Erc55() {}

    /** {@code 0x} and 40 hexadecimal digits, with the check sum. */
    public static String format(Address address) {
        String lower = address.bytes().toHex();
        byte[] hash = Keccak256.hash(lower.getBytes(StandardCharsets.US_ASCII));
        StringBuilder text = new StringBuilder("0x");
        for (int i = 0; i < lower.length(); i++) {
            int nibble = (hash[i / 2] >> (i % 2 == 0 ? 4 : 0)) & 0xf;
            text.append(nibble >= 8 ? Character.toUpperCase(lower.charAt(i)) : lower.charAt(i));
        }
        return text.toString();
    }

    /**
     * Reads an address, and verifies its check sum unless all letters are of one case, which means that there is none.
     *
     * @throws InputException if it is no address, or its check sum is wrong
     */
    public static Address parse(String text) {
        Address address = Address.parse(text);
        String digits = text.substring(PREFIX);
        boolean oneCase = digits.chars().noneMatch(c -> c >= 'a' && c <= 'f')
                || digits.chars().noneMatch(c -> c >= 'A' && c <= 'F');
        if (!oneCase && !format(address).equals(text)) {
            throw new InputException("read address", text, "its check sum is wrong; look for a mistyped character");
        }
        return address;
    }
}
