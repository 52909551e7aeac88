package org.pcim.examples.phantom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One axial slice as a CT Image (PS3.3 section A.3), with each mandatory module's Type 1 and Type 2 attributes.
 *
 * @param number from 1 at the neck upwards
 * @param instanceUid SOP Instance UID
 */
record CtSlice(Series series, int number, String instanceUid) {

    /**
     * What all slices of a series have in common.
     *
     * @param slices how many there are
     * @param matrix the number of rows, and of columns
     * @param frameUid Frame of Reference UID
     */
    record Series(int slices, int matrix, String studyUid, String seriesUid, String frameUid, ZonedDateTime made) {}

    private static final String CT_IMAGE_STORAGE = "1.2.840.10008.5.1.4.1.1.2";
    private static final double FIELD_MM = 204.8;
    private static final double MM = FIELD_MM / 2; // of one unit of the phantom
    private static final int RESCALE_INTERCEPT = -1024;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss", Locale.ROOT);

    /** The slice as a Part 10 file. */
    byte[] file() {
        DicomWriter dataSet = new DicomWriter();
        identify(dataSet);
        patient(dataSet);
        series(dataSet);
        plane(dataSet);
        image(dataSet);
        return dataSet.file(CT_IMAGE_STORAGE, instanceUid);
    }

    private void identify(DicomWriter dataSet) {
        String date = series.made.format(DATE);
        String time = series.made.format(TIME);
        dataSet.text(0x00080008, "CS", "ORIGINAL\\PRIMARY\\AXIAL") // Image Type
                .text(0x00080016, "UI", CT_IMAGE_STORAGE) // SOP Class UID
                .text(0x00080018, "UI", instanceUid) // SOP Instance UID
                .text(0x00080020, "DA", date) // Study Date
                .text(0x00080021, "DA", date) // Series Date
                .text(0x00080023, "DA", date) // Content Date
                .text(0x00080030, "TM", time) // Study Time
                .text(0x00080031, "TM", time) // Series Time
                .text(0x00080033, "TM", time) // Content Time
                .text(0x00080050, "SH", "") // Accession Number
                .text(0x00080060, "CS", "CT") // Modality
                .text(0x00080070, "LO", "PCIM") // Manufacturer
                .text(0x00080090, "PN", "") // Referring Physician's Name
                .text(0x00081030, "LO", "Shepp-Logan phantom") // Study Description
                .text(0x0008103E, "LO", "Head, axial") // Series Description
                .text(0x00081090, "LO", "Computed phantom"); // Manufacturer's Model Name
    }

    private static void patient(DicomWriter dataSet) {
        dataSet.text(0x00100010, "PN", "Phantom^Shepp") // Patient's Name
                .text(0x00100020, "LO", "PCIM-0001") // Patient ID
                .text(0x00100030, "DA", "19740101") // Patient's Birth Date
                .text(0x00100040, "CS", "O"); // Patient's Sex
    }

    private void series(DicomWriter dataSet) {
        dataSet.text(0x00180015, "CS", "HEAD") // Body Part Examined
                .text(0x00180050, "DS", decimal(thickness() * MM)) // Slice Thickness
                .text(0x00180060, "DS", "") // KVP: no X-ray was used
                .text(0x00180088, "DS", decimal(thickness() * MM)) // Spacing Between Slices
                .text(0x00185100, "CS", "HFS") // Patient Position
                .text(0x0020000D, "UI", series.studyUid) // Study Instance UID
                .text(0x0020000E, "UI", series.seriesUid) // Series Instance UID
                .text(0x00200010, "SH", "1") // Study ID
                .text(0x00200011, "IS", "1") // Series Number
                .text(0x00200012, "IS", "1") // Acquisition Number
                .text(0x00200013, "IS", Integer.toString(number)); // Instance Number
    }

    private void plane(DicomWriter dataSet) {
        String corner = decimal(along(0) * MM);
        String height = decimal(height() * MM);
        dataSet.text(0x00200032, "DS", corner + "\\" + corner + "\\" + height) // Image Position (Patient)
                .text(0x00200037, "DS", "1\\0\\0\\0\\1\\0") // Image Orientation (Patient)
                .text(0x00200052, "UI", series.frameUid) // Frame of Reference UID
                .text(0x00201040, "LO", "") // Position Reference Indicator
                .text(0x00201041, "DS", height); // Slice Location
    }

    private void image(DicomWriter dataSet) {
        dataSet.number(0x00280002, 1) // Samples per Pixel
                .text(0x00280004, "CS", "MONOCHROME2") // Photometric Interpretation
                .number(0x00280010, series.matrix) // Rows
                .number(0x00280011, series.matrix) // Columns
                .text(0x00280030, "DS", pixelSpacing() + "\\" + pixelSpacing()) // Pixel Spacing
                .number(0x00280100, Short.SIZE) // Bits Allocated
                .number(0x00280101, Short.SIZE) // Bits Stored
                .number(0x00280102, Short.SIZE - 1) // High Bit
                .number(0x00280103, 0) // Pixel Representation
                .text(0x00281050, "DS", "250") // Window Center
                .text(0x00281051, "DS", "2500") // Window Width
                .text(0x00281052, "DS", Integer.toString(RESCALE_INTERCEPT)) // Rescale Intercept
                .text(0x00281053, "DS", "1") // Rescale Slope
                .text(0x00281054, "LO", "HU") // Rescale Type
                .bytes(0x7FE00010, "OW", pixels()); // Pixel Data
    }

    /** Rows from the face to the back of the head, as the patient's coordinates in DICOM go. */
    private byte[] pixels() {
        int size = series.matrix;
        ByteBuffer pixels = ByteBuffer.allocate(size * size * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ShortBuffer words = pixels.asShortBuffer();
        short[] stored = new short[size];
        for (int row = 0; row < size; row++) {
            double[] densities = SheppLoganPhantom.row(size, -along(row), height());
            for (int column = 0; column < size; column++) {
                stored[column] = (short) (hounsfield(densities[column]) - RESCALE_INTERCEPT);
            }
            words.put(stored);
        }
        return pixels.array();
    }

    /** Hounsfield units, where the brain counts as water: its tissue has 0, air -1000. */
    private static int hounsfield(double density) {
        return (int) Math.round(1000 * (density / SheppLoganPhantom.BRAIN - 1));
    }

    /** The middle of a row or column, in the phantom's units. */
    private double along(int index) {
        return (2 * index + 1.0) / series.matrix - 1;
    }

    private double height() {
        return (number - 0.5) * thickness() - SheppLoganPhantom.HALF_HEIGHT;
    }

    private double thickness() {
        return 2 * SheppLoganPhantom.HALF_HEIGHT / series.slices;
    }

    private String pixelSpacing() {
        return decimal(FIELD_MM / series.matrix);
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
