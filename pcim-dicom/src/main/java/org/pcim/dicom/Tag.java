package org.pcim.dicom;

/** The tags that PCIM reads (PS3.6), group in the upper half. */
final class Tag {

    static final int META_GROUP_LENGTH = 0x00020000;
    static final int MEDIA_STORAGE_SOP_CLASS_UID = 0x00020002;
    static final int MEDIA_STORAGE_SOP_INSTANCE_UID = 0x00020003;
    static final int TRANSFER_SYNTAX_UID = 0x00020010;
    static final int SPECIFIC_CHARACTER_SET = 0x00080005;
    static final int SOP_CLASS_UID = 0x00080016;
    static final int SOP_INSTANCE_UID = 0x00080018;
    static final int ACCESSION_NUMBER = 0x00080050;
    static final int MODALITY = 0x00080060;
    static final int REFERENCED_SOP_INSTANCE_UID = 0x00081155;
    static final int PATIENT_NAME = 0x00100010;
    static final int PATIENT_ID = 0x00100020;
    static final int PATIENT_BIRTH_DATE = 0x00100030;
    static final int OTHER_PATIENT_IDS = 0x00101000;
    static final int OTHER_PATIENT_NAMES = 0x00101001;
    static final int PATIENT_BIRTH_NAME = 0x00101005;
    static final int PATIENT_MOTHER_BIRTH_NAME = 0x00101060;
    static final int PATIENT_TELEPHONE_NUMBERS = 0x00102154;
    static final int RESPONSIBLE_PERSON = 0x00102297;
    static final int BODY_PART_EXAMINED = 0x00180015;
    static final int STUDY_INSTANCE_UID = 0x0020000d;
    static final int SERIES_INSTANCE_UID = 0x0020000e;
    static final int STUDY_ID = 0x00200010;
    static final int FRAME_OF_REFERENCE_UID = 0x00200052;
    static final int FLOAT_PIXEL_DATA = 0x7fe00008;
    static final int DOUBLE_FLOAT_PIXEL_DATA = 0x7fe00009;
    static final int PIXEL_DATA = 0x7fe00010;
    static final int ITEM = 0xfffee000;
    static final int ITEM_DELIMITATION = 0xfffee00d;
    static final int SEQUENCE_DELIMITATION = 0xfffee0dd;

    private Tag() {}

    static boolean isPersonName(int tag) {
        return switch (tag) {
            case PATIENT_NAME, OTHER_PATIENT_NAMES, PATIENT_BIRTH_NAME, PATIENT_MOTHER_BIRTH_NAME, RESPONSIBLE_PERSON ->
                true;
            default -> false;
        };
    }

    static boolean isIdentifier(int tag) {
        return switch (tag) {
            case MEDIA_STORAGE_SOP_INSTANCE_UID,
                    SOP_INSTANCE_UID,
                    ACCESSION_NUMBER,
                    REFERENCED_SOP_INSTANCE_UID,
                    PATIENT_ID,
                    OTHER_PATIENT_IDS,
                    PATIENT_TELEPHONE_NUMBERS,
                    STUDY_INSTANCE_UID,
                    SERIES_INSTANCE_UID,
                    STUDY_ID,
                    FRAME_OF_REFERENCE_UID -> true;
            default -> false;
        };
    }

    /** Whether its value is read; all others are passed over. */
    static boolean isRead(int tag) {
        return switch (tag) {
            case META_GROUP_LENGTH,
                    MEDIA_STORAGE_SOP_CLASS_UID,
                    TRANSFER_SYNTAX_UID,
                    SPECIFIC_CHARACTER_SET,
                    SOP_CLASS_UID,
                    MODALITY,
                    PATIENT_BIRTH_DATE,
                    BODY_PART_EXAMINED -> true;
            default -> isPersonName(tag) || isIdentifier(tag);
        };
    }

    static boolean isPixelData(int tag) {
        return tag == PIXEL_DATA || tag == FLOAT_PIXEL_DATA || tag == DOUBLE_FLOAT_PIXEL_DATA;
    }

    static int group(int tag) {
        return tag >>> 16;
    }
}
