package org.pcim.testkit.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.pcim.model.Address;

/**
 * A proof-of-authority chain (Clique, EIP-225) of three signers, each a geth of its own, with the rules of London. Two of them
 * are enough for it to go on. A block is made each period, whether there is something to record or not.
 */
public final class CliqueChain implements ChainNode {

    private static final int SIGNERS = 3;
    private static final long CHAIN_ID = 1338;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 50;

    private final TemporaryFolder folder;
    private final Duration period;
    private final List<CliqueSigner> signers;

    private CliqueChain(TemporaryFolder folder, Duration period, List<CliqueSigner> signers) {
        this.folder = folder;
        this.period = period;
        this.signers = signers;
    }

    /**
     * Starts a new chain.
     *
     * @param period how far its blocks are apart, in whole seconds
     */
    public static CliqueChain start(Duration period) {
        TestProgram geth = TestProgram.built("geth-clique", "geth");
        TemporaryFolder folder = new TemporaryFolder("pcim-clique");
        List<CliqueSigner> signers = new ArrayList<>();
        try {
            for (int i = 0; i < SIGNERS; i++) {
                signers.add(CliqueSigner.create(geth, folder.path().resolve("signer" + i)));
            }
            Path genesis = CliqueGenesis.write(
                    folder.path(),
                    CHAIN_ID,
                    period,
                    signers.stream().map(CliqueSigner::account).toList());
            for (CliqueSigner signer : signers) {
                signer.begin(genesis, CHAIN_ID);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        CliqueChain chain = new CliqueChain(folder, period, List.copyOf(signers));
        chain.startAgain();
        return chain;
    }

    /** Where the first signer's JSON-RPC listens. */
    @Override
    public URI url() {
        return signers.get(0).url();
    }

    /** Where the signers' JSON-RPCs listen. */
    public List<URI> urls() {
        return signers.stream().map(CliqueSigner::url).toList();
    }

    @Override
    public long chainId() {
        return CHAIN_ID;
    }

    @Override
    public Address account() {
        return signers.get(0).account();
    }

    /** Takes about one period; many may be asked for at the same time. */
    @Override
    public void fund(Address address, BigInteger wei) {
        call(
                "eth_sendTransaction",
                "{\"from\":\"%s\",\"to\":\"%s\",\"value\":\"0x%s\"}".formatted(account(), address, wei.toString(16)));
        Instant end = Instant.now().plus(PATIENCE).plus(period.multipliedBy(SIGNERS));
        while (balance(address).compareTo(wei) < 0) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("the signers made no block");
            }
            pause();
        }
    }

    @Override
    public String call(String method, String... parameters) {
        return signers.get(0).call(method, parameters);
    }

    /** Stops one of the signers, counted from 0; the others go on. */
    public void stop(int signer) {
        signers.get(signer).stop();
    }

    @Override
    public void startAgain() {
        signers.forEach(CliqueSigner::start);
        for (CliqueSigner signer : signers) {
            for (CliqueSigner other : signers) {
                if (signer != other) {
                    signer.meet(other);
                }
            }
        }
        Instant end = Instant.now().plus(PATIENCE);
        while (!signers.stream().allMatch(signer -> signer.peers() == SIGNERS - 1)) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("the signers do not meet within " + PATIENCE);
            }
            pause();
        }
        // Not before they have met: each would begin a chain of its own.
        signers.forEach(CliqueSigner::sign);
    }

    @Override
    public void stop() {
        signers.forEach(CliqueSigner::stop);
    }

    @Override
    public void close() {
        stop();
        folder.delete();
    }

    private BigInteger balance(Address address) {
        return new BigInteger(
                call("eth_getBalance", '"' + address.toString() + '"', "\"latest\"")
                        .substring(2),
                16);
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
