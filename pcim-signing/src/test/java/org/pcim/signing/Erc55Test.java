package org.pcim.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.error.InputException;
import org.pcim.model.Address;

class Erc55Test {

    /** The test cases of ERC-55. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x52908400098527886E0F7030069857D2E4169EE7",
                "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
                "0xde709f2102306220921060314715629080e2fb77",
                "0x27b1fdb04752bbc536007a920d24acb045561c26",
                "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
                "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
                "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
                "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb"
            })
    void theCaseOfTheLettersIsTheCheckSum(String text) {
        Address address = Erc55.parse(text);
        assertEquals(text, Erc55.format(address));
        assertEquals(address, Erc55.parse(text.toLowerCase(Locale.ROOT)));
        assertEquals(address, Erc55.parse("0x" + text.substring(2).toUpperCase(Locale.ROOT)));
    }

    @Test
    void aMistypedAddressIsRefused() {
        assertThrows(InputException.class, () -> Erc55.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD"));
        assertThrows(InputException.class, () -> Erc55.parse("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe"));
    }
}
