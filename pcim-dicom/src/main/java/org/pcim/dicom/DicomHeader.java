package org.pcim.dicom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.study.IdentifyingValues;

/**
 * What PCIM reads of a DICOM file (PS3.10): its attributes before the pixel data.
 *
 * <p>Taken are files with File Meta Information in any transfer syntax, and those without preamble or without meta
 * information that begin with elements of group 0002 or 0008. Pixel data is never read, and no length in a file makes
 * memory be taken. What breaks off or contradicts itself is given as far as it could be read.
 *
 * <p>Texts are free of padding. Of several values all are given, with a backslash between them. Immutable.
 */
public final class DicomHeader {

    private final HeaderValues values;
    private final IdentifyingValues identifyingValues;

    private DicomHeader(HeaderValues values) {
        this.values = values;
        this.identifyingValues = values.identifyingValues();
    }

    /**
     * Reads the header of a file.
     *
     * @throws InputException if it is not a DICOM file, or cannot be read
     */
    public static DicomHeader read(Path file) {
        try {
            return read(file, Files.size(file));
        } catch (NotDicomException e) {
            throw new InputException("read DICOM header of", file.toString(), e.reason(), e);
        } catch (IOException e) {
            throw new InputException(
                    "read DICOM header of", file.toString(), "the file cannot be read; check its permissions", e);
        }
    }

    /**
     * Reads the header of a file of so many bytes.
     *
     * @throws NotDicomException if it is not a DICOM file
     * @throws IOException if it cannot be read
     */
    static DicomHeader read(Path file, long size) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return new DicomHeader(Part10Reader.read(in, size));
        }
    }

    /** Study Instance UID (0020,000D), or null. */
    public @Nullable String studyInstanceUid() {
        return values.value(Tag.STUDY_INSTANCE_UID);
    }

    /** Series Instance UID (0020,000E), or null. */
    public @Nullable String seriesInstanceUid() {
        return values.value(Tag.SERIES_INSTANCE_UID);
    }

    /** SOP Instance UID (0008,0018), else that of the meta information, or null. */
    public @Nullable String sopInstanceUid() {
        String uid = values.value(Tag.SOP_INSTANCE_UID);
        return uid != null ? uid : values.value(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID);
    }

    /** SOP Class UID (0008,0016), else that of the meta information, or null. */
    public @Nullable String sopClassUid() {
        String uid = values.value(Tag.SOP_CLASS_UID);
        return uid != null ? uid : values.value(Tag.MEDIA_STORAGE_SOP_CLASS_UID);
    }

    /** Transfer Syntax UID (0002,0010), or null. */
    public @Nullable String transferSyntaxUid() {
        return values.value(Tag.TRANSFER_SYNTAX_UID);
    }

    /** Modality (0008,0060), or null. It need not be a valid code. */
    public @Nullable String modality() {
        return values.value(Tag.MODALITY);
    }

    /** Body Part Examined (0018,0015), or null. It need not be a valid code. */
    public @Nullable String bodyPartExamined() {
        return values.value(Tag.BODY_PART_EXAMINED);
    }

    /** Who the patient is according to this file. */
    public PatientKey patient() {
        return new PatientKey(values.value(Tag.PATIENT_ID), values.value(Tag.PATIENT_NAME));
    }

    /**
     * What identifies the patient, at any depth of nesting: names (PatientName, OtherPatientNames, PatientBirthName,
     * PatientMotherBirthName, ResponsiblePerson) by component in every script, without prefix and suffix;
     * PatientBirthDate; PatientID, OtherPatientIDs, AccessionNumber, StudyID, PatientTelephoneNumbers, and the UIDs of
     * study, series, instance, frame of reference and referenced instances. A header with more than a million characters
     * of them is not {@linkplain #isComplete complete}: the last are left out.
     */
    public IdentifyingValues identifyingValues() {
        return identifyingValues;
    }

    /** Whether all of the header could be read; not where the file breaks off, contradicts itself, or says too much. */
    public boolean isComplete() {
        return values.complete();
    }

    /** Its SOP class, and nothing that identifies the patient. */
    @Override
    public String toString() {
        return "DICOM header of SOP class " + sopClassUid();
    }
}
