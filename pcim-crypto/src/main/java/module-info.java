/** Image cipher in OpenPGP, RFC 9580. */
module org.pcim.crypto {
    requires static transitive org.jspecify;
    requires transitive org.pcim.core;
    requires org.bouncycastle.pg;
    requires org.bouncycastle.provider;

    exports org.pcim.crypto;
}
