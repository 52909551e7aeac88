package org.pcim.ipfs;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Objects;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.http.protocol.HttpProcessor;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.http.protocol.RequestConnControl;
import org.apache.hc.core5.http.protocol.RequestContent;
import org.apache.hc.core5.http.protocol.RequestTargetHost;
import org.apache.hc.core5.http.protocol.RequestUserAgent;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. One thread sends it and reads the answer; any may {@linkplain #close() give it up}, which ends
 * what that thread waits for.
 */
final class Exchange implements Closeable {

    /** Never sends a body that was not asked for: the caller's deadline ends the waiting. */
    private static final HttpRequestExecutor EXECUTOR = new HttpRequestExecutor(
            Http1Config.custom().setWaitForContinueTimeout(Timeout.ofDays(1)).build(), null, null);

    private static final HttpProcessor HEADERS = HttpProcessorBuilder.create()
            .addAll(
                    RequestTargetHost.INSTANCE,
                    RequestContent.INSTANCE,
                    RequestConnControl.INSTANCE,
                    new RequestUserAgent("PCIM"))
            .build();

    private static final String GIVEN_UP = "it was given up";

    private final Connections connections;
    private final ClassicHttpRequest request;
    private final HttpCoreContext context = HttpCoreContext.create();
    private @Nullable ClassicHttpResponse response;
    private @Nullable Socket socket;
    private @Nullable PoolEntry<HttpHost, HttpClientConnection> entry;
    private boolean givenUp;

    Exchange(Connections connections, ClassicHttpRequest request) {
        this.connections = connections;
        this.request = request;
    }

    /** Connects, sends the request and waits for the head of the answer. */
    ClassicHttpResponse send() throws IOException {
        boolean sent = false;
        try {
            HttpClientConnection connection = connection();
            EXECUTOR.preProcess(request, HEADERS, context);
            ClassicHttpResponse head = EXECUTOR.execute(request, connection, context);
            response = head;
            sent = true;
            return head;
        } catch (HttpException e) {
            throw new IOException("it does not speak HTTP: " + Refused.shortened(String.valueOf(e.getMessage())), e);
        } finally {
            if (!sent) {
                close();
            }
        }
    }

    /** The body of the answer. */
    InputStream content() throws IOException {
        HttpEntity entity = Objects.requireNonNull(response).getEntity();
        return entity == null ? InputStream.nullInputStream() : entity.getContent();
    }

    /** What a server says in a trailer of its name; only at the end of the body. */
    String trailer(String name) throws IOException {
        if (content() instanceof ChunkedInputStream chunked) {
            return Arrays.stream(chunked.getFooters())
                    .filter(trailer -> trailer.getName().equalsIgnoreCase(name))
                    .map(NameValuePair::getValue)
                    .findFirst()
                    .orElse("");
        }
        return "";
    }

    /** Told when the body was read to its end: the connection may serve another request. */
    void end() throws IOException {
        PoolEntry<HttpHost, HttpClientConnection> ended = take();
        if (ended != null) {
            boolean reusable =
                    EXECUTOR.keepAlive(request, Objects.requireNonNull(response), ended.getConnection(), context);
            connections.release(ended, reusable);
        }
    }

    /** Gives it up, and the connection with it. Does nothing at the end. */
    @Override
    public void close() {
        Socket connecting;
        synchronized (this) {
            givenUp = true;
            connecting = socket;
            socket = null;
        }
        if (connecting != null) {
            Closer.closeQuietly(connecting);
        }
        PoolEntry<HttpHost, HttpClientConnection> left = take();
        if (left != null) {
            connections.release(left, false);
        }
    }

    private HttpClientConnection connection() throws IOException {
        HttpHost host = new HttpHost(request.getScheme(), request.getAuthority());
        PoolEntry<HttpHost, HttpClientConnection> leased = lease(host);
        if (!leased.hasConnection()) {
            HttpClientConnection made = connections.connect(socket(host), host);
            assign(leased, made);
        }
        return leased.getConnection();
    }

    private PoolEntry<HttpHost, HttpClientConnection> lease(HttpHost host) throws IOException {
        PoolEntry<HttpHost, HttpClientConnection> leased =
                connections.lease(host, Method.GET.isSame(request.getMethod()));
        synchronized (this) {
            if (!givenUp) {
                entry = leased;
                return leased;
            }
        }
        connections.release(leased, leased.hasConnection());
        throw new IOException(GIVEN_UP);
    }

    private synchronized Socket socket(HttpHost host) throws IOException {
        if (givenUp) {
            throw new IOException(GIVEN_UP);
        }
        Socket connecting = Connections.socket(host);
        socket = connecting;
        return connecting;
    }

    private synchronized void assign(PoolEntry<HttpHost, HttpClientConnection> leased, HttpClientConnection made)
            throws IOException {
        if (givenUp) {
            // Its socket is closed.
            throw new IOException(GIVEN_UP);
        }
        socket = null;
        leased.assignConnection(made);
    }

    private synchronized @Nullable PoolEntry<HttpHost, HttpClientConnection> take() {
        PoolEntry<HttpHost, HttpClientConnection> taken = entry;
        entry = null;
        return taken;
    }
}
