package org.pcim.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the first elements of a data set how it is written.
 *
 * <p>Writers state it wrongly or not at all. What counts is in which encoding the most elements follow one another with
 * ascending tags, known value representations and lengths that the file can hold.
 */
final class EncodingRecognition {

    /** So many bytes are looked at. */
    static final int WINDOW_BYTES = 2048;

    private static final int ENOUGH_ELEMENTS = 8;
    private static final int CONVINCING_ELEMENTS = 3;
    private static final long UNDEFINED_LENGTH = 0xffffffffL;

    private static final List<Encoding> STRONGEST_FIRST =
            List.of(Encoding.EXPLICIT_LITTLE_ENDIAN, Encoding.EXPLICIT_BIG_ENDIAN, Encoding.IMPLICIT_LITTLE_ENDIAN);

    private EncodingRecognition() {}

    /** The encoding of a data set; the stated one unless another fits more elements. */
    static Encoding recognise(ByteBuffer window, long remaining, @Nullable Encoding stated) {
        Encoding best = stated == null ? Encoding.IMPLICIT_LITTLE_ENDIAN : stated;
        int most = stated == null ? 0 : count(window, remaining, best);
        for (Encoding encoding : STRONGEST_FIRST) {
            int count = most == ENOUGH_ELEMENTS ? 0 : count(window, remaining, encoding);
            if (count > most) {
                best = encoding;
                most = count;
            }
        }
        return best;
    }

    /**
     * Whether bytes without any mark are a data set, or meta information: they begin with group 0002 or 0008, and three
     * elements follow one another, or fewer that fill the file.
     */
    static boolean isDataSet(ByteBuffer window, long remaining) {
        for (Encoding encoding : STRONGEST_FIRST) {
            if (window.remaining() < 8) {
                return false;
            }
            int group = Short.toUnsignedInt(
                    window.duplicate().order(encoding.order()).getShort());
            boolean usual = group == 0x0002 || group == 0x0008;
            if (usual && count(window, remaining, encoding) >= CONVINCING_ELEMENTS) {
                return true;
            }
        }
        return false;
    }

    /** How many elements can be read in this encoding before something contradicts it, at most eight. */
    private static int count(ByteBuffer window, long remaining, Encoding encoding) {
        ByteBuffer bytes = window.duplicate().order(encoding.order());
        long last = -1;
        long at = 0;
        int count = 0;
        while (count < ENOUGH_ELEMENTS && at + 8 <= bytes.limit()) {
            bytes.position((int) at);
            long tag = Short.toUnsignedLong(bytes.getShort()) << 16 | Short.toUnsignedLong(bytes.getShort());
            long valueAt = at + 8;
            long length;
            if (!encoding.explicit()) {
                length = Integer.toUnsignedLong(bytes.getInt());
            } else {
                String vr = vr(bytes);
                if (ValueRepresentation.isShort(vr)) {
                    length = Short.toUnsignedLong(bytes.getShort());
                } else if (ValueRepresentation.isLong(vr) && bytes.remaining() >= 6) {
                    bytes.getShort();
                    length = Integer.toUnsignedLong(bytes.getInt());
                    valueAt += 4;
                } else {
                    return count;
                }
            }
            if (tag <= last || (length != UNDEFINED_LENGTH && length > remaining - valueAt)) {
                return count;
            }
            count++;
            if (length == UNDEFINED_LENGTH) {
                return count;
            }
            last = tag;
            at = valueAt + length;
        }
        return at == remaining && count > 0 ? Math.max(count, CONVINCING_ELEMENTS) : count;
    }

    private static String vr(ByteBuffer bytes) {
        byte[] letters = {bytes.get(), bytes.get()};
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    /** The encoding of an item whose sequence has the value representation UN: little endian. */
    static Encoding ofItem(ByteBuffer item) {
        if (item.remaining() < 14) {
            return Encoding.IMPLICIT_LITTLE_ENDIAN;
        }
        ByteBuffer letters = item.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(item.position() + 12);
        return ValueRepresentation.isKnown(vr(letters))
                ? Encoding.EXPLICIT_LITTLE_ENDIAN
                : Encoding.IMPLICIT_LITTLE_ENDIAN;
    }
}
