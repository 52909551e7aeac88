package org.pcim.examples.phantom;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.pcim.error.InputException;

/**
 * A CT series of the {@link SheppLoganPhantom} as DICOM files.
 *
 * <p>Each file is one axial slice, 256 x 256 pixels of 16 bits unless another number is given, a CT Image Storage instance (PS3.3 section A.3) in
 * explicit VR little endian. The slices cover the head from neck to crown without gaps. All belong to one series of one
 * study of one fictitious patient, named {@code Phantom^Shepp}. Immutable; each writing is a new study.
 */
public final class CtSeries {

    private static final int DEFAULT_SLICES = 32;
    private static final int MAX_SLICES = 9999;
    private static final int DEFAULT_MATRIX = 256;
    private static final int MAX_MATRIX = 1024;

    private final int slices;
    private final int matrix;

    /** A series of 32 slices. */
    public CtSeries() {
        this(DEFAULT_SLICES);
    }

    /**
     * A series of so many slices, 1 to 9999.
     *
     * @throws InputException for any other number
     */
    public CtSeries(int slices) {
        this(slices, DEFAULT_MATRIX);
    }

    /**
     * A series of so many slices, 1 to 9999, with so many rows and columns, 1 to 1024.
     *
     * @throws InputException for any other number
     */
    public CtSeries(int slices, int matrix) {
        if (slices < 1 || slices > MAX_SLICES) {
            throw new InputException(
                    "make a CT series of", slices + " slices", "their number must be from 1 to " + MAX_SLICES);
        }
        if (matrix < 1 || matrix > MAX_MATRIX) {
            throw new InputException(
                    "make a CT series of", matrix + " rows", "their number must be from 1 to " + MAX_MATRIX);
        }
        this.slices = slices;
        this.matrix = matrix;
    }

    /**
     * Writes the slices from the neck upwards as {@code IM0001.dcm}, {@code IM0002.dcm} and so on, and returns the files
     * in this order. The folder is made if it is missing; a file that is there already is never overwritten.
     *
     * @throws InputException if one of the files is there already, or the folder cannot be written to
     */
    public List<Path> write(Path folder) {
        ZonedDateTime made = ZonedDateTime.now(ZoneId.systemDefault());
        CtSlice.Series series = new CtSlice.Series(slices, matrix, uid(), uid(), uid(), made);
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder);
            for (int number = 1; number <= slices; number++) {
                Path file = folder.resolve("IM%04d.dcm".formatted(number));
                byte[] slice = new CtSlice(series, number, uid()).file();
                Files.write(file, slice, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                files.add(file);
            }
        } catch (FileAlreadyExistsException e) {
            throw failure(folder, e.getMessage() + " is there already; name an empty folder", e);
        } catch (IOException e) {
            throw failure(folder, "it cannot be written to (" + e + ")", e);
        }
        return List.copyOf(files);
    }

    private static InputException failure(Path folder, String reason, IOException cause) {
        return new InputException("write a CT series into", folder.toString(), reason, cause);
    }

    /** A new unique identifier derived from a random UUID (PS3.5 section B.2). */
    private static String uid() {
        UUID uuid = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return "2.25." + new BigInteger(1, bytes);
    }
}
