package org.pcim.ethereum.internal.contract;

import java.math.BigInteger;
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
 * when is the radiologist (20 bytes), the date (5), the last day (5), and the lengths of modality and body part (1 each).
 */
final class PackedAttestation {

    private static final int CODE = 16;
    private static final int TIME = 5;
    private static final int DATE = Address.LENGTH;
    private static final int LAST_DAY = DATE + TIME;
    private static final int MODALITY_LENGTH = LAST_DAY + TIME;
    private static final int BODY_PART_LENGTH = MODALITY_LENGTH + 1;

    private PackedAttestation() {}

    static Digest description(ImageDescription it) {
        byte[] word = Arrays.copyOf(ascii(it.modality()), Digest.LENGTH);
        byte[] bodyPart = ascii(it.bodyPart());
        System.arraycopy(bodyPart, 0, word, CODE, bodyPart.length);
        return Digest.of(word);
    }

    static Digest attestedBy(Attestation it) {
        byte[] word = Arrays.copyOf(it.radiologist().toByteArray(), Digest.LENGTH);
        put(it.date(), word, DATE);
        put(it.lastDay(), word, LAST_DAY);
        word[MODALITY_LENGTH] = (byte) ascii(it.description().modality()).length;
        word[BODY_PART_LENGTH] = (byte) ascii(it.description().bodyPart()).length;
        return Digest.of(word);
    }

    /** What is no DICOM code is nobody's who signed by PCIM, and left out. */
    static ImageDescription description(Digest description, Digest attestedBy) {
        byte[] codes = description.toByteArray();
        byte[] lengths = attestedBy.toByteArray();
        return new ImageDescription(
                code(codes, 0, lengths[MODALITY_LENGTH]), code(codes, CODE, lengths[BODY_PART_LENGTH]));
    }

    static Address radiologist(Digest attestedBy) {
        return Address.of(Arrays.copyOf(attestedBy.toByteArray(), Address.LENGTH));
    }

    static Instant date(Digest attestedBy) {
        return time(attestedBy, DATE);
    }

    static Instant lastDay(Digest attestedBy) {
        return time(attestedBy, LAST_DAY);
    }

    private static void put(Instant time, byte[] word, int at) {
        byte[] seconds =
                ByteBuffer.allocate(Long.BYTES).putLong(time.getEpochSecond()).array();
        System.arraycopy(seconds, Long.BYTES - TIME, word, at, TIME);
    }

    private static Instant time(Digest word, int at) {
        return Instant.ofEpochSecond(new BigInteger(1, word.toByteArray(), at, TIME).longValueExact());
    }

    private static byte[] ascii(@Nullable String code) {
        return code == null ? new byte[0] : code.getBytes(StandardCharsets.US_ASCII);
    }

    private static @Nullable String code(byte[] codes, int at, int length) {
        if (length < 0 || length > CODE) {
            return null;
        }
        String code = new String(codes, at, length, StandardCharsets.ISO_8859_1);
        return ImageDescription.isCode(code) ? code : null;
    }
}
