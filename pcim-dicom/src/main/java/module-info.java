/** What PCIM needs of DICOM. */
module org.pcim.dicom {
    requires static transitive org.jspecify;
    requires transitive org.pcim.core;

    exports org.pcim.dicom;
}
