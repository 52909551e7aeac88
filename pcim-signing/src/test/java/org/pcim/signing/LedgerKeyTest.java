package org.pcim.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.util.BigIntegers;
import org.junit.jupiter.api.Test;
import org.pcim.ledger.TypedData;
import org.pcim.model.Digest;
import org.pcim.model.Signature;

class LedgerKeyTest {

    private static final BigInteger ORDER = Secp256k1.DOMAIN.getN();

    private final Digest digest = Digest.sha256("hello".getBytes(StandardCharsets.US_ASCII));

    @Test
    void keccak256IsNotSha3() {
        assertEquals(
                "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
                Digest.of(Keccak256.hash()).toString());
        assertEquals(
                "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
                Digest.of(Keccak256.hash(
                                "a".getBytes(StandardCharsets.US_ASCII), "bc".getBytes(StandardCharsets.US_ASCII)))
                        .toString());
    }

    /** The first accounts of the mnemonic "test test test test test test test test test test test junk". */
    @Test
    void hasTheAddressesThatFoundryPrints() {
        assertEquals(
                "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
                key("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
                        .address()
                        .toString());
        assertEquals(
                "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
                key("59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d")
                        .address()
                        .toString());
    }

    /** RFC 6979 with SHA-256 over secp256k1: a vector that Bitcoin's libraries share. */
    @Test
    void signsDeterministically() {
        Digest satoshi = Digest.sha256("Satoshi Nakamoto".getBytes(StandardCharsets.US_ASCII));
        assertEquals(
                "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d8"
                        + "2442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
                key("00".repeat(31) + "01")
                        .sign(new TypedData(satoshi, "{}"))
                        .bytes()
                        .toHex()
                        .substring(0, 128));
    }

    @Test
    void whatAKeySignsIsItsOwn() {
        for (int i = 0; i < 50; i++) {
            try (LedgerKey key = LedgerKey.generate()) {
                Digest what = Digest.sha256(new byte[] {(byte) i});
                Signature signature = key.sign(new TypedData(what, "{}"));
                assertEquals(Optional.of(key.address()), EcdsaSignatures.recover(what, signature));
                assertTrue(EcdsaSignatures.verify(key.address(), what, signature));
                assertFalse(EcdsaSignatures.verify(key.address(), digest, signature));
            }
        }
    }

    @Test
    void everyChangedByteMakesItNobodysOrSomebodyElses() {
        LedgerKey key = LedgerKey.generate();
        byte[] signature = key.sign(new TypedData(digest, "{}")).toByteArray();
        for (int i = 0; i < signature.length; i++) {
            byte[] changed = signature.clone();
            changed[i] ^= 4;
            assertNotEquals(
                    Optional.of(key.address()), EcdsaSignatures.recover(digest, Signature.of(changed)), "byte " + i);
        }
    }

    @Test
    void otherFormsOfASignatureAreRefused() {
        LedgerKey key = LedgerKey.generate();
        byte[] bytes = key.sign(new TypedData(digest, "{}")).toByteArray();
        BigInteger s = BigIntegers.fromUnsignedByteArray(bytes, 32, 32);
        byte[] high = with(bytes, 32, ORDER.subtract(s));
        high[64] = (byte) (55 - high[64]);
        refused(high);
        refused(with(bytes, 0, BigInteger.ZERO));
        refused(with(bytes, 0, ORDER));
        refused(with(bytes, 32, BigInteger.ZERO));
        refused(with(bytes, 32, ORDER));
        refused(with(bytes, 0, BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE)));
        refused(Arrays.copyOf(bytes, 64));
        refused(Arrays.copyOf(bytes, 66));
        for (int v : new int[] {0, 1, 26, 29, 31, 255}) {
            byte[] other = bytes.clone();
            other[64] = (byte) v;
            refused(other);
        }
    }

    @Test
    void secretsOutsideTheCurvesOrderAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> LedgerKey.ofSecret(new byte[32]));
        assertThrows(IllegalArgumentException.class, () -> LedgerKey.ofSecret(new byte[31]));
        assertThrows(
                IllegalArgumentException.class, () -> LedgerKey.ofSecret(BigIntegers.asUnsignedByteArray(32, ORDER)));
    }

    @Test
    void aClosedKeySignsNothingAndNoKeyShowsItsSecret() {
        LedgerKey key = key("11".repeat(32));
        assertFalse(key.toString().contains("1111"));
        key.close();
        assertThrows(IllegalStateException.class, () -> key.sign(new TypedData(digest, "{}")));
    }

    private void refused(byte[] signature) {
        assertEquals(Optional.empty(), EcdsaSignatures.recover(digest, Signature.of(signature)));
    }

    private static byte[] with(byte[] signature, int offset, BigInteger number) {
        byte[] changed = signature.clone();
        BigIntegers.asUnsignedByteArray(number, changed, offset, 32);
        return changed;
    }

    private static LedgerKey key(String hex) {
        return LedgerKey.ofSecret(Digest.fromHex(hex).toByteArray());
    }
}
