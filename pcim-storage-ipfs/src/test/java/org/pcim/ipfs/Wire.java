package org.pcim.ipfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server, or a proxy to any, that can be cut, and that counts what goes over it. */
final class Wire implements AutoCloseable {

    private final ServerSocket socket;
    private final Optional<URI> server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();
    private volatile long cutAfter = Long.MAX_VALUE;

    Wire(URI server) {
        this(Optional.of(server));
    }

    private Wire(Optional<URI> server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** A proxy that is told the server by {@code CONNECT} (RFC 9110, section 9.3.6). */
    static Wire throughProxy() {
        return new Wire(Optional.empty());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Cuts every connection once so many bytes have gone to the server from now on. */
    void cutAfter(long bytes) {
        up.set(0);
        cutAfter = bytes;
    }

    /** Lets everything through again. */
    void mend() {
        cutAfter = Long.MAX_VALUE;
    }

    /** How many bytes have come from the server. */
    long down() {
        return down.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket node = connect(client);
                threads.execute(() -> copy(client, node, up));
                threads.execute(() -> copy(node, client, down));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private Socket connect(Socket client) throws IOException {
        if (server.isPresent()) {
            return new Socket(server.get().getHost(), server.get().getPort());
        }
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new IOException("ended before it was told where to connect");
            }
            head.append((char) next);
        }
        String[] words = head.toString().split("[ :]", -1);
        if (!words[0].equals("CONNECT")) {
            throw new IOException("not asked to connect: " + head);
        }
        Socket target = new Socket(words[1], Integer.parseInt(words[2]));
        client.getOutputStream().write("HTTP/1.1 200 Connected\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return target;
    }

    private void copy(Socket from, Socket to, AtomicLong count) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            byte[] buffer = new byte[16 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(buffer, 0, n);
                count.addAndGet(n);
                if (up.get() > cutAfter) {
                    return;
                }
            }
        } catch (IOException e) {
            // The other side has ended it.
        }
    }
}
