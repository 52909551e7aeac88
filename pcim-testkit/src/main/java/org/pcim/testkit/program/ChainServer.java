package org.pcim.testkit.program;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a private chain: a program whose JSON-RPC listens on a free port of the loopback interface. */
final class ChainServer {

    private final TestProgram program;
    private final Path log;
    private final URI url = URI.create("http://127.0.0.1:" + FreePorts.next());
    private final JsonRpc rpc = new JsonRpc(url);
    private List<String> options = List.of();
    private @Nullable BackgroundProgram server;

    /**
     * Is not started yet.
     *
     * @param log where what it writes goes
     */
    ChainServer(TestProgram program, Path log) {
        this.program = program;
        this.log = log;
    }

    URI url() {
        return url;
    }

    /** The port, for the program's options. */
    String port() {
        return Integer.toString(url.getPort());
    }

    /** Starts with these options, now and whenever it is started again. */
    void start(List<String> itsOptions) {
        options = List.copyOf(itsOptions);
        startAgain();
    }

    /** Starts it, unless it runs, and waits until it answers. */
    void startAgain() {
        if (server == null) {
            server = BackgroundProgram.start(program, log, options.toArray(String[]::new));
            server.await(rpc::answers);
        }
    }

    String call(String method, String... parameters) {
        return rpc.call(method, parameters);
    }

    void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    void kill() {
        if (server != null) {
            server.kill();
            server = null;
        }
    }
}
