package org.pcim.bench;

import java.io.InputStream;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.pcim.study.Instance;

/** An instance of any length whose bytes lie nowhere. */
record SyntheticInstance(String name, long size) implements Instance {

    private static final byte[] PATTERN = pattern();

    @Override
    public @Nullable String sopInstanceUid() {
        return null;
    }

    @Override
    public InputStream open() {
        return new Bytes(size);
    }

    private static byte[] pattern() {
        byte[] pattern = new byte[64 * 1024];
        new Random(1).nextBytes(pattern);
        return pattern;
    }

    private static final class Bytes extends InputStream {

        private long left;

        Bytes(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left == 0 ? -1 : PATTERN[(int) (left-- % PATTERN.length)] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (left == 0) {
                return -1;
            }
            int part = (int) Math.min(left, Math.min(length, PATTERN.length));
            System.arraycopy(PATTERN, 0, target, offset, part);
            left -= part;
            return part;
        }
    }
}
