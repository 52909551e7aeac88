package org.pcim.ethereum.internal.contract;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.pcim.error.LedgerException;
import org.pcim.model.AccessStatus;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;
import org.pcim.model.LedgerText;
import org.pcim.model.ReasonCode;
import org.pcim.model.Role;
import org.web3j.abi.FunctionReturnDecoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Type;

/**
 * Values that a node answered with, read one after the other.
 *
 * <p>What cannot be read as what it should be is a {@link LedgerException}. Not safe for use by many threads.
 */
final class AbiValues {

    private static final int BITS_OF_LONG = 63;

    @SuppressWarnings("rawtypes")
    private final List<Type> values;

    private int next;

    @SuppressWarnings("rawtypes")
    private AbiValues(List<Type> values) {
        this.values = values;
    }

    /**
     * Decodes.
     *
     * @param types as the ABI names them, between commas; no structs and no arrays
     */
    @SuppressWarnings({"unchecked", "rawtypes"})
    static AbiValues decode(String types, Bytes encoded) {
        List<TypeReference<Type>> references = new ArrayList<>();
        try {
            for (String type : types.split(",", -1)) {
                references.add((TypeReference<Type>) TypeReference.makeTypeReference(type));
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("There is no type among " + types, e);
        }
        List<Type> values;
        try {
            values = FunctionReturnDecoder.decode("0x" + encoded.toHex(), references);
        } catch (RuntimeException e) {
            throw malformed(e);
        }
        if (values.size() != references.size()) {
            throw malformed(null);
        }
        return new AbiValues(values);
    }

    /** No values. */
    static AbiValues none() {
        return new AbiValues(List.of());
    }

    Address address() {
        return Address.parse(next().toString());
    }

    Digest digest() {
        return Digest.of((byte[]) next().getValue());
    }

    Cid root() {
        return new Cid(Cid.Codec.DAG_PB, digest());
    }

    Bytes bytes() {
        return Bytes.of((byte[]) next().getValue());
    }

    String string() {
        return (String) next().getValue();
    }

    boolean bool() {
        return (Boolean) next().getValue();
    }

    /** A number up to 2^63 - 1, which is more than the contract takes. */
    long number() {
        BigInteger number = (BigInteger) next().getValue();
        if (number.bitLength() > BITS_OF_LONG) {
            throw malformed(null);
        }
        return number.longValue();
    }

    int version() {
        long number = number();
        if (number > Integer.MAX_VALUE) {
            throw malformed(null);
        }
        return (int) number;
    }

    Instant time() {
        return Instant.ofEpochSecond(number());
    }

    Role role() {
        long number = number();
        return constant(Role.values(), it -> it.number() == number);
    }

    AccessStatus status() {
        long number = number();
        return constant(AccessStatus.values(), it -> it.number() == number);
    }

    ReasonCode reasonCode() {
        long number = number();
        return constant(ReasonCode.values(), it -> it.number() == number);
    }

    LedgerText text() {
        boolean sealed = bool();
        return checked(() -> new LedgerText(sealed, bytes()));
    }

    KeyCapsule capsule() {
        return checked(() -> new KeyCapsule(bytes()));
    }

    /** Whether a value is left. */
    boolean hasNext() {
        return next < values.size();
    }

    private interface Value<T> {
        T read();
    }

    private static <T> T checked(Value<T> value) {
        try {
            return value.read();
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
    }

    private static <E> E constant(E[] constants, Predicate<E> wanted) {
        return Arrays.stream(constants).filter(wanted).findFirst().orElseThrow(() -> malformed(null));
    }

    private Type<?> next() {
        return values.get(next++);
    }

    static LedgerException malformed(@Nullable Throwable cause) {
        return new LedgerException(
                "read the contract",
                "",
                "a node answered with something that the contract does not say; ask another node",
                false,
                cause);
    }
}
