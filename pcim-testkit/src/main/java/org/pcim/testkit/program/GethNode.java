package org.pcim.testkit.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.pcim.model.Address;

/**
 * A developer's chain of geth, with the rules of Ethereum as they are. It keeps its blocks when it is stopped or killed. Its
 * clock cannot be moved.
 */
public final class GethNode implements ChainNode {

    private static final long CHAIN_ID = 1337;
    /** The fork after the last one that is in use: unfinished, and dearer. */
    private static final Pattern UNFINISHED_FORK = Pattern.compile("\"bogotaTime\":\\d+,");

    private static final Pattern ACCOUNT = Pattern.compile("UTC--.*--([0-9a-f]{40})");
    private static final String RICH = "0x" + "1" + "0".repeat(48);
    private static final int POLLS = 500;
    private static final long POLL_MILLIS = 20;

    private final TemporaryFolder folder;
    private final Address account;
    private final ChainServer server;

    private GethNode(TemporaryFolder folder, Address account, ChainServer server) {
        this.folder = folder;
        this.account = account;
        this.server = server;
    }

    /**
     * Starts a new chain.
     *
     * @param options more options of geth, for example {@code --dev.period 1}; without that it makes a block for what is in
     *     its pool
     */
    public static GethNode start(String... options) {
        TestProgram geth = TestProgram.built("geth", "geth");
        TemporaryFolder folder = new TemporaryFolder("pcim-geth");
        Path data = folder.path().resolve("data");
        Path password = folder.path().resolve("password");
        try {
            Files.writeString(password, "correct horse\n");
            geth.run("account", "new", "--datadir", data.toString(), "--password", password.toString(), "--lightkdf")
                    .succeeds();
            Address account = account(data.resolve("keystore"));
            Path genesis = folder.path().resolve("genesis.json");
            String rules = geth.run("--dev", "dumpgenesis").succeeds().text();
            Files.writeString(
                    genesis,
                    UNFINISHED_FORK
                            .matcher(rules)
                            .replaceFirst("")
                            .replace(
                                    "\"alloc\":{",
                                    "\"alloc\":{\"" + account.bytes().toHex() + "\":{\"balance\":\"" + RICH + "\"},"));
            geth.run("init", "--datadir", data.toString(), genesis.toString()).succeeds();
            ChainServer server = new ChainServer(geth, folder.path().resolve("geth.log"));
            List<String> all = new ArrayList<>(List.of("--dev", "--datadir", data.toString()));
            all.addAll(List.of("--password", password.toString(), "--ipcdisable", "--nodiscover", "--maxpeers", "0"));
            all.addAll(List.of("--port", "0", "--authrpc.port", "0", "--http", "--http.addr", "127.0.0.1"));
            all.addAll(List.of("--http.port", server.port(), "--http.api", "eth,net,web3,txpool,debug"));
            all.addAll(List.of(options));
            server.start(all);
            return new GethNode(folder, account, server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public URI url() {
        return server.url();
    }

    @Override
    public long chainId() {
        return CHAIN_ID;
    }

    @Override
    public Address account() {
        return account;
    }

    @Override
    public void fund(Address address, BigInteger wei) {
        call(
                "eth_sendTransaction",
                "{\"from\":\"%s\",\"to\":\"%s\",\"value\":\"0x%s\"}".formatted(account, address, wei.toString(16)));
        for (int poll = 0; poll < POLLS; poll++) {
            if (balance(address).compareTo(wei) >= 0) {
                return;
            }
            pause();
        }
        throw new AssertionError("geth made no block");
    }

    @Override
    public String call(String method, String... parameters) {
        return server.call(method, parameters);
    }

    @Override
    public void startAgain() {
        server.startAgain();
    }

    @Override
    public void stop() {
        server.stop();
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

    /** Whose key lies there. */
    static Address account(Path keystore) {
        return Arrays.stream(keystore.toFile().list())
                .map(ACCOUNT::matcher)
                .filter(name -> name.matches())
                .map(name -> Address.parse("0x" + name.group(1)))
                .findFirst()
                .orElseThrow();
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
