/** Ledger keys: secp256k1, Keccak-256, EIP-712 and Web3 Secret Storage files. */
module org.pcim.signing {
    requires static transitive org.jspecify;
    requires transitive org.pcim.core;
    requires com.fasterxml.jackson.core;
    requires org.bouncycastle.provider;

    exports org.pcim.signing;
}
