package org.pcim.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A line of a certain rate and delay between clients and servers on this machine: a proxy for TCP on the loopback interface.
 * All connections through it share the rate of each direction. A new connection costs one time there and back before its
 * first byte goes out. Nothing is lost, and nothing is slow at its start, as TCP is within its first round trips.
 */
final class LimitedLine implements Line, AutoCloseable {

    private static final int PIECE = 16 * 1024;
    /** How much of a connection may be under way, so that a slow receiver holds up its sender. */
    private static final int WINDOW = 8 * Sizes.MIB / PIECE;

    private final LineRate up;
    private final LineRate down;
    private final Duration delay;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

    /**
     * Makes a line.
     *
     * @param upMegabits from clients to servers, in Mbit/s
     * @param downMegabits from servers to clients
     * @param roundTrip there and back
     */
    LimitedLine(int upMegabits, int downMegabits, Duration roundTrip) {
        up = new LineRate(upMegabits);
        down = new LineRate(downMegabits);
        delay = roundTrip.dividedBy(2);
    }

    @Override
    public URI to(URI server) throws IOException {
        ServerSocket listening = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        open.add(listening);
        threads.execute(() -> accept(listening, new InetSocketAddress(server.getHost(), server.getPort())));
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    @Override
    public void close() {
        open.forEach(this::end);
        threads.shutdownNow();
    }

    private void accept(ServerSocket listening, InetSocketAddress server) {
        try {
            while (true) {
                connect(listening.accept(), server);
            }
        } catch (IOException e) {
            end(listening);
        }
    }

    private void connect(Socket client, InetSocketAddress server) {
        try {
            Connection connection = new Connection(client, new Socket(server.getAddress(), server.getPort()));
            connection.carry(connection.client, connection.server, up);
            connection.carry(connection.server, connection.client, down);
        } catch (IOException e) {
            // The server does not listen yet, or no more.
            end(client);
        }
    }

    private void end(Closeable socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A connection of a client's, and the one to the server that belongs to it. */
    private final class Connection {

        private final Socket client;
        private final Socket server;
        private final long established = System.nanoTime() + 2 * delay.toNanos();
        private final AtomicInteger directions = new AtomicInteger(2);

        Connection(Socket client, Socket server) throws IOException {
            this.client = client;
            this.server = server;
            open.add(client);
            open.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
        }

        void carry(Socket from, Socket to, LineRate rate) {
            BlockingQueue<Piece> underWay = new LinkedBlockingQueue<>(WINDOW);
            threads.execute(() -> run(() -> send(from.getInputStream(), rate, underWay)));
            threads.execute(() -> run(() -> arrive(underWay, to)));
        }

        /** Takes from the sender no more than the line carries. */
        private void send(InputStream from, LineRate rate, BlockingQueue<Piece> underWay)
                throws IOException, InterruptedException {
            byte[] buffer = new byte[PIECE];
            for (int n; (n = from.read(buffer)) >= 0; ) {
                long sent = Math.max(rate.send(n), established);
                underWay.put(new Piece(Arrays.copyOf(buffer, n), sent + delay.toNanos()));
                LineRate.sleepUntil(sent);
            }
            underWay.put(new Piece(new byte[0], System.nanoTime() + delay.toNanos()));
        }

        private void arrive(BlockingQueue<Piece> underWay, Socket to) throws IOException, InterruptedException {
            OutputStream out = to.getOutputStream();
            Piece piece = underWay.take();
            while (!piece.isEnd()) {
                LineRate.sleepUntil(piece.arrival);
                out.write(piece.bytes);
                piece = underWay.take();
            }
            LineRate.sleepUntil(piece.arrival);
            to.shutdownOutput();
            if (directions.decrementAndGet() == 0) {
                end();
            }
        }

        private void run(Carrying carrying) {
            try {
                carrying.run();
            } catch (IOException e) {
                end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void end() {
            LimitedLine.this.end(client);
            LimitedLine.this.end(server);
        }
    }

    @FunctionalInterface
    private interface Carrying {
        void run() throws IOException, InterruptedException;
    }

    /** What was read, and when it arrives at the other end. */
    private static final class Piece {

        private final byte[] bytes;
        private final long arrival;

        Piece(byte[] bytes, long arrival) {
            this.bytes = bytes;
            this.arrival = arrival;
        }

        /** That nothing more comes. */
        boolean isEnd() {
            return bytes.length == 0;
        }
    }
}
