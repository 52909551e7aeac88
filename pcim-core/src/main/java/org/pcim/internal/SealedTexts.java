package org.pcim.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.RecipientCertificate;
import org.pcim.error.CipherException;
import org.pcim.error.InputException;
import org.pcim.model.Address;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.LedgerId;
import org.pcim.model.LedgerText;

/**
 * Notes and reasons that only their reader and their writer can read.
 *
 * <p>Sealed is: the octet 1; 32 bytes, SHA-256 of where the text belongs (see {@link Place}); the length of the text in
 * bytes (2 bytes, big endian); the text in UTF-8; zeros up to a multiple of 64 bytes. A text that was copied from
 * elsewhere is refused, since it would read as the copier's.
 */
public final class SealedTexts {

    private static final byte VERSION = 1;
    private static final int HEADER = 1 + Digest.LENGTH + Short.BYTES;
    private static final int STEP = 64;
    private static final int MAX_SEALED = 2048;

    private final ImageCipher cipher;

    SealedTexts(ImageCipher cipher) {
        this.cipher = cipher;
    }

    /** What a text is, with the longest that it may be in bytes of UTF-8. */
    public enum Kind {
        /** What a requester writes with a request. */
        NOTES(1, "notes", 1024),
        /** Why a patient denies. */
        DENIAL(2, "reason of denial", 512),
        /** Why a patient removes a requester. */
        REMOVAL(3, "reason of removal", 512);

        private final int number;
        private final String text;
        private final int maxBytes;

        Kind(int number, String text, int maxBytes) {
            this.number = number;
            this.text = text;
            this.maxBytes = maxBytes;
        }
    }

    /** Where a text belongs. */
    public record Place(LedgerId ledger, ImageId image, Address author, Address reader, Kind kind) {

        /** SHA-256 of: image (32 bytes), author (20), reader (20), the kind's number (1), the ledger id in ASCII. */
        private byte[] hash() {
            return Digest.sha256(
                            image.digest().toByteArray(),
                            author.toByteArray(),
                            reader.toByteArray(),
                            new byte[] {(byte) kind.number},
                            ledger.text().getBytes(StandardCharsets.US_ASCII))
                    .toByteArray();
        }
    }

    /** The text in UTF-8, if it is not longer than this kind may be. */
    static byte[] requireShort(String text, Kind kind) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > kind.maxBytes) {
            throw new InputException("seal " + kind.text, "", "it has more than " + kind.maxBytes + " bytes in UTF-8");
        }
        return utf8;
    }

    /** Seals a text to these readers; an empty one stays empty. */
    public LedgerText seal(String text, Place place, List<RecipientCertificate> readers) {
        byte[] utf8 = requireShort(text, place.kind);
        if (utf8.length == 0) {
            return LedgerText.empty();
        }
        int padded = (HEADER + utf8.length + STEP - 1) / STEP * STEP;
        byte[] plaintext = ByteBuffer.allocate(padded)
                .put(VERSION)
                .put(place.hash())
                .putShort((short) utf8.length)
                .put(utf8)
                .array();
        return LedgerText.sealed(cipher.seal(plaintext, readers));
    }

    /**
     * Reads a text: a readable one as it is, a sealed one with the identity of its reader or its writer.
     *
     * @throws CipherException if it is not for this identity, or does not belong here
     */
    public String open(LedgerText text, Place place, CipherIdentity reader) {
        if (!text.sealed()) {
            return new String(text.content().toByteArray(), StandardCharsets.UTF_8);
        }
        byte[] plaintext = cipher.unseal(text.content(), reader, MAX_SEALED);
        ByteBuffer in = ByteBuffer.wrap(plaintext);
        if (in.remaining() < HEADER || in.get() != VERSION) {
            throw refused(place, "it is of an unknown form");
        }
        byte[] hash = new byte[Digest.LENGTH];
        in.get(hash);
        if (!Arrays.equals(hash, place.hash())) {
            throw refused(place, "it was written for another place and copied here");
        }
        int length = Short.toUnsignedInt(in.getShort());
        if (length > in.remaining()) {
            throw refused(place, "it is cut off");
        }
        return new String(plaintext, HEADER, length, StandardCharsets.UTF_8);
    }

    private static CipherException refused(Place place, String reason) {
        return new CipherException("unseal " + place.kind.text, place.image.toString(), reason);
    }
}
