package org.pcim.dicom;

import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** How the elements of a data set are written (PS3.5, section 7 and annex A). */
enum Encoding {
    IMPLICIT_LITTLE_ENDIAN(false, ByteOrder.LITTLE_ENDIAN),
    EXPLICIT_LITTLE_ENDIAN(true, ByteOrder.LITTLE_ENDIAN),
    EXPLICIT_BIG_ENDIAN(true, ByteOrder.BIG_ENDIAN);

    private final boolean explicit;
    private final ByteOrder order;

    Encoding(boolean explicit, ByteOrder order) {
        this.explicit = explicit;
        this.order = order;
    }

    /** Whether each element states its value representation. */
    boolean explicit() {
        return explicit;
    }

    ByteOrder order() {
        return order;
    }

    /** The encoding that a transfer syntax prescribes. */
    static Encoding of(String transferSyntaxUid) {
        return switch (transferSyntaxUid) {
            // The second is GE's private one, big endian in its pixels alone.
            case "1.2.840.10008.1.2", "1.2.840.113619.5.2" -> IMPLICIT_LITTLE_ENDIAN;
            case "1.2.840.10008.1.2.2" -> EXPLICIT_BIG_ENDIAN;
            default -> EXPLICIT_LITTLE_ENDIAN;
        };
    }

    /** Whether the data set is deflated: Deflated Explicit VR, JPIP Referenced Deflate, JPIP HTJ2K Referenced Deflate. */
    static boolean isDeflated(@Nullable String transferSyntaxUid) {
        return "1.2.840.10008.1.2.1.99".equals(transferSyntaxUid)
                || "1.2.840.10008.1.2.4.95".equals(transferSyntaxUid)
                || "1.2.840.10008.1.2.4.205".equals(transferSyntaxUid);
    }
}
