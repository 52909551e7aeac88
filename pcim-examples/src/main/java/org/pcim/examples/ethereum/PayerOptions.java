package org.pcim.examples.ethereum;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pcim.error.InputException;
import org.pcim.ethereum.ExternalSigner;
import org.pcim.ethereum.NodeInfo;
import org.pcim.ledger.LedgerSigner;
import org.pcim.signing.LedgerKeyFile;
import picocli.CommandLine.Option;

/** Options that say who pays for transactions. */
public final class PayerOptions {

    @Option(
            names = "--payer",
            paramLabel = "KEYFILE",
            description = "The key that pays, in a Web3 Secret Storage file. Without it, the node's own first account"
                    + " pays.")
    private @Nullable Path keyFile;

    @Option(
            names = "--passphrase",
            paramLabel = "FILE",
            description = "A file with the passphrase of KEYFILE. Default: KEYFILE with .passphrase at its end.")
    private @Nullable Path passphrase;

    /** For picocli. */
    public PayerOptions() {}

    /**
     * Who pays.
     *
     * @param url a node on the chain
     * @param node what it says of itself
     */
    public LedgerSigner signer(URI url, NodeInfo node) {
        if (keyFile != null) {
            Path from = passphrase == null ? Path.of(keyFile + ".passphrase") : passphrase;
            return LedgerKeyFile.read(keyFile, read(from).toCharArray());
        }
        return node.accounts().stream()
                .findFirst()
                .map(account -> ExternalSigner.of(url, account))
                .orElseThrow(() -> new InputException(
                        "pay for transactions",
                        "",
                        "the node holds no key; name one that owns ether by --payer KEYFILE"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new InputException(
                    "read passphrase",
                    file.toString(),
                    "it is not there, or not yours; name it by --passphrase FILE",
                    e);
        }
    }
}
