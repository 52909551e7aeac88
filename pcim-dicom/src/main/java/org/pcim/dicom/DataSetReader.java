package org.pcim.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;

/**
 * Walks through the elements of a data set (PS3.5, section 7), up to its pixel data.
 *
 * <p>Open sequences and items lie on a stack of its own. A contradiction inside something of known length costs the rest
 * of that; elsewhere the walk ends there.
 */
final class DataSetReader {

    /** Real files stay below 20; each level takes 8 bytes of the file and some 50 of memory. */
    private static final int MAX_DEPTH = 200_000;

    /** What is longer than this is cut: a name has at most 3 x 64 characters, a UID 64. */
    private static final int MAX_VALUE_BYTES = 16 * 1024;

    private static final long UNDEFINED_LENGTH = 0xffffffffL;

    private final ByteSource source;
    private final HeaderValues values;
    private final Deque<Level> levels = new ArrayDeque<>();

    DataSetReader(ByteSource source, HeaderValues values, Encoding encoding) {
        this.source = source;
        this.values = values;
        levels.push(new Level(Kind.DATA_SET, Long.MAX_VALUE, false, encoding, CharacterSet.DEFAULT));
    }

    /**
     * Reads while elements of group 0002 follow.
     *
     * @throws EOFException if the bytes break off
     */
    void readMetaInformation() throws IOException {
        while (true) {
            leaveEnded();
            if (levels.size() == 1) {
                ByteBuffer next = source.peek(2);
                if (next.remaining() < 2
                        || next.getShort() != 0x0002
                        || values.metaInformationEnded(source.position())) {
                    return;
                }
            }
            readNext();
        }
    }

    /**
     * Reads to the pixel data, or to the end.
     *
     * @throws EOFException if the bytes break off, or cannot be understood any further
     */
    void readDataSet() throws IOException {
        do {
            leaveEnded();
            if (levels.size() == 1 && !source.has(1)) {
                return;
            }
        } while (readNext());
    }

    private void leaveEnded() {
        while (levels.size() > 1 && source.position() >= top().end) {
            levels.pop();
        }
    }

    /** Reads one element, item or delimiter; false before the data set's pixel data. */
    private boolean readNext() throws IOException {
        Level level = top();
        ByteOrder order = level.encoding.order();
        int tag = source.unsignedShort(order) << 16;
        tag |= source.unsignedShort(order);
        if (Tag.group(tag) == 0xfffe) {
            readItemTag(tag, source.unsignedInt(order));
        } else if (level.kind != Kind.DATA_SET) {
            leaveContradiction();
        } else if (levels.size() == 1 && Tag.isPixelData(tag)) {
            return false;
        } else {
            readElement(level, tag);
        }
        return true;
    }

    private void readItemTag(int tag, long length) throws IOException {
        Level level = top();
        switch (tag) {
            case Tag.ITEM -> readItem(level, length);
            case Tag.ITEM_DELIMITATION -> {
                if (level.kind == Kind.DATA_SET && !level.hasLength && levels.size() > 1) {
                    levels.pop();
                }
            }
            case Tag.SEQUENCE_DELIMITATION -> {
                if (level.kind == Kind.DATA_SET && !level.hasLength && levels.size() > 1) {
                    levels.pop();
                }
                if (top().kind != Kind.DATA_SET && !top().hasLength) {
                    levels.pop();
                }
            }
            default -> leaveContradiction();
        }
    }

    private void readItem(Level level, long length) throws IOException {
        if (level.kind == Kind.DATA_SET && !level.hasLength && levels.size() > 1) {
            levels.pop();
            readItem(top(), length);
        } else if (level.kind == Kind.SEQUENCE) {
            enter(Kind.DATA_SET, length, level.encoding);
        } else if (level.kind == Kind.FRAGMENTS && fits(level, length)) {
            source.skip(length);
        } else {
            leaveContradiction();
        }
    }

    private void readElement(Level level, int tag) throws IOException {
        Start start = readStart(level.encoding);
        if (start.length == UNDEFINED_LENGTH) {
            enter(kindOfUndefinedLength(tag, start), start.length, encodingWithin(start));
        } else if (!fits(level, start.length)) {
            leaveContradiction();
        } else if (start.vr.equals(ValueRepresentation.SEQUENCE)) {
            enter(Kind.SEQUENCE, start.length, start.encoding);
        } else if (Tag.isRead(tag)) {
            readValue(tag, start.length);
        } else if (isUnstatedSequence(tag, start)) {
            enter(Kind.SEQUENCE, start.length, EncodingRecognition.ofItem(source.peek(14)));
        } else {
            source.skip(start.length);
        }
    }

    /** Reads what stands between tag and value. Some writers leave out the value representation of single elements. */
    private Start readStart(Encoding encoding) throws IOException {
        if (!encoding.explicit()) {
            return new Start("", source.unsignedInt(encoding.order()), encoding);
        }
        byte[] letters = {source.ahead(0), source.ahead(1)};
        String vr = new String(letters, StandardCharsets.ISO_8859_1);
        boolean reserved = source.ahead(2) == 0 && source.ahead(3) == 0;
        if (ValueRepresentation.isLong(vr) || (reserved && !ValueRepresentation.isShort(vr) && areCapitals(letters))) {
            source.skip(4);
            return new Start(vr, source.unsignedInt(encoding.order()), encoding);
        }
        if (ValueRepresentation.isShort(vr) || (letters[0] >= ' ' && letters[1] >= ' ')) {
            source.skip(2);
            return new Start(vr, source.unsignedShort(encoding.order()), encoding);
        }
        return new Start("", source.unsignedInt(encoding.order()), Encoding.IMPLICIT_LITTLE_ENDIAN);
    }

    private static boolean areCapitals(byte[] letters) {
        return letters[0] >= 'A' && letters[0] <= 'Z' && letters[1] >= 'A' && letters[1] <= 'Z';
    }

    private static Kind kindOfUndefinedLength(int tag, Start start) {
        boolean sequence = start.isUnstated() || start.vr.equals(ValueRepresentation.SEQUENCE);
        return sequence && !Tag.isPixelData(tag) ? Kind.SEQUENCE : Kind.FRAGMENTS;
    }

    /** The standard wants implicit VR in what has the value representation UN; not every writer knows (PS3.5, 6.2.2). */
    private Encoding encodingWithin(Start start) throws IOException {
        return start.vr.equals(ValueRepresentation.UNKNOWN)
                ? EncodingRecognition.ofItem(source.peek(14))
                : start.encoding;
    }

    private void readValue(int tag, long length) throws IOException {
        byte[] value = source.bytes((int) Math.min(length, MAX_VALUE_BYTES));
        source.skip(length - value.length);
        Level level = top();
        if (tag == Tag.SPECIFIC_CHARACTER_SET) {
            level.characterSet = CharacterSet.of(new String(value, StandardCharsets.ISO_8859_1));
        } else {
            values.add(tag, value, level.characterSet, level.encoding.order(), levels.size() == 1);
        }
    }

    /** Whether a value without value representation begins like a sequence. */
    private boolean isUnstatedSequence(int tag, Start start) throws IOException {
        if (!start.isUnstated() || start.length < 8 || Tag.isPixelData(tag)) {
            return false;
        }
        ByteBuffer item = source.peek(8);
        if (item.remaining() < 8 || item.getInt(0) != Integer.rotateLeft(Tag.ITEM, 16)) {
            return false;
        }
        long itemLength = Integer.toUnsignedLong(item.getInt(4));
        return itemLength == UNDEFINED_LENGTH || itemLength <= start.length - 8;
    }

    private boolean fits(Level level, long length) {
        return length <= level.end - source.position();
    }

    private void enter(Kind kind, long length, Encoding encoding) throws IOException {
        Level parent = top();
        if (levels.size() == MAX_DEPTH) {
            throw new EOFException();
        }
        if (length == UNDEFINED_LENGTH) {
            levels.push(new Level(kind, parent.end, false, encoding, parent.characterSet));
        } else if (fits(parent, length)) {
            levels.push(new Level(kind, source.position() + length, true, encoding, parent.characterSet));
        } else {
            leaveContradiction();
        }
    }

    /** Goes on after the innermost sequence or item of known length; ends the walk if there is none. */
    private void leaveContradiction() throws IOException {
        values.incomplete();
        long end = top().end;
        if (end == Long.MAX_VALUE) {
            throw new EOFException();
        }
        source.skip(Math.max(0, end - source.position()));
    }

    private Level top() {
        return Objects.requireNonNull(levels.peek());
    }

    /** What stands between an element's tag and its value. */
    private record Start(String vr, long length, Encoding encoding) {

        boolean isUnstated() {
            return vr.isEmpty() || vr.equals(ValueRepresentation.UNKNOWN);
        }
    }

    private enum Kind {
        DATA_SET,
        SEQUENCE,
        FRAGMENTS
    }

    /** An open data set (the whole or an item), sequence, or row of fragments. */
    private static final class Level {

        private final Kind kind;
        /** Where it ends at the latest. */
        private final long end;

        private final boolean hasLength;
        private final Encoding encoding;
        private CharacterSet characterSet;

        Level(Kind kind, long end, boolean hasLength, Encoding encoding, CharacterSet characterSet) {
            this.kind = kind;
            this.end = end;
            this.hasLength = hasLength;
            this.encoding = encoding;
            this.characterSet = characterSet;
        }
    }
}
