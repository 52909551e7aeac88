package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.pcim.cipher.MessageKey;

/**
 * Decrypts the data of a version 2 SEIPD packet, behind its header (RFC 9580, 5.13.2).
 *
 * <p>Gives only bytes of chunks whose tag was checked, and ends only when the final tag was checked. Closing wipes; what is
 * read from stays open.
 */
final class AeadInputStream extends DecryptedInputStream {

    private static final byte[] NONE = new byte[0];

    private final ChunkCipher chunks;
    private final ChunkBuffers buffers;
    private final InputStream in;
    private final int chunkSize;
    /** A chunk with its tag, and what may be the final tag: the first bytes of the next chunk otherwise. */
    private byte[] ciphertext;

    private int filled;
    private byte[] plaintext = NONE;
    private int decrypted;

    AeadInputStream(MessageKey key, SeipdHeader header, ChunkBuffers buffers, InputStream in) throws IOException {
        this.chunks = ChunkCipher.decrypting(key, header);
        this.chunkSize = header.chunkSize();
        this.buffers = buffers;
        this.in = in;
        int first = Math.min(chunkSize, Math.max(1 << 14, in.available()));
        this.ciphertext = buffers.take(first + 2 * ChunkCipher.TAG_LENGTH);
    }

    @Override
    void wipe() {
        Arrays.fill(plaintext, 0, decrypted, (byte) 0);
        giveBack(ciphertext);
        giveBack(plaintext);
        ciphertext = NONE;
        plaintext = NONE;
        decrypted = 0;
    }

    @Override
    void readPiece() throws IOException {
        fill();
        boolean last = filled < chunkSize + 2 * ChunkCipher.TAG_LENGTH;
        int chunk = last ? filled - ChunkCipher.TAG_LENGTH : chunkSize + ChunkCipher.TAG_LENGTH;
        if (chunk < 0 || (chunk > 0 && chunk <= ChunkCipher.TAG_LENGTH)) {
            throw new MalformedMessageException("it is cut off");
        }
        int written = 0;
        if (chunk > 0) {
            if (plaintext.length < chunk) {
                plaintext = buffers.take(chunk);
            }
            decrypted = Math.max(decrypted, chunk);
            written = chunks.decryptChunk(ciphertext, chunk, plaintext);
        }
        if (last) {
            chunks.end(ciphertext, chunk, new byte[0]);
        }
        System.arraycopy(ciphertext, chunk, ciphertext, 0, ChunkCipher.TAG_LENGTH);
        filled = ChunkCipher.TAG_LENGTH;
        give(plaintext, 0, written, last);
    }

    private void giveBack(byte[] buffer) {
        if (buffer.length > 0) {
            buffers.giveBack(buffer);
        }
    }

    private void fill() throws IOException {
        int most = chunkSize + 2 * ChunkCipher.TAG_LENGTH;
        while (filled < most) {
            if (filled == ciphertext.length) {
                ciphertext = Arrays.copyOf(ciphertext, Math.min(most, 4 * ciphertext.length));
            }
            int read = in.read(ciphertext, filled, Math.min(most, ciphertext.length) - filled);
            if (read < 0) {
                return;
            }
            filled += read;
        }
    }
}
