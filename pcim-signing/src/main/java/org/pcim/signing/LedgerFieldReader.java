package org.pcim.signing;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.model.Address;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Signature;

/** Reads what {@link LedgerFieldWriter} writes, and refuses everything else. */
final class LedgerFieldReader {

    private final ByteBuffer in;

    LedgerFieldReader(ByteBuffer in) {
        this.in = in;
    }

    int octet() {
        return need(1).get() & 0xff;
    }

    boolean flag() {
        int value = octet();
        if (value > 1) {
            throw refused("a yes or no is neither 0 nor 1");
        }
        return value == 1;
    }

    long number(long max) {
        long value = need(Long.BYTES).getLong();
        if (value < 0 || value > max) {
            throw refused("a number is out of its range");
        }
        return value;
    }

    Instant time() {
        return Instant.ofEpochSecond(number(LedgerFieldWriter.MAX_SECONDS));
    }

    Bytes fixed(int length) {
        byte[] bytes = new byte[length];
        need(length).get(bytes);
        return Bytes.of(bytes);
    }

    Bytes bytes(int max) {
        int length = need(Short.BYTES).getShort() & 0xffff;
        if (length > max) {
            throw refused("a field has " + length + " bytes, more than " + max);
        }
        return fixed(length);
    }

    String text(int maxBytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes(maxBytes).asByteBuffer())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InputException("read prepared operation", "", "a text in it is not UTF-8", e);
        }
    }

    @Nullable String optionalText(int maxBytes) {
        return flag() ? text(maxBytes) : null;
    }

    Address address() {
        return new Address(fixed(Address.LENGTH));
    }

    Digest digest() {
        return new Digest(fixed(Digest.LENGTH));
    }

    Signature signature() {
        return new Signature(filled(Signature.MAX_LENGTH));
    }

    KeyCapsule capsule() {
        return new KeyCapsule(filled(KeyCapsule.MAX_LENGTH));
    }

    /** The constant that has this number on the ledger. */
    <E extends Enum<E>> E constant(E[] constants, ToIntFunction<E> number) {
        int read = octet();
        for (E constant : constants) {
            if (number.applyAsInt(constant) == read) {
                return constant;
            }
        }
        throw refused("it has an unknown number " + read);
    }

    void end() {
        if (in.hasRemaining()) {
            throw refused("it has " + in.remaining() + " bytes too many");
        }
    }

    static InputException refused(String reason) {
        return new InputException("read prepared operation", "", reason);
    }

    private Bytes filled(int max) {
        Bytes bytes = bytes(max);
        if (bytes.isEmpty()) {
            throw refused("a signature or a capsule is empty");
        }
        return bytes;
    }

    private ByteBuffer need(int length) {
        if (in.remaining() < length) {
            throw refused("it is cut off");
        }
        return in;
    }
}
