package org.pcim.ethereum.internal.contract;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Address;
import org.pcim.model.Attestation;
import org.pcim.model.Digest;
import org.pcim.model.ImageDescription;

/**
 * Two words of an attestation: the description is modality and body part, each padded with zeros to 16 bytes; by whom and
 * when is the radiologist (20 bytes), the date (6) and the last day (6).
 */
final class PackedAttestation {

    private static final int CODE = 16;
    private static final int BITS_OF_TIME = 48;
    private static final long MAX_TIME = (1L << BITS_OF_TIME) - 1;

    private PackedAttestation() {}

    static Digest description(ImageDescription it) {
        byte[] word = new byte[Digest.LENGTH];
        put(it.modality(), word, 0);
        put(it.bodyPart(), word, CODE);
        return Digest.of(word);
    }

    /** What is no DICOM code is nobody's who signed by PCIM, and left out. */
    static ImageDescription description(Digest word) {
        byte[] codes = word.toByteArray();
        return new ImageDescription(code(codes, 0), code(codes, CODE));
    }

    static Digest attestedBy(Attestation it) {
        return Digest.of(ByteBuffer.allocate(Digest.LENGTH)
                .put(it.radiologist().bytes().asByteBuffer())
                .putInt((int) (it.date().getEpochSecond() >>> Short.SIZE))
                .putShort((short) it.date().getEpochSecond())
                .putShort((short) (it.lastDay().getEpochSecond() >>> Integer.SIZE))
                .putInt((int) it.lastDay().getEpochSecond())
                .array());
    }

    static Address radiologist(Digest attestedBy) {
        return Address.of(Arrays.copyOf(attestedBy.toByteArray(), Address.LENGTH));
    }

    static Instant date(Digest attestedBy) {
        long upper = attestedBy.bytes().asByteBuffer().getLong(Address.LENGTH);
        return Instant.ofEpochSecond(upper >>> Short.SIZE);
    }

    static Instant lastDay(Digest attestedBy) {
        long lower = attestedBy.bytes().asByteBuffer().getLong(Digest.LENGTH - Long.BYTES);
        return Instant.ofEpochSecond(lower & MAX_TIME);
    }

    private static void put(@Nullable String code, byte[] into, int at) {
        byte[] ascii = code == null ? new byte[0] : code.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, into, at, ascii.length);
    }

    private static @Nullable String code(byte[] codes, int at) {
        int end = at + CODE;
        while (end > at && codes[end - 1] == 0) {
            end--;
        }
        String code = new String(codes, at, end - at, StandardCharsets.ISO_8859_1);
        return ImageDescription.isCode(code) ? code : null;
    }
}
