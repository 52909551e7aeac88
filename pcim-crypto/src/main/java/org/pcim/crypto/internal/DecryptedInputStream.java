package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Decrypted bytes, a piece at a time. Closing wipes; what is read from stays open. */
abstract class DecryptedInputStream extends InputStream {

    private byte[] piece = new byte[0];
    private int position;
    private int limit;
    private boolean ended;

    /** Decrypts the next piece, which may be empty, and gives it by {@link #give}. */
    abstract void readPiece() throws IOException;

    /** Overwrites what was decrypted. */
    abstract void wipe();

    /** The bytes to be read next, up to the limit; behind those of the last piece the stream ends. */
    final void give(byte[] bytes, int from, int to, boolean last) {
        piece = bytes;
        position = from;
        limit = to;
        ended = last;
    }

    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!hasMore()) {
            return -1;
        }
        int given = Math.min(length, limit - position);
        System.arraycopy(piece, position, target, offset, given);
        position += given;
        return given;
    }

    /** Writes up to so many bytes, from where they were decrypted to; gives their number, or -1 at the end. */
    final int writeTo(OutputStream out, long most) throws IOException {
        if (!hasMore()) {
            return -1;
        }
        int given = (int) Math.min(most, limit - position);
        out.write(piece, position, given);
        position += given;
        return given;
    }

    @Override
    public final void close() {
        wipe();
        give(new byte[0], 0, 0, true);
    }

    private boolean hasMore() throws IOException {
        while (position == limit) {
            if (ended) {
                return false;
            }
            readPiece();
        }
        return true;
    }
}
