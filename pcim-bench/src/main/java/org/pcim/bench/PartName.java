package org.pcim.bench;

/** The parts that can be asked for. */
enum PartName {
    TABLE1("gas and cost of the five functions, beside the paper's"),
    TABLE2("the paper's comparison, each row as a check"),
    FIGURE10("time to upload and download studies of 1 to 100 MB, beside Orthanc"),
    FIGURE11("time until it is recorded, on a proof-of-authority chain"),
    FIGURE12("gas and size of a block against the number of transactions"),
    CIPHER("one long message, beside gpg, sq and openssl"),
    STUDY("a CT study on the embedded store, beside Orthanc"),
    STORE("the embedded store, beside cp and sha256sum"),
    IPFS("a CT study on an IPFS node, beside ipfs add and ipfs get"),
    SHARING("the n-th share of an image"),
    MEMORY("a long study with a small heap");

    private final String about;

    PartName(String about) {
        this.about = about;
    }

    String about() {
        return about;
    }

    Part part(Prices prices) {
        return switch (this) {
            case TABLE1 -> new Table1Part(prices);
            case TABLE2 -> new Table2Part();
            case FIGURE10 -> new Figure10Part();
            case FIGURE11 -> new Figure11Part();
            case FIGURE12 -> new Figure12Part();
            case CIPHER -> new CipherPart();
            case STUDY -> new StudyPart();
            case STORE -> new StorePart();
            case IPFS -> new IpfsPart();
            case SHARING -> new SharingPart();
            case MEMORY -> new MemoryPart();
        };
    }
}
