package org.pcim.internal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import org.pcim.error.InputException;
import org.pcim.model.Bytes;
import org.pcim.model.Digest;

/**
 * What lies encrypted in {@code manifest.pgp}: four lines, each ended by a line feed. The statement; its detached
 * OpenPGP signature in base64; the layout; its signature. What is signed is the line without its end.
 */
final class Manifest {

    /** The longest manifest that is read, in bytes: room for some 100,000 instances. */
    static final int MAX_LENGTH = 32 * 1024 * 1024;

    private static final int LINES = 4;

    private final byte[] statement;
    private final Bytes statementSignature;
    private final byte[] layout;
    private final Bytes layoutSignature;

    Manifest(byte[] statement, Bytes statementSignature, byte[] layout, Bytes layoutSignature) {
        this.statement = statement;
        this.statementSignature = statementSignature;
        this.layout = layout;
        this.layoutSignature = layoutSignature;
    }

    static Manifest read(byte[] text) {
        byte[][] lines = new byte[LINES][];
        int start = 0;
        for (int line = 0; line < LINES; line++) {
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            if (end == text.length) {
                throw refused("it has less than four lines");
            }
            lines[line] = Arrays.copyOfRange(text, start, end);
            start = end + 1;
        }
        if (start != text.length) {
            throw refused("it has more than four lines");
        }
        try {
            return new Manifest(lines[0], decode(lines[1]), lines[2], decode(lines[3]));
        } catch (IllegalArgumentException e) {
            throw refused("a signature in it is not base64");
        }
    }

    /**
     * The text.
     *
     * @throws InputException if it would be longer than a reader takes
     */
    byte[] toByteArray() {
        ByteArrayOutputStream text = new ByteArrayOutputStream(statement.length + layout.length + 1024);
        writeLine(text, statement);
        writeLine(text, encode(statementSignature));
        writeLine(text, layout);
        writeLine(text, encode(layoutSignature));
        if (text.size() > MAX_LENGTH) {
            throw new InputException(
                    "write manifest", "", "the study has too many instances; deposit it as several studies");
        }
        return text.toByteArray();
    }

    byte[] statement() {
        return statement;
    }

    Digest statementHash() {
        return Digest.sha256(statement);
    }

    Bytes statementSignature() {
        return statementSignature;
    }

    byte[] layout() {
        return layout;
    }

    Bytes layoutSignature() {
        return layoutSignature;
    }

    private static void writeLine(ByteArrayOutputStream text, byte[] line) {
        text.writeBytes(line);
        text.write('\n');
    }

    private static byte[] encode(Bytes signature) {
        return Base64.getEncoder().encode(signature.toByteArray());
    }

    private static Bytes decode(byte[] base64) {
        return Bytes.of(Base64.getDecoder().decode(base64));
    }

    private static InputException refused(String reason) {
        return new InputException("read manifest", "", reason);
    }
}
