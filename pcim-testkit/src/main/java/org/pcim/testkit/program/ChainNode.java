package org.pcim.testkit.program;

import java.math.BigInteger;
import java.net.URI;
import org.pcim.model.Address;

/**
 * A private Ethereum chain of one node, on a free port of the loopback interface. Closing stops it and deletes its data.
 */
public interface ChainNode extends AutoCloseable {

    /** Where its JSON-RPC listens. */
    URI url();

    /** Its chain's id (EIP-155). */
    long chainId();

    /** An account whose key the node holds, unlocked and rich. */
    Address account();

    /** Sees to it that an address owns at least this, in wei. */
    void fund(Address address, BigInteger wei);

    /**
     * Calls a method of the node.
     *
     * @param parameters each as JSON
     * @return the result as JSON, texts without their quotation marks
     * @throws AssertionError if the node answers with an error
     */
    String call(String method, String... parameters);

    /** Starts it again after it was stopped, on the same port. */
    void startAgain();

    /** Stops it in good order; it can be started again. */
    void stop();

    @Override
    void close();
}
