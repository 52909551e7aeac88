package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Decrypts the data of a version 1 SEIPD packet, behind its version (RFC 9580, 5.13.1): AES-256 in CFB mode.
 *
 * <p>It ends only if the modification detection code fits. What it gives before the end is not authenticated, but for the
 * last 16 KiB, which it holds back until then. Closing wipes; what is read from stays open.
 */
final class MdcInputStream extends DecryptedInputStream {

    private static final int PIECE = 1 << 14;
    private static final int TAIL = 2 + Mdc.HASH_LENGTH;

    private final MessageDigest hash = Mdc.hash();
    private final AesCfb cfb;
    private final InputStream in;
    private final byte[] buffer = new byte[PIECE + TAIL];
    /** Where the bytes that can be given end: behind them lies what may be the modification detection code. */
    private int limit;
    /** Where the decrypted bytes end. */
    private int filled;

    private boolean begun;
    private boolean repeated;

    MdcInputStream(SessionKey key, InputStream in) {
        this.cfb = AesCfb.decrypting(key);
        this.in = in;
    }

    @Override
    void wipe() {
        Arrays.fill(buffer, (byte) 0);
        cfb.wipe();
    }

    @Override
    void readPiece() throws IOException {
        int held = filled - limit;
        System.arraycopy(buffer, limit, buffer, 0, held);
        limit = 0;
        filled = held;
        int read = in.readNBytes(buffer, held, PIECE);
        cfb.apply(buffer, held, read);
        filled = held + read;
        boolean last = read < PIECE;
        int end = filled - TAIL;
        if (end < (begun ? 0 : Mdc.PREFIX_LENGTH)) {
            throw new MalformedMessageException("it is cut off");
        }
        hash.update(buffer, 0, end);
        int begin = 0;
        if (!begun) {
            int repeat = Mdc.PREFIX_LENGTH - 2;
            repeated = Arrays.equals(buffer, repeat - 2, repeat, buffer, repeat, repeat + 2);
            begun = true;
            begin = Mdc.PREFIX_LENGTH;
        }
        if (last) {
            checkEnd(end);
        }
        limit = end;
        give(buffer, begin, end, last);
    }

    /** The repeated bytes of the prefix are judged here, with the rest: an earlier answer would help to guess. */
    private void checkEnd(int end) throws MalformedMessageException {
        byte[] head = Mdc.head();
        hash.update(head);
        boolean fits = MessageDigest.isEqual(hash.digest(), Arrays.copyOfRange(buffer, end + head.length, filled));
        if (!fits || !Arrays.equals(buffer, end, end + head.length, head, 0, head.length) || !repeated) {
            throw new MalformedMessageException("it was changed or cut off, or belongs to another key");
        }
    }
}
