package org.pcim.ipfs;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A line to a server that can be cut, and that counts what goes over it. */
final class Wire implements AutoCloseable {

    private final ServerSocket socket;
    private final URI server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong up = new AtomicLong();
    private final AtomicLong down = new AtomicLong();
    private volatile long cutAfter = Long.MAX_VALUE;

    Wire(URI server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
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
                Socket node = new Socket(server.getHost(), server.getPort());
                threads.execute(() -> copy(client, node, up));
                threads.execute(() -> copy(node, client, down));
            } catch (IOException e) {
                return; // closed
            }
        }
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
