package org.pcim.ethereum.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between a client and a real node, and does to their requests and answers what it is told. */
public final class FaultyNode implements AutoCloseable {

    private static final Pattern METHOD = Pattern.compile("\"method\":\"(\\w+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    static {
        // Else each answer waits for the client's acknowledgement of its head, some 40 milliseconds.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final URI node;
    private final HttpServer server;

    private FaultyNode(URI node) throws IOException {
        this.node = node;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** In front of this node, without a fault yet. */
    public static FaultyNode before(URI node) {
        try {
            return new FaultyNode(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, with a key in it as providers have them. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v3/0123456789abcdef");
    }

    /** What happens to a request. */
    public interface Fault {

        /** Answers it, or does not. */
        void answer(Request request) throws IOException;
    }

    private record Rule(String method, Fault fault, AtomicInteger left) {}

    /** What happens to the next requests of a method. */
    public void next(int times, String method, Fault fault) {
        rules.add(new Rule(method, fault, new AtomicInteger(times)));
    }

    /** What happens to all requests of a method. */
    public void always(String method, Fault fault) {
        next(Integer.MAX_VALUE, method, fault);
    }

    /** Everything goes through again. */
    public void heal() {
        rules.clear();
    }

    /** How often a method was asked for. */
    public long asked(String method) {
        return asked.stream().filter(method::equals).count();
    }

    /** Closes the connection without having told the node. */
    public static void dropBefore(Request request) {
        request.exchange.close();
    }

    /** Tells the node, and closes the connection without an answer. */
    public static void dropAfter(Request request) {
        request.forward();
        request.exchange.close();
    }

    /** Never answers. */
    public static void hang(Request request) {
        request.awaitClose();
    }

    /** Answers slowly and without end. */
    public static void drip(Request request) throws IOException {
        request.exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = request.exchange.getResponseBody()) {
            while (!request.awaitClose(50)) {
                body.write(' ');
                body.flush();
            }
        }
    }

    /** Answers quickly and without end. */
    public static void flood(Request request) throws IOException {
        byte[] much = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
        request.exchange.sendResponseHeaders(200, 0);
        try (OutputStream body = request.exchange.getResponseBody()) {
            while (!request.awaitClose(0)) {
                body.write(much);
            }
        }
    }

    /** Answers with this status and body. */
    public static Fault answers(int status, String body) {
        return request -> request.answer(status, body);
    }

    /** Answers with a JSON-RPC error. */
    public static Fault error(int code, String message) {
        return request -> request.answer(
                200,
                "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":\"%s\"}}"
                        .formatted(request.id(), code, message));
    }

    /** Answers with this result. */
    public static Fault result(String json) {
        return request ->
                request.answer(200, "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}".formatted(request.id(), json));
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Request request = new Request(exchange, body);
        asked.add(request.method());
        for (Rule rule : rules) {
            if (rule.method.equals(request.method()) && rule.left.getAndDecrement() > 0) {
                rule.fault.answer(request);
                return;
            }
        }
        request.answer(200, request.forward());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** A request of the client's. */
    public final class Request {

        private final HttpExchange exchange;
        private final String body;

        private Request(HttpExchange exchange, String body) {
            this.exchange = exchange;
            this.body = body;
        }

        /** As the client wrote it. */
        public String body() {
            return body;
        }

        /** What the node answers. */
        public String forward() {
            return forward("", "");
        }

        /** What the node answers to the same with something else in a place. */
        public String forward(String place, String replacement) {
            HttpRequest request = HttpRequest.newBuilder(node)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(
                            place.isEmpty() ? body : body.replace(place, replacement)))
                    .build();
            try {
                return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        /** Answers. */
        public void answer(int status, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        /** A field of its head; empty if there is none. */
        public String header(String name) {
            return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
        }

        /** Its number. */
        public String id() {
            return find(ID);
        }

        private String method() {
            return find(METHOD);
        }

        private String find(Pattern pattern) {
            Matcher found = pattern.matcher(body);
            return found.find() ? found.group(1) : "";
        }

        private void awaitClose() {
            awaitClose(Long.MAX_VALUE);
        }

        private boolean awaitClose(long millis) {
            try {
                return closed.await(millis, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return true;
            }
        }
    }
}
