package org.pcim.signing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pcim.error.InputException;

class ScryptTest {

    /** Section 12 of RFC 7914. */
    @Test
    void theVectorsOfTheRfcComeOut() {
        byte[] first = HexFormat.of()
                .parseHex("77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
                        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906");
        byte[] second = HexFormat.of()
                .parseHex("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
                        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640");
        assertArrayEquals(first, Scrypt.narrow(new byte[0], new byte[0], 16, 1, 64));
        assertArrayEquals(second, Scrypt.derive(ascii("password"), ascii("NaCl"), new ScryptCost(1024, 8, 16), 64));
    }

    @Test
    void narrowBlocksGiveWhatBouncyCastleGives() {
        byte[] passphrase = ascii("testpassword");
        byte[] salt = ascii("salt");
        for (int n : new int[] {2, 1024, 1 << 15}) {
            assertArrayEquals(
                    SCrypt.generate(passphrase, salt, n, 1, 3, 32),
                    Scrypt.narrow(passphrase, salt, n, 3, 32),
                    "n = " + n);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,8,1", "1,8,1", "3,8,1", "8192,0,1", "8192,65,1", "8192,8,0", "8192,8,17", "1048576,8,1", "-8,8,1"})
    void costsThatAreNoneAreRefused(int n, int r, int p) {
        assertThrows(IllegalArgumentException.class, () -> new ScryptCost(n, r, p));
    }

    @Test
    void theCostsThatOthersUseAreWithinBounds() {
        assertEquals(new ScryptCost(262144, 8, 1), ScryptCost.standard());
        assertEquals(new ScryptCost(8192, 8, 1), ScryptCost.demonstration());
        assertEquals(4096, new ScryptCost(4096, 8, 6).n(), "light keys of geth");
        assertEquals(524288, new ScryptCost(524288, 8, 1).n(), "512 MiB");
    }

    @Test
    void aCostThatTheProcessCannotAffordIsRefusedBeforehand() {
        ScryptCost cost = ScryptCost.standard();
        InputException e =
                assertThrows(InputException.class, () -> cost.within("read ledger key", "key.json", 64 << 20));
        assertTrue(String.valueOf(e.getMessage()).contains("256 MiB here and this Java process may take only 64"));
        assertSame(cost, cost.within("read ledger key", "key.json", 512 << 20));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
