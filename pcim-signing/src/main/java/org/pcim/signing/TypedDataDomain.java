package org.pcim.signing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;
import org.pcim.ledger.TypedData;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.LedgerId;

/**
 * The domain of EIP-712 for which something is signed: it counts nowhere else.
 *
 * <p>Immutable.
 */
public final class TypedDataDomain {

    private static final byte[] PREFIX = {0x19, 0x01};
    private static final JsonFactory FACTORY = new JsonFactory();

    private final TypedStruct domain;

    private TypedDataDomain(TypedStruct domain) {
        this.domain = domain;
    }

    /** The domain with these four fields. */
    public static TypedDataDomain of(String name, String version, BigInteger chainId, Address verifyingContract) {
        return new TypedDataDomain(TypedStruct.of("EIP712Domain")
                .string("name", name)
                .string("version", version)
                .uint(256, "chainId", chainId)
                .address("verifyingContract", verifyingContract));
    }

    /**
     * The domain of a PCIM ledger: name {@code PCIM}, version {@code 1}; of a contract with its chain id and address; of
     * an embedded ledger with chain id 0 and the last 20 bytes of Keccak-256 of the ledger id's text.
     */
    public static TypedDataDomain of(LedgerId ledger) {
        String[] parts = ledger.text().split(":", -1);
        if (parts[0].equals("eip155")) {
            return of("PCIM", "1", new BigInteger(parts[1]), Address.parse(parts[2]));
        }
        byte[] hash = Keccak256.hash(ledger.text().getBytes(StandardCharsets.US_ASCII));
        Address derived = Address.of(Arrays.copyOfRange(hash, hash.length - Address.LENGTH, hash.length));
        return of("PCIM", "1", BigInteger.ZERO, derived);
    }

    /** What is signed when this message is signed in this domain. */
    public TypedData typedData(TypedStruct message) {
        byte[] digest = Keccak256.hash(PREFIX, domain.hash(), message.hash());
        return new TypedData(Digest.of(digest), json(message));
    }

    private String json(TypedStruct message) {
        TreeMap<String, TypedStruct> types = new TreeMap<>();
        domain.collectTypes(types);
        message.collectTypes(types);
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeObjectFieldStart("types");
            for (TypedStruct type : types.values()) {
                type.writeType(json);
            }
            json.writeEndObject();
            json.writeStringField("primaryType", message.type());
            json.writeFieldName("domain");
            domain.writeMessage(json);
            json.writeFieldName("message");
            message.writeMessage(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing into memory failed", e);
        }
        return text.toString();
    }
}
