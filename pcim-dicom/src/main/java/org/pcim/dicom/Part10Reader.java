package org.pcim.dicom;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Reads a DICOM file: preamble, meta information, data set (PS3.10, section 7). Each but the last may be missing. */
final class Part10Reader {

    private static final int PREAMBLE_BYTES = 128;
    private static final int PREFIX = 0x4d434944; // DICM

    private Part10Reader() {}

    /**
     * Reads up to the pixel data.
     *
     * @throws NotDicomException if the bytes are not DICOM
     * @throws IOException if they cannot be read
     */
    static HeaderValues read(InputStream in, long size) throws IOException {
        ByteSource source = new ByteSource(in, size);
        source.skip(start(source));
        HeaderValues values = new HeaderValues();
        try {
            readAll(source, values);
        } catch (EOFException | ZipException e) {
            // An archive must not lose an image because it breaks off: what was read counts.
            values.incomplete();
        }
        return values;
    }

    /** Where the meta information, or else the data set, begins. */
    private static long start(ByteSource source) throws IOException {
        ByteBuffer head = source.peek(EncodingRecognition.WINDOW_BYTES);
        if (head.limit() == 0) {
            throw new NotDicomException("it is empty");
        }
        if (head.limit() >= PREAMBLE_BYTES + 4 && head.getInt(PREAMBLE_BYTES) == PREFIX) {
            return PREAMBLE_BYTES + 4;
        }
        if (head.limit() >= 4 && head.getInt(0) == PREFIX) {
            return 4;
        }
        // Where the meta information was cut off, a byte of padding can be left over.
        for (int at = 0; at <= 1 && at < head.limit(); at++) {
            ByteBuffer window = head.position(at).slice().order(head.order());
            if (EncodingRecognition.isDataSet(window, source.remaining() - at)) {
                return at;
            }
        }
        throw new NotDicomException("it is not a DICOM file");
    }

    private static void readAll(ByteSource source, HeaderValues values) throws IOException {
        values.metaInformationStarts(source.position());
        new DataSetReader(source, values, Encoding.EXPLICIT_LITTLE_ENDIAN).readMetaInformation();
        String transferSyntax = values.value(Tag.TRANSFER_SYNTAX_UID);
        if (Encoding.isDeflated(transferSyntax)) {
            Inflater inflater = new Inflater(true);
            try {
                readDataSet(source.inflated(inflater), values, transferSyntax);
            } finally {
                inflater.end();
            }
        } else {
            readDataSet(source, values, transferSyntax);
        }
    }

    private static void readDataSet(ByteSource source, HeaderValues values, @Nullable String transferSyntax)
            throws IOException {
        ByteBuffer window = source.peek(EncodingRecognition.WINDOW_BYTES);
        Encoding stated = transferSyntax == null ? null : Encoding.of(transferSyntax);
        Encoding encoding = EncodingRecognition.recognise(window, source.remaining(), stated);
        new DataSetReader(source, values, encoding).readDataSet();
    }
}
