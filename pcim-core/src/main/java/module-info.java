/** Domain types, the three service interfaces, and the client of PCIM. */
module org.pcim.core {
    requires static org.jspecify;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;
}
