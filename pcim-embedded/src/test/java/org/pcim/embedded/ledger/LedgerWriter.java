package org.pcim.embedded.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pcim.embedded.JavaProcess;
import org.pcim.ledger.LedgerOperation.SetRegisteredRequestersOnly;
import org.pcim.ledger.LedgerSigner;
import org.pcim.ledger.PreparedOperation;
import org.pcim.signing.LedgerKey;

/**
 * A program that records operations in a ledger and prints the id of each as soon as it is acknowledged.
 *
 * <p>Its arguments are the ledger's directory and how many operations to record.
 */
final class LedgerWriter {

    private LedgerWriter() {}

    public static void main(String[] arguments) {
        LedgerSigner somebody = LedgerKey.generate();
        int count = Integer.parseInt(arguments[1]);
        try (EmbeddedAccessLedger ledger = EmbeddedAccessLedger.open(Path.of(arguments[0]))) {
            for (int i = 0; i < count; i++) {
                PreparedOperation operation = ledger.prepare(new SetRegisteredRequestersOnly(true), somebody.address());
                System.out.println(ledger.submit(operation, somebody.sign(operation.signable())));
            }
        }
    }

    /** Starts it in a JVM of its own. */
    static Process start(Path directory, int count) throws IOException {
        return new ProcessBuilder(JavaProcess.command(
                        LedgerWriter.class, List.of(), directory.toString(), Integer.toString(count)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
