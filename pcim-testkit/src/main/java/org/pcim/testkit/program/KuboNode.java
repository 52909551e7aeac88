package org.pcim.testkit.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Cid;

/**
 * A private IPFS node (Kubo) in a folder of its own: on free ports of the loopback interface, without routing, bootstrap
 * peers or announcements.
 *
 * <p>It can be stopped and started again, with the same ports and blocks.
 */
public final class KuboNode implements AutoCloseable {

    /** The arguments with which {@code ipfs add} gives a folder the root that PCIM's format gives it. */
    public static final List<String> FORMAT =
            List.of("--cid-version=1", "--raw-leaves", "--chunker=size-1048576", "--max-file-links=1024");

    private final TestProgram ipfs;
    private final Path repository;
    private final URI rpc;
    private final URI gateway;
    private final String authorization;
    private @Nullable BackgroundProgram daemon;

    private KuboNode(TestProgram ipfs, Path repository, URI rpc, URI gateway, String authorization) {
        this.ipfs = ipfs;
        this.repository = repository;
        this.rpc = rpc;
        this.gateway = gateway;
        this.authorization = authorization;
    }

    /** Makes a node in a folder that does not exist yet, and starts it. */
    public static KuboNode start(Path repository) {
        return builder(repository).start();
    }

    /** Begins to describe a node in a folder that does not exist yet. */
    public static Builder builder(Path repository) {
        return new Builder(repository);
    }

    /** Where its RPC listens. */
    public URI rpc() {
        return rpc;
    }

    /** Where its gateway listens. */
    public URI gateway() {
        return gateway;
    }

    /** The process id of its daemon, which has to run. */
    public long pid() {
        return Objects.requireNonNull(daemon, "it does not run").pid();
    }

    /** Where its blocks lie. */
    public Path repository() {
        return repository;
    }

    /** Whether it was started, and neither stopped nor killed since. */
    public boolean isRunning() {
        return daemon != null;
    }

    /** Starts it again after it was stopped. */
    public void start() {
        if (daemon == null) {
            daemon = BackgroundProgram.start(ipfs, repository.resolve("daemon.log"), "daemon");
            daemon.await(() -> log().contains("Daemon is ready"));
        }
    }

    /** Stops it in good order; it can be started again. */
    @Override
    public void close() {
        if (daemon != null) {
            daemon.close();
            daemon = null;
        }
    }

    /** Kills it; it can be started again. */
    public void kill() {
        if (daemon != null) {
            daemon.kill();
            daemon = null;
        }
    }

    /** Connects it with another node, until one of them stops. */
    public void connect(KuboNode other) {
        run("swarm", "connect", other.swarmAddress());
    }

    /** Where other nodes find it, with its peer id. */
    public String swarmAddress() {
        return run("id", "-f", "<addrs>").lines().get(0);
    }

    /** Deletes what no pin keeps, and gives the number of deleted blocks. */
    public int collect() {
        return run("repo", "gc", "--quiet").lines().size();
    }

    /** Whether it pins the graph below a root as a whole. */
    public boolean isPinned(Cid root) {
        return command("pin", "ls", "--type=recursive", "--quiet", root.toString())
                        .exitCode()
                == 0;
    }

    /** Whether it has a block itself. */
    public boolean has(Cid block) {
        return command("block", "stat", "--offline", block.toString()).exitCode() == 0;
    }

    /** Adds and pins a folder with the parameters of PCIM's format, and gives its root. */
    public Cid add(Path folder) {
        List<String> arguments = new ArrayList<>(List.of("add", "-r", "-Q"));
        arguments.addAll(FORMAT);
        arguments.add(folder.toString());
        return Cid.parse(run(arguments.toArray(String[]::new)).text().strip());
    }

    /**
     * Runs {@code ipfs} against this node.
     *
     * @throws AssertionError if it does not succeed
     */
    public ProgramRun run(String... arguments) {
        return command(arguments).succeeds();
    }

    private ProgramRun command(String... arguments) {
        if (authorization.isEmpty()) {
            return ipfs.run(arguments);
        }
        List<String> all = new ArrayList<>(List.of("--api-auth", authorization));
        all.addAll(List.of(arguments));
        return ipfs.run(all.toArray(String[]::new));
    }

    private String log() {
        try {
            return Files.readString(repository.resolve("daemon.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is not the same for every node. */
    public static final class Builder {

        private final Path repository;
        private final List<String[]> settings = new ArrayList<>();
        private String authorization = "";
        private @Nullable String swarmKey;

        private Builder(Path repository) {
            this.repository = repository;
        }

        /**
         * Lets only those use the RPC who show this: {@code bearer:TOKEN} or {@code basic:USER:PASSWORD}.
         *
         * @param paths the beginnings of the paths they may call, for example {@code /api/v0/pin}
         */
        public Builder authorization(String secret, String... paths) {
            authorization = secret;
            String allowed = "[\"" + String.join("\",\"", paths) + "\"]";
            return setting(
                    "API.Authorizations",
                    "{\"test\":{\"AuthSecret\":\"" + secret + "\",\"AllowedPaths\":" + allowed + "}}");
        }

        /** Lets only nodes with the same 32 bytes, in hexadecimal, connect with it. */
        public Builder swarmKey(String hexadecimal) {
            swarmKey = hexadecimal;
            return this;
        }

        /** A setting of Kubo's configuration, as JSON. */
        public Builder setting(String name, String json) {
            settings.add(new String[] {name, json});
            return this;
        }

        /** Makes the node and starts it. */
        public KuboNode start() {
            TestProgram ipfs = TestProgram.built("kubo", "ipfs")
                    .with("IPFS_PATH", repository.toString())
                    .with("IPFS_TELEMETRY", "off");
            ipfs.run("init", "--profile=test", "--empty-repo").succeeds();
            int rpc = FreePorts.next();
            int gateway = FreePorts.next();
            int swarm = FreePorts.next();
            setting("Addresses.API", "\"/ip4/127.0.0.1/tcp/" + rpc + "\"");
            setting("Addresses.Gateway", "\"/ip4/127.0.0.1/tcp/" + gateway + "\"");
            setting("Addresses.Swarm", "[\"/ip4/127.0.0.1/tcp/" + swarm + "\"]");
            setting("Routing.Type", "\"none\"");
            setting("Provide.Enabled", "false");
            setting("AutoConf.Enabled", "false");
            settings.forEach(setting ->
                    ipfs.run("config", "--json", setting[0], setting[1]).succeeds());
            if (swarmKey != null) {
                writeSwarmKey(swarmKey);
            }
            KuboNode node = new KuboNode(ipfs, repository, address(rpc), address(gateway), authorization);
            node.start();
            return node;
        }

        private void writeSwarmKey(String key) {
            try {
                Files.writeString(
                        repository.resolve("swarm.key"),
                        "/key/swarm/psk/1.0.0/\n/base16/\n" + key + "\n",
                        StandardCharsets.US_ASCII);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static URI address(int port) {
            return URI.create("http://127.0.0.1:" + port);
        }
    }
}
