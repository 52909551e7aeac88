package org.pcim.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what is written in pieces of 1 MiB, since an array cannot be so long. */
final class MemoryStream extends OutputStream {

    private final List<byte[]> pieces = new ArrayList<>();
    private ByteArrayOutputStream last = new ByteArrayOutputStream();

    @Override
    public void write(int octet) {
        last.write(octet);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        last.write(source, offset, length);
        if (last.size() >= Sizes.MIB) {
            pieces.add(last.toByteArray());
            last = new ByteArrayOutputStream();
        }
    }

    InputStream read() {
        List<InputStream> streams = new ArrayList<>();
        pieces.forEach(piece -> streams.add(new ByteArrayInputStream(piece)));
        streams.add(new ByteArrayInputStream(last.toByteArray()));
        return new SequenceInputStream(Collections.enumeration(streams));
    }
}
