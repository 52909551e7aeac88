package org.pcim.signing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.model.Bytes;

/** The fields of an operation as bytes: numbers big-endian, everything of varying size behind its length (2 bytes). */
final class LedgerFieldWriter {

    /** Times are seconds since 1970 that a contract keeps in 40 bits. */
    static final long MAX_SECONDS = (1L << 40) - 1;

    /** The largest limit of approvals, and its longest period in seconds. */
    static final long MAX_UINT32 = (1L << 32) - 1;

    static final int MAX_FIELD = 0xffff;

    private final String action;
    private final String subject;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);

    /** Says in its errors what was being done, to what. */
    LedgerFieldWriter(String action, String subject) {
        this.action = action;
        this.subject = subject;
    }

    LedgerFieldWriter octet(int value) {
        out.write(value);
        return this;
    }

    LedgerFieldWriter flag(boolean value) {
        return octet(value ? 1 : 0);
    }

    /** A whole number from 0 to {@code max}. */
    LedgerFieldWriter number(String name, long value, long max) {
        if (value < 0 || value > max) {
            throw refused(name + " is " + value + "; a ledger takes 0 to " + max);
        }
        out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
        return this;
    }

    LedgerFieldWriter time(String name, Instant time) {
        if (time.getNano() != 0) {
            throw refused(name + " has parts of a second; a ledger takes whole seconds");
        }
        return number(name + " in seconds since 1970", time.getEpochSecond(), MAX_SECONDS);
    }

    /** Bytes of a size that the format fixes. */
    LedgerFieldWriter fixed(Bytes bytes) {
        out.writeBytes(bytes.toByteArray());
        return this;
    }

    LedgerFieldWriter bytes(String name, Bytes bytes) {
        if (bytes.length() > MAX_FIELD) {
            throw refused(name + " has " + bytes.length() + " bytes; a ledger takes " + MAX_FIELD + " at most");
        }
        out.write(bytes.length() >>> 8);
        out.write(bytes.length());
        return fixed(bytes);
    }

    LedgerFieldWriter text(String name, String text) {
        try {
            ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[utf8.remaining()];
            utf8.get(bytes);
            return bytes(name, Bytes.of(bytes));
        } catch (CharacterCodingException e) {
            throw new InputException(action, subject, name + " is not valid Unicode", e);
        }
    }

    LedgerFieldWriter optionalText(String name, @Nullable String text) {
        flag(text != null);
        return text == null ? this : text(name, text);
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    InputException refused(String reason) {
        return new InputException(action, subject, reason);
    }
}
