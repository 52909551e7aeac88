package org.pcim.testkit.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A peer of a private IPFS cluster beside a node of its own, with the IPFS Pinning Service API on a free port of the
 * loopback interface. It notices within seconds that another peer is gone, and has its pins made elsewhere.
 */
public final class IpfsClusterPeer implements AutoCloseable {

    private static final String CREDENTIALS = "pcim:pcim";
    private static final Pattern ID = Pattern.compile("\"id\":\\s*\"([^\"]+)\"");
    private static final Pattern TOKEN = Pattern.compile("\"token\":\\s*\"([^\"]+)\"");

    private final BackgroundProgram daemon;
    private final URI pinningService;
    private final String address;

    private IpfsClusterPeer(BackgroundProgram daemon, URI pinningService, String address) {
        this.daemon = daemon;
        this.pinningService = pinningService;
        this.address = address;
    }

    /**
     * Starts a peer.
     *
     * @param folder a folder that does not exist yet
     * @param node the node that keeps what is allocated to this peer
     * @param copies how many peers are to keep each root
     * @param other a peer of the cluster that this one joins; null for the first
     */
    public static IpfsClusterPeer start(Path folder, KuboNode node, int copies, @Nullable IpfsClusterPeer other) {
        int swarm = FreePorts.next();
        int service = FreePorts.next();
        TestProgram cluster = TestProgram.built("ipfs-cluster", "ipfs-cluster-service")
                .with("IPFS_CLUSTER_PATH", folder.toString())
                .with("CLUSTER_SECRET", "01".repeat(32))
                .with("CLUSTER_PEERNAME", folder.getFileName().toString())
                .with("CLUSTER_LISTENMULTIADDRESS", "/ip4/127.0.0.1/tcp/" + swarm)
                .with("CLUSTER_MDNSINTERVAL", "0")
                .with("CLUSTER_REPLICATIONFACTORMIN", Integer.toString(copies))
                .with("CLUSTER_REPLICATIONFACTORMAX", Integer.toString(copies))
                .with("CLUSTER_DISABLEREPINNING", "false")
                .with("CLUSTER_MONITORPINGINTERVAL", "4s")
                .with("CLUSTER_PUBSUBMON_CHECKINTERVAL", "1s")
                .with(
                        "CLUSTER_IPFSHTTP_NODEMULTIADDRESS",
                        "/ip4/127.0.0.1/tcp/" + node.rpc().getPort())
                .with("CLUSTER_PINSVCAPI_HTTPLISTENMULTIADDRESS", "/ip4/127.0.0.1/tcp/" + service)
                .with("CLUSTER_PINSVCAPI_BASICAUTHCREDENTIALS", CREDENTIALS)
                .with("CLUSTER_RESTAPI_HTTPLISTENMULTIADDRESS", "/ip4/127.0.0.1/tcp/" + FreePorts.next())
                .with("CLUSTER_IPFSPROXY_LISTENMULTIADDRESS", "/ip4/127.0.0.1/tcp/" + FreePorts.next());
        cluster.run("init", "--consensus", "crdt").succeeds();
        List<String> arguments = new ArrayList<>(List.of("daemon"));
        if (other != null) {
            arguments.addAll(List.of("--bootstrap", other.address));
        }
        Path log = folder.resolve("daemon.log");
        BackgroundProgram daemon = BackgroundProgram.start(cluster, log, arguments.toArray(String[]::new));
        daemon.await(() -> read(log).contains("IPFS Cluster is READY"));
        return new IpfsClusterPeer(
                daemon,
                URI.create("http://127.0.0.1:" + service),
                "/ip4/127.0.0.1/tcp/" + swarm + "/p2p/" + found(ID, read(folder.resolve("identity.json"))));
    }

    /** Where its pinning service answers. */
    public URI pinningService() {
        return pinningService;
    }

    /** A bearer token for its pinning service. */
    public String token() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) pinningService.resolve("/token").toURL().openConnection();
            connection.setRequestMethod("POST");
            connection.setRequestProperty(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(CREDENTIALS.getBytes(StandardCharsets.US_ASCII)));
            return found(TOKEN, new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it, but not its node. */
    public void kill() {
        daemon.kill();
    }

    @Override
    public void close() {
        daemon.close();
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in " + text);
        }
        return matcher.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
