package org.pcim.crypto.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Long messages, whose chunks are decrypted by several threads ahead of the reader. */
@Timeout(60)
class LookAheadTest {

    private static final int CHUNK = 1 << 18;
    private static final int SEALED_CHUNK = CHUNK + 16;
    private static final int HEADER = 36;
    private static final int MANY = 64;

    private static final byte[] CONTENT = content(12 * CHUNK + 1);
    private static final byte[] BODY = MessageForge.seipd(2, 9, 3, 12, CONTENT);

    @Test
    void givesAllBytesInOrderOnAnyNumberOfProcessors() throws IOException {
        for (int length : new int[] {4 * CHUNK - 1, 4 * CHUNK, 4 * CHUNK + 1, 5 * CHUNK, 11 * CHUNK, 12 * CHUNK + 1}) {
            byte[] expected = Arrays.copyOf(CONTENT, length);
            byte[] body = MessageForge.seipd(2, 9, 3, 12, expected);
            for (int processors : new int[] {1, 2, 3, MANY}) {
                try (InputStream reading = open(new ByteArrayInputStream(body), processors)) {
                    assertArrayEquals(expected, reading.readAllBytes(), length + " bytes, " + processors);
                }
            }
        }
    }

    @Test
    void chunksOfAnyOtherSizeAreReadAlike() throws IOException {
        for (int octet = 0; octet < 12; octet++) {
            byte[] expected = Arrays.copyOf(CONTENT, octet < 6 ? CHUNK : 6 * CHUNK);
            byte[] body = MessageForge.seipd(2, 9, 3, octet, expected);
            try (InputStream reading = open(new ByteArrayInputStream(body), 2)) {
                assertArrayEquals(expected, reading.readAllBytes(), "octet " + octet);
            }
        }
    }

    @Test
    void givesExactlyWhatIsAuthenticBeforeAChangedByte() throws IOException {
        for (int chunk = 0; chunk < 13; chunk++) {
            byte[] changed = BODY.clone();
            changed[HEADER + chunk * SEALED_CHUNK] ^= 1;
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            try (InputStream reading = open(new ByteArrayInputStream(changed), 2)) {
                assertThrows(MalformedMessageException.class, () -> reading.transferTo(given));
            }
            assertArrayEquals(Arrays.copyOf(CONTENT, chunk * CHUNK), given.toByteArray());
        }
    }

    @Test
    void doesNotEndWithAnotherFinalTag() throws IOException {
        byte[] changed = BODY.clone();
        changed[BODY.length - 1] ^= 1;
        ByteArrayOutputStream given = new ByteArrayOutputStream();
        try (InputStream reading = open(new ByteArrayInputStream(changed), MANY)) {
            assertThrows(MalformedMessageException.class, () -> reading.transferTo(given));
        }
        assertArrayEquals(Arrays.copyOf(CONTENT, 12 * CHUNK), given.toByteArray());
    }

    @Test
    void chunksExchangedMissingOrCutAreRefused() throws IOException {
        for (int chunk = 4; chunk < 11; chunk++) {
            int at = HEADER + chunk * SEALED_CHUNK;
            byte[] exchanged = BODY.clone();
            System.arraycopy(BODY, at, exchanged, at + SEALED_CHUNK, SEALED_CHUNK);
            System.arraycopy(BODY, at + SEALED_CHUNK, exchanged, at, SEALED_CHUNK);
            byte[] behind = Arrays.copyOfRange(BODY, at + SEALED_CHUNK, BODY.length);
            byte[] missing = MessageForge.join(Arrays.copyOf(BODY, at), behind);
            for (byte[] body :
                    new byte[][] {exchanged, missing, Arrays.copyOf(BODY, at), Arrays.copyOf(BODY, at + 9)}) {
                try (InputStream reading = open(new ByteArrayInputStream(body), 2)) {
                    assertThrows(MalformedMessageException.class, reading::readAllBytes);
                }
            }
        }
    }

    @Test
    void aReadThatFailedGoesOnWhereItWas() throws IOException {
        for (int at = 0; at < BODY.length; at += 200_000) {
            try (InputStream reading = open(new FailsOnce(BODY, at), MANY)) {
                ByteArrayOutputStream given = new ByteArrayOutputStream();
                assertThrows(IOException.class, () -> reading.transferTo(given));
                reading.transferTo(given);
                assertArrayEquals(CONTENT, given.toByteArray());
            }
        }
    }

    @Test
    void readsAheadNoMoreThanNineChunks() throws IOException {
        byte[] body = MessageForge.seipd(2, 9, 3, 12, content(40 * CHUNK));
        ByteArrayInputStream source = new ByteArrayInputStream(body);
        long given = 0;
        try (InputStream reading = open(source, MANY)) {
            byte[] buffer = new byte[CHUNK];
            for (int n; (n = reading.read(buffer)) >= 0; given += n) {
                long ahead = (body.length - source.available()) / SEALED_CHUNK - given / CHUNK;
                assertTrue(ahead <= 9, ahead + " chunks");
            }
        }
        assertEquals(40L * CHUNK, given);
    }

    /** The platform's threads may all be busy with somebody else's work. */
    @Test
    void needsNoOtherThread() throws IOException {
        CountDownLatch over = new CountDownLatch(1);
        try {
            for (int i = 0; i < 2 * ForkJoinPool.getCommonPoolParallelism(); i++) {
                ForkJoinPool.commonPool().execute(() -> awaitUninterruptibly(over));
            }
            try (InputStream reading = open(new ByteArrayInputStream(BODY), 2)) {
                assertArrayEquals(CONTENT, reading.readAllBytes());
            }
        } finally {
            over.countDown();
        }
    }

    @Test
    void anInterruptChangesNothingAndIsKept() throws IOException {
        Thread.currentThread().interrupt();
        try (InputStream reading = open(new ByteArrayInputStream(BODY), 2)) {
            assertArrayEquals(CONTENT, reading.readAllBytes());
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void nobodyWorksForItWhenItIsClosed() throws IOException {
        for (int i = 0; i < 200; i++) {
            InputStream reading = open(new ByteArrayInputStream(BODY), MANY);
            reading.readNBytes(4 * CHUNK + 1 + i * 100);
            reading.close();
            assertEquals(-1, reading.read());
        }
        assertTrue(ForkJoinPool.commonPool().awaitQuiescence(30, TimeUnit.SECONDS));
    }

    @Test
    void aChunkTakenBackIsDecryptedByNobody() throws IOException {
        ChunkDecryption chunk = new ChunkDecryption(cipher(), CHUNK, CHUNK);
        InputStream in = new ByteArrayInputStream(BODY, HEADER, BODY.length - HEADER);
        chunk.begin(0, new byte[0]);
        chunk.fill(in);
        chunk.offer();
        chunk.withdraw();
        chunk.run();
        assertEquals(0, chunk.plaintext().length);
        chunk.offer();
        chunk.run();
        assertTrue(chunk.isDone());
        byte[] decrypted = chunk.plaintext();
        assertEquals(CHUNK, chunk.await());
        assertArrayEquals(Arrays.copyOf(CONTENT, CHUNK), Arrays.copyOf(decrypted, CHUNK));
        chunk.wipe();
        assertArrayEquals(new byte[decrypted.length], decrypted);
    }

    private static InputStream open(InputStream body, int processors) throws IOException {
        SeipdHeader header = SeipdHeader.read(body, AeadSuite.OF_IMAGES);
        try (SessionKey key = SessionKey.takeOver(MessageForge.SESSION_KEY.clone())) {
            return new AeadInputStream(key.messageKey(header), header, body, processors);
        }
    }

    private static ChunkCipher cipher() throws IOException {
        SeipdHeader header = SeipdHeader.read(new ByteArrayInputStream(BODY), AeadSuite.OF_IMAGES);
        try (SessionKey key = SessionKey.takeOver(MessageForge.SESSION_KEY.clone())) {
            return ChunkCipher.decrypting(key.messageKey(header), header);
        }
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(1).nextBytes(content);
        return content;
    }

    private static void awaitUninterruptibly(CountDownLatch over) {
        while (true) {
            try {
                over.await();
                return;
            } catch (InterruptedException e) {
                // It ends when the latch says so.
            }
        }
    }

    /** A source that fails once when so many bytes were read. */
    private static final class FailsOnce extends FilterInputStream {

        private int left;
        private boolean failed;

        FailsOnce(byte[] bytes, int at) {
            super(new ByteArrayInputStream(bytes));
            left = HEADER + at;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0 && !failed) {
                failed = true;
                throw new IOException("Not now");
            }
            int read = super.read(target, offset, failed ? length : Math.min(length, left));
            left -= read;
            return read;
        }
    }
}
