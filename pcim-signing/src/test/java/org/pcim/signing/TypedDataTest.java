package org.pcim.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/** The example "Ether Mail" of the EIP-712 specification. */
class TypedDataTest {

    private final TypedStruct mail = TypedStruct.of("Mail")
            .struct("from", person("Cow", "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"))
            .struct("to", person("Bob", "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"))
            .string("contents", "Hello, Bob!");
    private final TypedDataDomain domain = TypedDataDomain.of(
            "Ether Mail", "1", BigInteger.ONE, Address.parse("0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"));

    private static TypedStruct person(String name, String wallet) {
        return TypedStruct.of("Person").string("name", name).address("wallet", Address.parse(wallet));
    }

    @Test
    void encodesTheTypeWithThoseItRefersTo() {
        assertEquals(
                "Mail(Person from,Person to,string contents)Person(string name,address wallet)", mail.encodeType());
    }

    @Test
    void hasTheDigestOfTheSpecification() {
        assertEquals(
                "0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2",
                domain.typedData(mail).digest().toString());
    }

    @Test
    void isSignedAsInTheSpecification() {
        try (LedgerKey cow = LedgerKey.ofSecret(Keccak256.hash("cow".getBytes(StandardCharsets.US_ASCII)))) {
            assertEquals(
                    "0xcd2a3d9f938e13cd947ec05abc7fe734df8dd826", cow.address().toString());
            assertEquals(
                    "4355c47d63924e8a72e509b65029052eb6c299d53a04e167c5775fd466751c9d"
                            + "07299936d304c153f6443dfa05f40ff007d72911b6f72307f996231605b91562"
                            + "1c",
                    cow.sign(domain.typedData(mail)).bytes().toHex());
        }
    }

    @Test
    void theJsonIsWhatWalletsTake() {
        TypedData data = domain.typedData(TypedStruct.of("Small")
                .bool("yes", true)
                .uint(8, "number", 255)
                .bytes32("hash", Digest.of(new byte[32])));
        assertEquals(
                "{\"types\":{\"EIP712Domain\":[{\"name\":\"name\",\"type\":\"string\"},"
                        + "{\"name\":\"version\",\"type\":\"string\"},{\"name\":\"chainId\",\"type\":\"uint256\"},"
                        + "{\"name\":\"verifyingContract\",\"type\":\"address\"}],"
                        + "\"Small\":[{\"name\":\"yes\",\"type\":\"bool\"},{\"name\":\"number\",\"type\":\"uint8\"},"
                        + "{\"name\":\"hash\",\"type\":\"bytes32\"}]},\"primaryType\":\"Small\","
                        + "\"domain\":{\"name\":\"Ether Mail\",\"version\":\"1\",\"chainId\":\"1\","
                        + "\"verifyingContract\":\"0xcccccccccccccccccccccccccccccccccccccccc\"},"
                        + "\"message\":{\"yes\":true,\"number\":\"255\",\"hash\":\"0x" + "00".repeat(32) + "\"}}",
                data.json());
    }

    @Test
    void numbersThatDoNotFitAreRefused() {
        TypedStruct struct = TypedStruct.of("Small");
        assertThrows(IllegalArgumentException.class, () -> struct.uint(8, "number", 256));
        assertThrows(IllegalArgumentException.class, () -> struct.uint(64, "number", -1));
    }
}
