/** Image store in a directory and access ledger in an embedded database. */
module org.pcim.embedded {
    requires static transitive org.jspecify;
    requires transitive org.pcim.core;
    requires java.sql;
    requires org.pcim.signing;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;

    exports org.pcim.embedded.ledger;
    exports org.pcim.embedded.store;
}
