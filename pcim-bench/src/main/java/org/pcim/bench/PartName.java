package org.pcim.bench;

import java.util.EnumSet;
import java.util.Set;

/** The parts that can be asked for. */
enum PartName {
    TABLE1("gas and cost of the five functions, beside the paper's"),
    TABLE2("the paper's comparison, each row as a check"),
    FIGURE10("time to upload and download studies of 1 to 100 MB, beside Orthanc"),
    FIGURE10LINE("the same on IPFS and Orthanc, behind the paper's line: 272 Mbit/s down, 56 up, 20 ms"),
    FIGURE11("time until it is recorded, on a proof-of-authority chain"),
    FIGURE12("gas and size of a block against the number of transactions"),
    CIPHER("one long message, beside gpg, sq, age, rsop and openssl"),
    STUDY("a CT study on the embedded store, beside Orthanc"),
    PIPELINE("deposit and retrieval against their parts, and where the time goes"),
    SHARING("the n-th share of an image"),
    MEMORY("what a heap of 64 MiB is enough for"),
    EMBEDDEDSCALE("the embedded ledger with up to a million events; has to be asked for"),
    CONTRACTSCALE("the contract with up to 100,000 events; has to be asked for"),
    STUDYSCALE("studies of up to 20,000 instances and of up to 20 GiB; has to be asked for");

    private static final Set<PartName> SCALE = EnumSet.of(EMBEDDEDSCALE, CONTRACTSCALE, STUDYSCALE);

    private final String about;

    PartName(String about) {
        this.about = about;
    }

    String about() {
        return about;
    }

    /** Those that are measured if none are asked for. */
    static Set<PartName> usual(boolean quick) {
        return quick ? EnumSet.allOf(PartName.class) : EnumSet.complementOf(EnumSet.copyOf(SCALE));
    }

    Part part(Prices prices) {
        return switch (this) {
            case TABLE1 -> new Table1Part(prices);
            case TABLE2 -> new Table2Part();
            case FIGURE10 -> new Figure10Part();
            case FIGURE10LINE -> new Figure10LinePart();
            case FIGURE11 -> new Figure11Part();
            case FIGURE12 -> new Figure12Part();
            case CIPHER -> new CipherPart();
            case STUDY -> new StudyPart();
            case PIPELINE -> new PipelinePart();
            case SHARING -> new SharingPart();
            case MEMORY -> new MemoryPart();
            case EMBEDDEDSCALE -> new EmbeddedScalePart();
            case CONTRACTSCALE -> new ContractScalePart();
            case STUDYSCALE -> new StudyScalePart();
        };
    }
}
