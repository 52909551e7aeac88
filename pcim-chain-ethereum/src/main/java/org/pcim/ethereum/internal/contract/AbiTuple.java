package org.pcim.ethereum.internal.contract;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.signing.Keccak256;
import org.web3j.abi.FunctionEncoder;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * The arguments of a call, or a struct among them, with their types as Solidity's ABI names them. Put together value by
 * value.
 *
 * <p>Not safe for use by many threads.
 */
final class AbiTuple {

    private static final int SELECTOR = 4;

    private final List<String> types = new ArrayList<>();
    private final List<Type<?>> values = new ArrayList<>();
    /** Whether a value is of varying length. */
    private boolean isDynamic;

    AbiTuple address(Address value) {
        return add("address", web3j(value));
    }

    AbiTuple bytes32(Digest value) {
        return add("bytes32", new Bytes32(value.toByteArray()));
    }

    AbiTuple bytes(Bytes value) {
        return add("bytes", new DynamicBytes(value.toByteArray()));
    }

    AbiTuple string(String value) {
        return add("string", new Utf8String(value));
    }

    AbiTuple bool(boolean value) {
        return add("bool", new Bool(value));
    }

    AbiTuple uint(BigInteger value) {
        return add("uint256", new Uint256(value));
    }

    AbiTuple uint(long value) {
        return uint(BigInteger.valueOf(value));
    }

    /** Seconds since 1970. */
    AbiTuple time(Instant value) {
        return uint(value.getEpochSecond());
    }

    AbiTuple tuple(AbiTuple value) {
        return add(value.type(), value.struct());
    }

    /**
     * An array of structs.
     *
     * @param form any struct of their type, which an empty array does not show
     */
    AbiTuple tuples(AbiTuple form, List<AbiTuple> array) {
        List<DynamicStruct> structs = array.stream()
                .map(it -> new DynamicStruct(new ArrayList<>(it.values)))
                .toList();
        return add(form.type() + "[]", new DynamicArray<>(DynamicStruct.class, structs));
    }

    AbiTuple addresses(List<Address> array) {
        return add(
                "address[]",
                new DynamicArray<>(
                        org.web3j.abi.datatypes.Address.class,
                        array.stream().map(AbiTuple::web3j).toList()));
    }

    /** As the ABI names it: {@code (bytes32,address)}. */
    String type() {
        return types.stream().collect(Collectors.joining(",", "(", ")"));
    }

    /** The call of a function with these arguments: its selector and their encoding. */
    Bytes call(String function) {
        byte[] signature = (function + type()).getBytes(StandardCharsets.US_ASCII);
        return Bytes.fromHex(HexFormat.of().formatHex(Keccak256.hash(signature), 0, SELECTOR)
                + FunctionEncoder.encodeConstructor(new ArrayList<>(values)));
    }

    /** The encoding alone, as it follows the code that makes a contract. */
    Bytes encode() {
        return Bytes.fromHex(FunctionEncoder.encodeConstructor(new ArrayList<>(values)));
    }

    private Type<?> struct() {
        return isDynamic ? new DynamicStruct(new ArrayList<>(values)) : new StaticStruct(new ArrayList<>(values));
    }

    private AbiTuple add(String type, Type<?> value) {
        types.add(type);
        values.add(value);
        isDynamic |= value instanceof DynamicBytes || value instanceof Utf8String || value instanceof DynamicArray;
        return this;
    }

    private static org.web3j.abi.datatypes.Address web3j(Address address) {
        return new org.web3j.abi.datatypes.Address(address.toString());
    }
}
