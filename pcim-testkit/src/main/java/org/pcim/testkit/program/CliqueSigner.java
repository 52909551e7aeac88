package org.pcim.testkit.program;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pcim.model.Address;

/** A geth that signs blocks of a proof-of-authority chain. */
final class CliqueSigner {

    private static final Pattern ENODE = Pattern.compile("\"enode\"\\s*:\\s*\"(enode://[^\"?]+)");
    private static final int HEXADECIMAL = 16;

    private final TestProgram geth;
    private final Path folder;
    private final Path password;
    private final Address account;
    private final List<String> options = new ArrayList<>();
    private final ChainServer server;

    private CliqueSigner(TestProgram geth, Path folder, Path password, Address account) {
        this.geth = geth;
        this.folder = folder;
        this.password = password;
        this.account = account;
        this.server = new ChainServer(geth, folder.resolve("geth.log"));
    }

    static CliqueSigner create(TestProgram geth, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path password = Files.writeString(folder.resolve("password"), "correct horse\n");
        Path data = folder.resolve("data");
        geth.run("account", "new", "--datadir", data.toString(), "--password", password.toString(), "--lightkdf")
                .succeeds();
        return new CliqueSigner(geth, folder, password, GethNode.account(data.resolve("keystore")));
    }

    Address account() {
        return account;
    }

    URI url() {
        return server.url();
    }

    /** Takes this as the first block. */
    void begin(Path genesis, long chainId) throws IOException {
        String data = folder.resolve("data").toString();
        geth.run("init", "--datadir", data, genesis.toString()).succeeds();
        // geth has no option for the address on which it listens for peers.
        Path configuration = Files.writeString(
                folder.resolve("geth.toml"), "[Node.P2P]\nListenAddr = \"127.0.0.1:" + FreePorts.next() + "\"\n");
        options.addAll(List.of("--config", configuration.toString(), "--datadir", data, "--ipcdisable"));
        options.addAll(List.of("--networkid", Long.toString(chainId), "--syncmode", "full", "--nodiscover"));
        options.addAll(List.of("--nat", "none", "--authrpc.port", "0", "--miner.etherbase", account.toString()));
        options.addAll(List.of("--unlock", account.toString(), "--password", password.toString()));
        options.addAll(List.of("--allow-insecure-unlock", "--http", "--http.addr", "127.0.0.1"));
        options.addAll(List.of("--http.port", server.port()));
        options.addAll(List.of("--http.api", "eth,net,web3,txpool,admin,miner"));
    }

    void start() {
        server.start(options);
    }

    /** Connects to another one. */
    void meet(CliqueSigner other) {
        Matcher enode = ENODE.matcher(other.call("admin_nodeInfo"));
        if (!enode.find()) {
            throw new AssertionError("a signer does not say where it is");
        }
        call("admin_addPeer", '"' + enode.group(1) + '"');
    }

    int peers() {
        return Integer.parseInt(call("net_peerCount").substring(2), HEXADECIMAL);
    }

    /** Begins to sign blocks. */
    void sign() {
        call("miner_start");
    }

    String call(String method, String... parameters) {
        return server.call(method, parameters);
    }

    void stop() {
        server.stop();
    }
}
