package org.pcim.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.pcim.model.Bytes;

/** How fast the machine is only makes a line slower, so that no bound here depends on it. */
class LimitedLineTest {

    private static final Duration ROUND_TRIP = Duration.ofMillis(20);

    @Test
    void carriesEveryByteBothWays() throws Exception {
        byte[] sent = new byte[300_000];
        new Random(1).nextBytes(sent);
        assertEquals(
                Bytes.of(sent),
                echo(new LimitedLine(1000, 1000, ROUND_TRIP), sent).received());
    }

    @Test
    void takesAsLongAsItsRateSays() throws Exception {
        double seconds =
                echo(new LimitedLine(8, 1000, ROUND_TRIP), new byte[200_000]).seconds();
        assertTrue(seconds > 0.19, "200 kB at 8 Mbit/s took " + seconds + " s");
    }

    @Test
    void takesARoundTripToConnectAndOneForEachAnswer() throws Exception {
        double seconds =
                echo(new LimitedLine(1000, 1000, ROUND_TRIP), new byte[1]).seconds();
        assertTrue(seconds > 0.04, "the first byte came back after " + seconds + " s");
    }

    @Test
    void goesOnWhenAServerBeginsToListen() throws Exception {
        try (LimitedLine line = new LimitedLine(1000, 1000, ROUND_TRIP);
                ServerSocket later = new ServerSocket()) {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            URI address = line.to(URI.create("http://127.0.0.1:" + port));
            assertEquals(-1, firstByte(address));
            later.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            try (Socket client = new Socket(address.getHost(), address.getPort());
                    Socket accepted = later.accept()) {
                accepted.getOutputStream().write(7);
                assertEquals(7, client.getInputStream().read());
            }
        }
    }

    private static int firstByte(URI address) throws IOException {
        try (Socket client = new Socket(address.getHost(), address.getPort())) {
            return client.getInputStream().read();
        }
    }

    private record Echo(double seconds, Bytes received) {}

    /** Sends to a server that sends everything back when it has all. */
    private static Echo echo(LimitedLine opened, byte[] sent) throws Exception {
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (LimitedLine line = opened;
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Future<Void> answered = threads.submit(() -> answer(server));
            URI address = line.to(URI.create("http://127.0.0.1:" + server.getLocalPort()));
            long begun = System.nanoTime();
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                OutputStream out = socket.getOutputStream();
                out.write(sent);
                socket.shutdownOutput();
                byte[] received = socket.getInputStream().readAllBytes();
                answered.get();
                return new Echo((System.nanoTime() - begun) / 1e9, Bytes.of(received));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void answer(ServerSocket server) throws IOException {
        try (Socket client = server.accept();
                InputStream in = client.getInputStream();
                OutputStream out = client.getOutputStream()) {
            out.write(in.readAllBytes());
            return null;
        }
    }
}
