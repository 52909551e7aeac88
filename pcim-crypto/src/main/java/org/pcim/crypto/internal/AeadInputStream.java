package org.pcim.crypto.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.pcim.cipher.MessageKey;

/**
 * Decrypts the data of a version 2 SEIPD packet, behind its header (RFC 9580, 5.13.2).
 *
 * <p>Gives only bytes of chunks whose tag was checked, in their order, and ends only when the final tag was checked. Closing
 * wipes; what is read from stays open.
 *
 * <p>The first MiB is decrypted where it is read, chunk by chunk. Of what follows some chunks are read ahead, so that the
 * processors that have nothing else to do decrypt along; no thread is ever waited for that has not begun. When it is closed
 * no other thread works for it.
 */
final class AeadInputStream extends DecryptedInputStream {

    /** Most instances of a study are smaller, and there are thousands of them: handing over would only cost. */
    private static final int ALONE = 1 << 20;

    private static final int MIN_SHARED_CHUNK = 1 << 16;

    /** The Java platform's threads for short computations that never wait. */
    private static final Executor THREADS = ForkJoinPool.commonPool();

    private final ChunkCipher cipher;
    private final InputStream in;
    private final int chunkSize;
    private final int mostAtOnce;
    private final List<ChunkDecryption> places = new ArrayList<>();
    private final Deque<ChunkDecryption> free = new ArrayDeque<>();
    private final Deque<ChunkDecryption> ahead = new ArrayDeque<>();
    private @Nullable ChunkDecryption filling;
    private @Nullable ChunkDecryption given;
    private byte[] rest = new byte[0];
    private long chunksRead;
    private boolean allRead;
    private long plaintextLength;

    AeadInputStream(MessageKey key, SeipdHeader header, InputStream in) {
        this(key, header, in, Runtime.getRuntime().availableProcessors());
    }

    AeadInputStream(MessageKey key, SeipdHeader header, InputStream in, int processors) {
        this.cipher = ChunkCipher.decrypting(key, header);
        this.chunkSize = header.chunkSize();
        this.in = in;
        this.mostAtOnce = processors == 1 || chunkSize < MIN_SHARED_CHUNK ? 1 : Math.min(processors, 8) + 1;
    }

    @Override
    void readPiece() throws IOException {
        if (given != null) {
            free.push(given);
            given = null;
        }
        int atOnce = chunksRead * chunkSize < ALONE ? 1 : mostAtOnce;
        while (!allRead && ahead.size() < atOnce) {
            readChunk(atOnce > 1);
        }
        ChunkDecryption next = ahead.element();
        for (ChunkDecryption chunk : ahead) {
            if (next.isDone()) {
                break;
            }
            chunk.run();
        }
        given = ahead.remove();
        int length = given.await();
        plaintextLength += length;
        if (given.isLast()) {
            given.checkEnd(plaintextLength);
        }
        give(given.plaintext(), 0, length, given.isLast());
    }

    /** A chunk that could be read in part only stays where it is, for the next attempt. */
    private void readChunk(boolean shared) throws IOException {
        if (filling == null) {
            filling = free.isEmpty() ? newPlace() : free.pop();
            filling.begin(chunksRead, rest);
        }
        ChunkDecryption chunk = filling;
        chunk.fill(in);
        filling = null;
        chunksRead++;
        allRead = chunk.isLast();
        rest = chunk.rest();
        ahead.add(chunk);
        if (shared) {
            chunk.offer(THREADS);
        } else {
            chunk.offer();
        }
    }

    private ChunkDecryption newPlace() throws IOException {
        boolean first = places.isEmpty();
        int expected = first ? Math.max(1 << 14, in.available()) : chunkSize;
        ChunkDecryption place = new ChunkDecryption(first ? cipher : cipher.another(), chunkSize, expected);
        places.add(place);
        return place;
    }

    @Override
    void wipe() {
        ahead.forEach(ChunkDecryption::withdraw);
        ahead.clear();
        places.forEach(ChunkDecryption::wipe);
    }
}
