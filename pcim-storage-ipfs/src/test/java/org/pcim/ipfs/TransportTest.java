package org.pcim.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.core5.http.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.content.Block;
import org.pcim.model.Cid;

/** HTTP as the store needs it, against servers of the JDK and of ours. */
class TransportTest {

    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void usesAConnectionAgain() throws IOException {
        try (SourceServer server = greeting(ServerSocketFactory.getDefault());
                Transport transport = transport()) {
            for (int i = 0; i < 5; i++) {
                assertEquals("hello", get(transport, "http://127.0.0.1:" + server.port()));
            }
            assertEquals(1, server.connections());
        }
    }

    @Test
    void doesNotUseAConnectionAgainThatWasLeft() throws IOException {
        try (SourceServer server = greeting(ServerSocketFactory.getDefault());
                Transport transport = transport()) {
            TimedBody left = transport
                    .send(Transport.request(Method.GET, server.address(), null), DEADLINE, "read", "it")
                    .body();
            assertEquals('h', left.read());
            left.close();
            assertThrows(IOException.class, left::read);
            assertEquals("hello", get(transport, "http://127.0.0.1:" + server.port()));
            assertEquals(2, server.connections());
        }
    }

    @Test
    void noticesThatTheServerClosedAConnectionMeanwhile() throws Exception {
        try (SourceServer server = new SourceServer((path, out) -> out.write(
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes(StandardCharsets.US_ASCII)));
                Transport transport = transport()) {
            assertEquals("hi", get(transport, server.address().toString()));
            TimeUnit.MILLISECONDS.sleep(1100);
            assertEquals("hi", get(transport, server.address().toString()));
        }
    }

    @Test
    void sendsNoBodyOnAConnectionThatTheServerClosed() throws Exception {
        SourceServer.Behaviour leaving = (path, out) -> {
            if (path.startsWith("/api")) {
                return;
            }
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi".getBytes(StandardCharsets.US_ASCII));
        };
        try (SourceServer server = new SourceServer(leaving);
                Transport transport = transport()) {
            assertEquals("hi", get(transport, server.address().toString()));
            KuboRpc rpc = new KuboRpc(KuboEndpoint.at(server.address()), transport, DEADLINE);
            assertThrows(IOException.class, () -> ImportRequest.begin(rpc, transport));
        }
    }

    @Test
    void tellsWhatTheServerSaysAtTheEnd() {
        try (SourceServer server = new SourceServer((path, out) -> SourceServer.chunked(
                        out,
                        "text/plain",
                        "half of it".getBytes(StandardCharsets.US_ASCII),
                        "X-Stream-Error: the disk\tis full\r\n"));
                Transport transport = transport()) {
            Refused refused = assertThrows(
                    Refused.class, () -> get(transport, server.address().toString()));
            assertEquals("it broke off (the disk is full)", refused.getMessage());
        }
    }

    @Test
    void leavesAServerThatStopsInTheMiddle() {
        try (SourceServer server = new SourceServer(TransportTest::stopInTheMiddle);
                Transport transport = transport()) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> assertThrows(
                            TimedOut.class,
                            () -> get(transport, server.address().toString())));
        }
    }

    @Test
    void interruptionEndsARead() throws Exception {
        try (SourceServer server = new SourceServer(TransportTest::stopInTheMiddle);
                Transport transport = new Transport(DEADLINE, Duration.ofDays(1))) {
            TimedBody body = transport
                    .send(Transport.request(Method.GET, server.address(), null), DEADLINE, "read", "it")
                    .body();
            Thread reader = Thread.currentThread();
            CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(reader::interrupt);
            assertThrows(InterruptedIOException.class, body::readAllBytes);
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        try (Transport transport = transport()) {
            ConnectException refused =
                    assertThrows(ConnectException.class, () -> get(transport, "http://127.0.0.1:" + free));
            assertEquals("it cannot be reached", Refused.reason(refused));
            assertThrows(ConnectException.class, () -> get(transport, "http://nowhere.invalid"));
        }
    }

    @Test
    void leavesAServerThatDoesNotShakeHands() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Transport transport = transport()) {
            TimedOut late =
                    assertThrows(TimedOut.class, () -> get(transport, "https://127.0.0.1:" + silent.getLocalPort()));
            assertEquals("no answer within 500 ms", late.getMessage());
        }
    }

    @Test
    void trustsWhoseCertificateNamesThemAndNobodyElse(@TempDir Path folder) throws Exception {
        KeyStore keys = certificateOf("localhost", folder);
        SSLContext before = SSLContext.getDefault();
        try (SourceServer server = greeting(context(keys).getServerSocketFactory());
                Transport transport = new Transport(Duration.ofSeconds(10), Duration.ofSeconds(10))) {
            assertThrows(SSLException.class, () -> get(transport, "https://localhost:" + server.port()));
            SSLContext.setDefault(context(keys));
            assertEquals("hello", get(transport, "https://localhost:" + server.port()));
            assertEquals("hello", get(transport, "https://localhost:" + server.port()));
            assertEquals(2, server.connections());
            assertThrows(SSLException.class, () -> get(transport, "https://127.0.0.1:" + server.port()));
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @Test
    void goesThroughTheProxyThatTheMachineNames() throws IOException {
        ProxySelector before = ProxySelector.getDefault();
        try (SourceServer server = greeting(ServerSocketFactory.getDefault());
                Wire proxy = Wire.throughProxy();
                Transport transport = transport()) {
            ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress(
                    InetAddress.getLoopbackAddress(), proxy.address().getPort())));
            assertEquals("hello", get(transport, "http://127.0.0.1:" + server.port()));
            assertTrue(proxy.down() > 0);
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void tellsWhyABodyIsNotWantedAnyMore() {
        SourceServer.Behaviour full = (path, out) -> {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            TimeUnit.MILLISECONDS.sleep(100);
            SourceServer.status(out, "507 Insufficient Storage");
            TimeUnit.MILLISECONDS.sleep(2000);
        };
        try (SourceServer server = new SourceServer(full);
                Transport transport = new Transport(DEADLINE, Duration.ofSeconds(10))) {
            KuboRpc rpc = new KuboRpc(KuboEndpoint.at(server.address()), transport, DEADLINE);
            Block block = Block.of(Cid.Codec.RAW, new byte[Block.MAX_LENGTH]);
            Refused refused = assertThrows(Refused.class, () -> {
                try (ImportRequest request = ImportRequest.begin(rpc, transport)) {
                    for (int i = 0; i < 1000; i++) {
                        request.put(block);
                    }
                }
            });
            assertEquals("HTTP status 507", refused.getMessage());
        }
    }

    private static Transport transport() {
        return new Transport(DEADLINE, DEADLINE);
    }

    private static String get(Transport transport, String address) throws IOException {
        Response response = transport.send(
                Transport.request(Method.GET, URI.create(address), null), transport.deadline(), "read", "it");
        try (InputStream body = response.body()) {
            return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static void stopInTheMiddle(String path, OutputStream out) throws IOException, InterruptedException {
        out.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".getBytes(StandardCharsets.US_ASCII));
        TimeUnit.DAYS.sleep(1);
    }

    private static SourceServer greeting(ServerSocketFactory sockets) {
        byte[] hello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello".getBytes(StandardCharsets.US_ASCII);
        return new SourceServer(sockets, true, (path, out) -> out.write(hello));
    }

    private static KeyStore certificateOf(String name, Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    /** Has these keys, and trusts their certificates. */
    private static SSLContext context(KeyStore keys) throws Exception {
        KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
