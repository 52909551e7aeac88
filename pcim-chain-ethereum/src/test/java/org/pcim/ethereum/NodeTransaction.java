package org.pcim.ethereum;

import java.util.concurrent.TimeUnit;
import org.pcim.testkit.program.AnvilNode;

/** A transaction that a node signs itself. */
final class NodeTransaction {

    private static final int POLLS = 500;
    private static final long POLL_MILLIS = 20;

    private NodeTransaction() {}

    /**
     * Sends it, and waits for its block.
     *
     * @return its receipt
     */
    static String send(AnvilNode anvil, String json) {
        String hash = anvil.call("eth_sendTransaction", json);
        for (int poll = 0; poll < POLLS; poll++) {
            String receipt = anvil.call("eth_getTransactionReceipt", '"' + hash + '"');
            if (!receipt.equals("null")) {
                return receipt;
            }
            pause();
        }
        throw new AssertionError("anvil made no block for " + hash);
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
