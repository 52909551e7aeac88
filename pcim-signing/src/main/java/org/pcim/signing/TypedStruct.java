package org.pcim.signing;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/**
 * A struct of EIP-712 with its values, put together field by field. Names are those of the Solidity types.
 *
 * <p>Not safe for use by many threads.
 */
public final class TypedStruct {

    private static final int WORD = 32;

    private final String type;
    private final List<Field> fields = new ArrayList<>();

    private TypedStruct(String type) {
        this.type = type;
    }

    /** A struct of this type, without fields yet. */
    public static TypedStruct of(String type) {
        return new TypedStruct(type);
    }

    /** Adds an {@code address}. */
    public TypedStruct address(String name, Address value) {
        return add("address", name, word(value), json -> json.writeString(value.toString()));
    }

    /** Adds a {@code bytes32}. */
    public TypedStruct bytes32(String name, Digest value) {
        return add("bytes32", name, value.toByteArray(), json -> json.writeString(value.toString()));
    }

    /** Adds {@code bytes}. */
    public TypedStruct bytes(String name, Bytes value) {
        return add("bytes", name, Keccak256.hash(value.toByteArray()), json -> json.writeString("0x" + value.toHex()));
    }

    /** Adds a {@code string}. */
    public TypedStruct string(String name, String value) {
        return add(
                "string",
                name,
                Keccak256.hash(value.getBytes(StandardCharsets.UTF_8)),
                json -> json.writeString(value));
    }

    /** Adds a {@code bool}. */
    public TypedStruct bool(String name, boolean value) {
        return add("bool", name, word(BigInteger.valueOf(value ? 1 : 0)), json -> json.writeBoolean(value));
    }

    /** Adds an unsigned number of so many bits, 8 to 256. */
    public TypedStruct uint(int bits, String name, BigInteger value) {
        if (value.signum() < 0 || value.bitLength() > bits) {
            throw new IllegalArgumentException("The field " + name + " takes an unsigned number of " + bits + " bits");
        }
        return add("uint" + bits, name, word(value), json -> json.writeString(value.toString()));
    }

    /** Adds an unsigned number of so many bits, 8 to 64. */
    public TypedStruct uint(int bits, String name, long value) {
        return uint(bits, name, BigInteger.valueOf(value));
    }

    /** Adds a time as {@code uint64} seconds since 1970. */
    public TypedStruct time(String name, Instant value) {
        return uint(64, name, value.getEpochSecond());
    }

    /** Adds a struct. */
    public TypedStruct struct(String name, TypedStruct value) {
        fields.add(new Field(value, value.type, name, value.hash(), value::writeMessage));
        return this;
    }

    /** Adds an array of addresses. */
    public TypedStruct addresses(String name, List<Address> values) {
        ByteBuffer words = ByteBuffer.allocate(WORD * values.size());
        values.forEach(value -> words.put(word(value)));
        return add("address[]", name, Keccak256.hash(words.array()), json -> {
            json.writeStartArray();
            for (Address value : values) {
                json.writeString(value.toString());
            }
            json.writeEndArray();
        });
    }

    /**
     * Adds an array of structs.
     *
     * @param form any struct of the values' type, which an empty array does not show
     */
    public TypedStruct structs(String name, TypedStruct form, List<TypedStruct> values) {
        ByteBuffer words = ByteBuffer.allocate(WORD * values.size());
        values.forEach(value -> words.put(value.hash()));
        fields.add(new Field(form, form.type + "[]", name, Keccak256.hash(words.array()), json -> {
            json.writeStartArray();
            for (TypedStruct value : values) {
                value.writeMessage(json);
            }
            json.writeEndArray();
        }));
        return this;
    }

    /** {@code hashStruct}: Keccak-256 of the type's hash and the values. */
    public byte[] hash() {
        ByteBuffer words = ByteBuffer.allocate(WORD * (1 + fields.size()));
        words.put(Keccak256.hash(encodeType().getBytes(StandardCharsets.UTF_8)));
        fields.forEach(field -> words.put(field.word));
        return Keccak256.hash(words.array());
    }

    /** {@code encodeType}: this type, and after it those that it refers to, in the order of their names. */
    public String encodeType() {
        SortedMap<String, TypedStruct> referred = new TreeMap<>();
        collectTypes(referred);
        referred.remove(type);
        StringBuilder text = new StringBuilder(ownType());
        referred.values().forEach(other -> text.append(other.ownType()));
        return text.toString();
    }

    String type() {
        return type;
    }

    /** Collects the types that are used, by their names. */
    void collectTypes(SortedMap<String, TypedStruct> types) {
        types.put(type, this);
        for (Field field : fields) {
            if (field.struct != null) {
                field.struct.collectTypes(types);
            }
        }
    }

    void writeType(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(type);
        for (Field field : fields) {
            json.writeStartObject();
            json.writeStringField("name", field.name);
            json.writeStringField("type", field.type);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    void writeMessage(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Field field : fields) {
            json.writeFieldName(field.name);
            field.json.write(json);
        }
        json.writeEndObject();
    }

    private String ownType() {
        return fields.stream()
                .map(field -> field.type + " " + field.name)
                .collect(Collectors.joining(",", type + "(", ")"));
    }

    private TypedStruct add(String fieldType, String name, byte[] word, JsonValue json) {
        fields.add(new Field(null, fieldType, name, word, json));
        return this;
    }

    private static byte[] word(Address address) {
        byte[] word = new byte[WORD];
        System.arraycopy(address.toByteArray(), 0, word, WORD - Address.LENGTH, Address.LENGTH);
        return word;
    }

    private static byte[] word(BigInteger number) {
        return BigIntegers.asUnsignedByteArray(WORD, number);
    }

    private interface JsonValue {
        void write(JsonGenerator json) throws IOException;
    }

    private static final class Field {
        final @Nullable TypedStruct struct;
        final String type;
        final String name;
        final byte[] word;
        final JsonValue json;

        Field(@Nullable TypedStruct struct, String type, String name, byte[] word, JsonValue json) {
            this.struct = struct;
            this.type = type;
            this.name = name;
            this.word = word;
            this.json = json;
        }
    }
}
