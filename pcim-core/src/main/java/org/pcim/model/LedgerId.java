package org.pcim.model;

import java.util.regex.Pattern;
import org.pcim.error.InputException;

/**
 * Which ledger is meant, for good: a contract on a chain, or an embedded ledger.
 *
 * @param text {@code eip155:CHAIN:ADDRESS} (CAIP-10, the address in lower case) or {@code embedded:} and 32 hexadecimal
 *     digits
 */
public record LedgerId(String text) {

    private static final Pattern TEXT = Pattern.compile("eip155:[1-9][0-9]{0,18}:0x[0-9a-f]{40}|embedded:[0-9a-f]{32}");

    /** Refuses any other text. */
    public LedgerId {
        if (!TEXT.matcher(text).matches()) {
            throw new InputException(
                    "read ledger id",
                    text,
                    "it is neither eip155:CHAIN:ADDRESS in lower case nor embedded: and 32 hexadecimal digits");
        }
    }

    /** The contract at this address on the chain with this id (EIP-155). */
    public static LedgerId ethereum(long chainId, Address contract) {
        return new LedgerId("eip155:" + chainId + ":" + contract);
    }

    /** The embedded ledger with these 16 random bytes. */
    public static LedgerId embedded(Bytes random) {
        return new LedgerId("embedded:" + random.toHex());
    }

    @Override
    public String toString() {
        return text;
    }
}
