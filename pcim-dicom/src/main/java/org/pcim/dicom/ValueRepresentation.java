package org.pcim.dicom;

import java.util.Set;

/** The value representations of PS3.5, section 6.2, as far as they decide where an element ends. */
final class ValueRepresentation {

    static final String SEQUENCE = "SQ";
    static final String UNKNOWN = "UN";

    private static final Set<String> SHORT = Set.of(
            "AE", "AS", "AT", "CS", "DA", "DS", "DT", "FD", "FL", "IS", "LO", "LT", "PN", "SH", "SL", "SS", "ST", "TM",
            "UI", "UL", "US");
    private static final Set<String> LONG =
            Set.of("OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV");

    private ValueRepresentation() {}

    static boolean isKnown(String vr) {
        return SHORT.contains(vr) || LONG.contains(vr);
    }

    /** Whether its length has two bytes. */
    static boolean isShort(String vr) {
        return SHORT.contains(vr);
    }

    /** Whether two reserved bytes and a length of four bytes follow. */
    static boolean isLong(String vr) {
        return LONG.contains(vr);
    }
}
