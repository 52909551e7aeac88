package org.pcim.ipfs;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;

/** An HTTP server on the loopback interface that answers what a test tells it to, byte by byte. */
final class SourceServer implements AutoCloseable {

    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final boolean keepsConnections;
    private final Behaviour behaviour;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicLong sent = new AtomicLong();

    /** What it answers. */
    interface Behaviour {

        /**
         * Answers one request.
         *
         * @param path the path and the query
         * @param out everything that follows the request on the connection, which is closed afterwards
         */
        void answer(String path, OutputStream out) throws IOException, InterruptedException;
    }

    /** Answers one request on each connection. */
    SourceServer(Behaviour behaviour) {
        this(ServerSocketFactory.getDefault(), false, behaviour);
    }

    /**
     * Answers one request on each connection, or as many as come.
     *
     * @param sockets of TLS for an address with {@code https}
     */
    SourceServer(ServerSocketFactory sockets, boolean keepsConnections, Behaviour behaviour) {
        this.keepsConnections = keepsConnections;
        this.behaviour = behaviour;
        try {
            socket = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return socket.getLocalPort();
    }

    /** How many connections there were. */
    int connections() {
        return connections.get();
    }

    /** The paths and queries that were asked for. */
    List<String> requests() {
        return requests;
    }

    /** How many bytes it could send, with what lies in the buffers of the readers' sockets. */
    long sent() {
        return sent.get();
    }

    /** A head of status 200 for a body that ends with the connection. */
    static void head(OutputStream out, String type) throws IOException {
        out.write(("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    /** A whole answer, in chunks, so that its end is a clean one. */
    static void chunked(OutputStream out, String type, byte[] body, String trailer) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(("HTTP/1.1 200 OK\r\nContent-Type: " + type
                        + "\r\nTransfer-Encoding: chunked\r\nTrailer: X-Stream-Error\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        if (body.length > 0) {
            answer.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            answer.writeBytes(body);
            answer.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        answer.writeBytes(("0\r\n" + trailer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.write(answer.toByteArray());
    }

    /** An answer of another status. */
    static void status(OutputStream out, String statusAndHeaders) throws IOException {
        out.write(("HTTP/1.1 " + statusAndHeaders + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
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
                Socket connection = socket.accept();
                connections.incrementAndGet();
                // What waits here has not been taken.
                connection.setSendBufferSize(64 * 1024);
                threads.execute(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            BufferedReader requests =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = new Counted(connection.getOutputStream());
            boolean more = serve(requests, out);
            while (more && keepsConnections) {
                more = serve(requests, out);
            }
        } catch (IOException e) {
            // The client has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers the next request; false if there is none. */
    private boolean serve(BufferedReader connection, OutputStream out) throws IOException, InterruptedException {
        String line = connection.readLine();
        if (line == null) {
            return false;
        }
        String header = connection.readLine();
        while (header != null && !header.isEmpty()) {
            header = connection.readLine();
        }
        String path = line.split(" ", -1)[1];
        requests.add(path);
        behaviour.answer(path, out);
        return true;
    }

    private final class Counted extends OutputStream {
        private final OutputStream out;

        Counted(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            sent.incrementAndGet();
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            sent.addAndGet(length);
        }
    }
}
