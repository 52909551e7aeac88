/** Contract suites that every image store, access ledger and image cipher must pass. */
open module org.pcim.testkit {
    requires static transitive org.jspecify;
    requires java.net.http;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires transitive org.pcim.core;

    exports org.pcim.testkit;
    exports org.pcim.testkit.program;
    exports org.pcim.testkit.sequence;
}
