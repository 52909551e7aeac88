package org.pcim.testkit.program;

import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.pcim.model.Address;
import org.pcim.model.Digest;

/**
 * A chain of Foundry's anvil. It makes a block for each transaction, unless it is told otherwise; its clock can be moved, and
 * its last blocks replaced by others.
 *
 * <pre>{@code
 * @AutoClose
 * private static AnvilNode anvil;
 *
 * @BeforeAll
 * static void startAnvil() {
 *     anvil = AnvilNode.start();
 * }
 * }</pre>
 */
public final class AnvilNode implements ChainNode {

    private static final long CHAIN_ID = 31_337;
    /** How many blocks' states it keeps, in memory; without a bound it writes gigabytes below the user's home and leaves them. */
    private static final String STATES = "64";

    private final TemporaryFolder folder;
    private final List<String> options;
    private final ChainServer server;

    private AnvilNode(TemporaryFolder folder, List<String> options, ChainServer server) {
        this.folder = folder;
        this.options = options;
        this.server = server;
    }

    /**
     * Starts a new chain.
     *
     * @param options more options of anvil, for example {@code --block-time 1}
     */
    public static AnvilNode start(String... options) {
        TestProgram anvil = TestProgram.built("anvil", "anvil");
        TemporaryFolder folder = new TemporaryFolder("pcim-anvil");
        ChainServer server = new ChainServer(anvil, folder.path().resolve("anvil.log"));
        List<String> all =
                new ArrayList<>(List.of("--host", "127.0.0.1", "--port", server.port(), "--prune-history", STATES));
        all.addAll(List.of(options));
        server.start(all);
        return new AnvilNode(folder, all, server);
    }

    @Override
    public URI url() {
        return server.url();
    }

    /** 31337, unless the option {@code --chain-id} was given. */
    @Override
    public long chainId() {
        int option = options.indexOf("--chain-id");
        return option < 0 ? CHAIN_ID : Long.parseLong(options.get(option + 1));
    }

    @Override
    public Address account() {
        return Address.parse(call("eth_accounts").substring(2, 44));
    }

    @Override
    public void fund(Address address, BigInteger wei) {
        setBalance(address, wei);
    }

    @Override
    public String call(String method, String... parameters) {
        return server.call(method, parameters);
    }

    /** Starts it again; the chain begins anew, unless the option {@code --state} was given. */
    @Override
    public void startAgain() {
        server.startAgain();
    }

    @Override
    public void stop() {
        server.stop();
    }

    /** Kills it; it can be started again. */
    public void kill() {
        server.kill();
    }

    /** Makes so many blocks. */
    public void mine(int blocks) {
        call("anvil_mine", hex(blocks));
    }

    /** Makes a block for each transaction, or only when it is told to. */
    public void mineAtOnce(boolean atOnce) {
        call("evm_setAutomine", Boolean.toString(atOnce));
    }

    /** Makes a block every so often; zero ends that. */
    public void mineEvery(Duration interval) {
        call("evm_setIntervalMining", Long.toString(interval.toSeconds()));
    }

    /** Moves its clock forward, and makes a block at the new time. */
    public void passTime(Duration time) {
        call("evm_increaseTime", Long.toString(time.toSeconds()));
        mine(1);
    }

    /** Which time the next block has; it has to be later than the last one's. */
    public void nextBlockAt(Instant time) {
        call("evm_setNextBlockTimestamp", Long.toString(time.getEpochSecond()));
    }

    /** Which base fee the next block has, in wei (EIP-1559). */
    public void nextBaseFee(BigInteger wei) {
        call("anvil_setNextBlockBaseFeePerGas", quoted("0x" + wei.toString(16)));
    }

    /** Replaces so many of the last blocks by as many empty ones. */
    public void reorganise(int blocks) {
        call("anvil_reorg", Integer.toString(blocks), "[]");
    }

    /** Takes a transaction out of the pool, as a node does that has no room or was started anew. */
    public void drop(Digest transaction) {
        call("anvil_dropTransaction", quoted(transaction.toString()));
    }

    /** Takes all transactions out of the pool. */
    public void dropAll() {
        call("anvil_dropAllTransactions");
    }

    /** What an address owns from now on, in wei. */
    public void setBalance(Address address, BigInteger wei) {
        call("anvil_setBalance", quoted(address.toString()), quoted("0x" + wei.toString(16)));
    }

    @Override
    public void close() {
        stop();
        folder.delete();
    }

    private static String hex(long number) {
        return quoted("0x" + Long.toHexString(number));
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
