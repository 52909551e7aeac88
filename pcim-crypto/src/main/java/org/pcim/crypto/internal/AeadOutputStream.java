package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.pcim.cipher.MessageKey;

/**
 * The encrypted data of a version 2 SEIPD packet, behind its header (RFC 9580, 5.13.2).
 *
 * <p>Closing encrypts the last chunk, ends with the final tag and wipes; what is written to stays
 * open.
 */
final class AeadOutputStream extends EncryptedData {

    private final ChunkCipher chunks;
    private final OutputStream out;
    private final int chunkSize;
    private byte[] plaintext = new byte[0];
    private byte[] ciphertext = new byte[0];
    private int filled;

    AeadOutputStream(MessageKey key, SeipdHeader header, OutputStream out) {
        this.chunks = ChunkCipher.encrypting(key, header);
        this.chunkSize = header.chunkSize();
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int fits = Math.min(left, chunkSize - filled);
            reserve(filled + fits);
            System.arraycopy(source, from, plaintext, filled, fits);
            filled += fits;
            from += fits;
            left -= fits;
            if (filled == chunkSize) {
                writeChunk();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (filled > 0) {
            writeChunk();
        }
        byte[] tag = new byte[ChunkCipher.TAG_LENGTH];
        chunks.end(new byte[0], 0, tag);
        out.write(tag);
        wipe();
    }

    @Override
    void wipe() {
        Arrays.fill(plaintext, (byte) 0);
    }

    private void writeChunk() throws IOException {
        if (ciphertext.length < filled + ChunkCipher.TAG_LENGTH) {
            ciphertext = new byte[filled + ChunkCipher.TAG_LENGTH];
        }
        int written = chunks.chunk(plaintext, filled, ciphertext);
        filled = 0;
        out.write(ciphertext, 0, written);
    }

    /** Small messages get small buffers: there are thousands of them in a study. */
    private void reserve(int size) {
        if (size > plaintext.length) {
            byte[] larger = Arrays.copyOf(plaintext, Math.min(chunkSize, Math.max(size, 2 * plaintext.length)));
            Arrays.fill(plaintext, (byte) 0);
            plaintext = larger;
        }
    }
}
