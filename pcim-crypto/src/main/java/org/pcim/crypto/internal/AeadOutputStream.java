package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.OutputStream;
import org.pcim.cipher.MessageKey;

/**
 * The encrypted data of a version 2 SEIPD packet, behind its header (RFC 9580, 5.13.2).
 *
 * <p>Each byte is encrypted when it is written: of the plaintext only the cipher holds some, less than a block. Closing ends
 * the last chunk and adds the final tag; what is written to stays open.
 */
final class AeadOutputStream extends EncryptedData {

    /** For what the cipher held back, and a tag. */
    private static final int ROOM = 2 * ChunkCipher.TAG_LENGTH;

    private final ChunkCipher chunks;
    private final OutputStream out;
    private final int chunkSize;
    private byte[] ciphertext = new byte[ROOM + (1 << 12)];
    /** Bytes of plaintext in the chunk at hand. */
    private int inChunk;

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
            if (inChunk == 0) {
                chunks.beginChunk();
            }
            int fits = Math.min(left, chunkSize - inChunk);
            if (ciphertext.length < ROOM + fits) {
                ciphertext = new byte[ROOM + fits];
            }
            out.write(ciphertext, 0, chunks.encrypt(source, from, fits, ciphertext));
            inChunk += fits;
            from += fits;
            left -= fits;
            if (inChunk == chunkSize) {
                endChunk();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (inChunk > 0) {
            endChunk();
        }
        byte[] tag = new byte[ChunkCipher.TAG_LENGTH];
        chunks.end(new byte[0], 0, tag);
        out.write(tag);
    }

    @Override
    void wipe() {
        // Nothing that was written waits here.
    }

    private void endChunk() throws IOException {
        out.write(ciphertext, 0, chunks.endChunk(ciphertext));
        inChunk = 0;
    }
}
