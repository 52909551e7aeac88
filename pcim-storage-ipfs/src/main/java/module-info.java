/** Image store on IPFS nodes (Kubo) and trustless gateways. */
// HttpCore states the name of its module in its manifest, so that name is one to rely on.
@SuppressWarnings("requires-automatic")
module org.pcim.ipfs {
    requires static transitive org.jspecify;
    requires transitive org.pcim.core;
    requires com.fasterxml.jackson.core;
    requires org.apache.httpcomponents.core5.httpcore5;
    requires org.slf4j;

    exports org.pcim.ipfs;
}
