/** Domain types, the three service interfaces, and the client of PCIM. */
module org.pcim.core {
    requires static transitive org.jspecify;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;

    exports org.pcim;
    exports org.pcim.cipher;
    exports org.pcim.content;
    exports org.pcim.error;
    exports org.pcim.ledger;
    exports org.pcim.model;
    exports org.pcim.store;
    exports org.pcim.study;
}
