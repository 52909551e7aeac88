/** Image store on IPFS nodes (Kubo) and trustless gateways. */
module org.pcim.ipfs {
    requires static transitive org.jspecify;
    requires transitive org.pcim.core;
    requires com.fasterxml.jackson.core;
    requires java.net.http;
    requires org.slf4j;

    exports org.pcim.ipfs;
}
