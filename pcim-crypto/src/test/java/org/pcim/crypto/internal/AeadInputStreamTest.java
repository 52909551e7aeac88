package org.pcim.crypto.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages of many chunks. */
class AeadInputStreamTest {

    private static final int CHUNK = 1 << 18;
    private static final int SEALED_CHUNK = CHUNK + 16;
    private static final int HEADER = 36;

    private static final byte[] CONTENT = content(12 * CHUNK + 1);
    private static final byte[] BODY = MessageForge.seipd(2, 9, 3, 12, CONTENT);

    private final ChunkBuffers buffers = new ChunkBuffers();

    @Test
    void givesAllBytesOfMessagesOfAnyLength() throws IOException {
        for (int length : new int[] {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 4 * CHUNK, 12 * CHUNK + 1}) {
            byte[] expected = Arrays.copyOf(CONTENT, length);
            byte[] body = MessageForge.seipd(2, 9, 3, 12, expected);
            try (InputStream reading = open(new ByteArrayInputStream(body))) {
                assertArrayEquals(expected, reading.readAllBytes(), length + " bytes");
            }
        }
    }

    @Test
    void chunksOfAnyOtherSizeAreReadAlike() throws IOException {
        // From large to small: the buffers of the one before are longer than what is needed.
        for (int octet = 11; octet >= 0; octet--) {
            byte[] expected = Arrays.copyOf(CONTENT, octet < 6 ? CHUNK : 6 * CHUNK);
            byte[] body = MessageForge.seipd(2, 9, 3, octet, expected);
            try (InputStream reading = open(new ByteArrayInputStream(body))) {
                assertArrayEquals(expected, reading.readAllBytes(), "octet " + octet);
            }
        }
    }

    @Test
    void leavesNothingDecryptedInItsBuffers() throws IOException {
        InputStream reading = open(new ByteArrayInputStream(BODY));
        reading.readNBytes(CHUNK + 1);
        reading.close();
        reading.close();
        byte[] one = buffers.take(CHUNK);
        byte[] other = buffers.take(CHUNK);
        assertNotSame(one, other);
        assertTrue(Arrays.equals(one, new byte[one.length]) || Arrays.equals(other, new byte[other.length]));
        for (byte[] buffer : new byte[][] {one, other}) {
            assertFalse(Arrays.equals(buffer, 0, 16, CONTENT, CHUNK, CHUNK + 16));
        }
    }

    @Test
    void givesExactlyWhatIsAuthenticBeforeAChangedByte() throws IOException {
        for (int chunk = 0; chunk < 13; chunk++) {
            byte[] changed = BODY.clone();
            changed[HEADER + chunk * SEALED_CHUNK] ^= 1;
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            try (InputStream reading = open(new ByteArrayInputStream(changed))) {
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
        try (InputStream reading = open(new ByteArrayInputStream(changed))) {
            assertThrows(MalformedMessageException.class, () -> reading.transferTo(given));
        }
        assertArrayEquals(Arrays.copyOf(CONTENT, 12 * CHUNK), given.toByteArray());
    }

    @Test
    void chunksExchangedMissingOrCutAreRefused() throws IOException {
        for (int chunk = 0; chunk < 11; chunk++) {
            int at = HEADER + chunk * SEALED_CHUNK;
            byte[] exchanged = BODY.clone();
            System.arraycopy(BODY, at, exchanged, at + SEALED_CHUNK, SEALED_CHUNK);
            System.arraycopy(BODY, at + SEALED_CHUNK, exchanged, at, SEALED_CHUNK);
            byte[] behind = Arrays.copyOfRange(BODY, at + SEALED_CHUNK, BODY.length);
            byte[] missing = MessageForge.join(Arrays.copyOf(BODY, at), behind);
            for (byte[] body :
                    new byte[][] {exchanged, missing, Arrays.copyOf(BODY, at), Arrays.copyOf(BODY, at + 9)}) {
                try (InputStream reading = open(new ByteArrayInputStream(body))) {
                    assertThrows(MalformedMessageException.class, reading::readAllBytes);
                }
            }
        }
    }

    @Test
    void aReadThatFailedGoesOnWhereItWas() throws IOException {
        for (int at = 0; at < BODY.length; at += 200_000) {
            try (InputStream reading = open(new FailsOnce(BODY, at))) {
                ByteArrayOutputStream given = new ByteArrayOutputStream();
                assertThrows(IOException.class, () -> reading.transferTo(given));
                reading.transferTo(given);
                assertArrayEquals(CONTENT, given.toByteArray());
            }
        }
    }

    private InputStream open(InputStream body) throws IOException {
        SeipdHeader header = SeipdHeader.read(body, AeadSuite.OF_IMAGES);
        try (SessionKey key = SessionKey.takeOver(MessageForge.SESSION_KEY.clone())) {
            return new AeadInputStream(key.messageKey(header), header, buffers, body);
        }
    }

    private static byte[] content(int length) {
        byte[] content = new byte[length];
        new Random(1).nextBytes(content);
        return content;
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
