package org.pcim.content;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pcim.error.InputException;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;

/** The header of a CARv1: {@code {"roots": [CID...], "version": 1}} in DAG-CBOR, which has one encoding only. */
final class CarHeader {

    /** About 1500 roots. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final byte[] BEFORE_ROOTS = {(byte) 0xa2, 0x65, 'r', 'o', 'o', 't', 's'};
    private static final byte[] AFTER_ROOTS = {0x67, 'v', 'e', 'r', 's', 'i', 'o', 'n', 1};
    private static final byte[] CAR_V2 = {(byte) 0xa1, 0x67, 'v', 'e', 'r', 's', 'i', 'o', 'n', 2};

    /** Tag 42 (a CID), a byte string of 37 bytes, the multibase prefix of binary. */
    private static final byte[] BEFORE_CID = {(byte) 0xd8, 42, 0x58, 1 + Cid.LENGTH, 0};

    private static final int ARRAY = 0x80;
    private static final int ONE_BYTE = 24;
    private static final int TWO_BYTES = 25;

    private CarHeader() {}

    static byte[] encode(List<Cid> roots) {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(BEFORE_ROOTS);
        writeArrayLength(roots.size(), header);
        for (Cid root : roots) {
            header.writeBytes(BEFORE_CID);
            header.writeBytes(root.toByteArray());
        }
        header.writeBytes(AFTER_ROOTS);
        if (header.size() > MAX_LENGTH) {
            throw new IllegalArgumentException("A CAR has at most about 1500 roots, not " + roots.size());
        }
        return header.toByteArray();
    }

    static List<Cid> decode(byte[] header, String source) {
        if (Arrays.equals(header, CAR_V2)) {
            throw CarReader.refused(source, "it is a CARv2; export it as version 1");
        }
        try {
            ByteBuffer rest = ByteBuffer.wrap(header);
            require(rest, BEFORE_ROOTS, source);
            int count = readArrayLength(rest, source);
            List<Cid> roots = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                require(rest, BEFORE_CID, source);
                roots.add(Cid.read(rest));
            }
            require(rest, AFTER_ROOTS, source);
            if (rest.hasRemaining()) {
                throw malformed(source);
            }
            return List.copyOf(roots);
        } catch (BufferUnderflowException e) {
            throw malformed(source);
        } catch (InputException e) {
            throw CarReader.refused(
                    source, "a root in its header is not a CIDv1 with SHA-256 of a raw or dag-pb block");
        }
    }

    private static void writeArrayLength(int length, ByteArrayOutputStream header) {
        if (length < ONE_BYTE) {
            header.write(ARRAY | length);
        } else if (length < 0x100) {
            header.write(ARRAY | ONE_BYTE);
            header.write(length);
        } else {
            header.write(ARRAY | TWO_BYTES);
            header.write(length >> 8);
            header.write(length);
        }
    }

    private static int readArrayLength(ByteBuffer rest, String source) {
        int head = rest.get() & 0xff;
        int length = head - ARRAY;
        if (length >= 0 && length < ONE_BYTE) {
            return length;
        }
        if (length == ONE_BYTE) {
            int value = rest.get() & 0xff;
            if (value >= ONE_BYTE) {
                return value;
            }
        }
        if (length == TWO_BYTES) {
            int value = rest.getShort() & 0xffff;
            if (value > 0xff) {
                return value;
            }
        }
        throw malformed(source);
    }

    private static void require(ByteBuffer rest, byte[] expected, String source) {
        byte[] found = new byte[expected.length];
        rest.get(found);
        if (!Arrays.equals(found, expected)) {
            throw malformed(source);
        }
    }

    private static StoreException malformed(String source) {
        return CarReader.refused(
                source, "its header is not the DAG-CBOR of a CARv1 whose roots are CIDv1 with SHA-256");
    }
}
