package org.pcim.ipfs;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.ManagedConnPool;
import org.apache.hc.core5.pool.PoolEntry;
import org.apache.hc.core5.pool.PoolReusePolicy;
import org.apache.hc.core5.pool.StrictConnPool;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections to servers, each kept for the next request. With {@code https}, {@link SSLContext#getDefault()} has to trust the
 * server's certificate, and the server's name must be in it. Goes through the proxies that {@link ProxySelector#getDefault()}
 * names.
 *
 * <p>Safe for use by many threads.
 */
final class Connections implements AutoCloseable {

    /** Servers give up what is idle for long. */
    private static final TimeValue MAX_IDLE = TimeValue.ofSeconds(30);

    /**
     * Looking whether the server has given one up takes a millisecond. Before a request that can be sent again without harm it
     * is done only after so long, in milliseconds.
     */
    private static final long MAYBE_STALE = 1000;

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** How many requests there are at once is bounded elsewhere. */
    private static final int MANY = Integer.MAX_VALUE;

    private final ManagedConnPool<HttpHost, HttpClientConnection> pool =
            new StrictConnPool<>(MANY, MANY, TimeValue.NEG_ONE_MILLISECOND, PoolReusePolicy.LIFO, null);

    private final Duration deadline;

    /**
     * Opens none.
     *
     * @param deadline how long one may take to be made
     */
    Connections(Duration deadline) {
        this.deadline = deadline;
    }

    /**
     * One for a request; has no connection if there is none left from an earlier one.
     *
     * @param repeatable whether the request can be sent again without harm
     */
    PoolEntry<HttpHost, HttpClientConnection> lease(HttpHost host, boolean repeatable) throws IOException {
        try {
            PoolEntry<HttpHost, HttpClientConnection> entry =
                    pool.lease(host, null, Timeout.DISABLED, null).get();
            if (entry.hasConnection() && isStale(entry, repeatable)) {
                entry.discardConnection(CloseMode.IMMEDIATE);
            }
            return entry;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    /** Takes one back; closes it unless it can be used again. */
    void release(PoolEntry<HttpHost, HttpClientConnection> entry, boolean reusable) {
        if (reusable) {
            entry.updateExpiry(MAX_IDLE);
        } else {
            entry.discardConnection(CloseMode.IMMEDIATE);
        }
        pool.release(entry, reusable);
    }

    /** A socket for {@link #connect}, which ends when that is closed. */
    static Socket socket(HttpHost host) {
        return new Socket(proxy(host));
    }

    /**
     * Connects to a server.
     *
     * @throws ConnectException if it cannot be reached
     */
    HttpClientConnection connect(Socket socket, HttpHost host) throws IOException {
        boolean secured = host.getSchemeName().equals("https");
        int port = host.getPort() >= 0 ? host.getPort() : secured ? HTTPS_PORT : HTTP_PORT;
        try {
            // A proxy looks up the name itself.
            InetSocketAddress address = proxy(host).type() == Proxy.Type.DIRECT
                    ? new InetSocketAddress(InetAddress.getByName(host.getHostName()), port)
                    : InetSocketAddress.createUnresolved(host.getHostName(), port);
            socket.connect(address, Math.toIntExact(Math.min(deadline.toMillis(), Integer.MAX_VALUE)));
        } catch (SocketTimeoutException e) {
            throw new TimedOut("no connection", deadline);
        } catch (UnknownHostException | NoRouteToHostException e) {
            throw (ConnectException) new ConnectException().initCause(e);
        }
        socket.setTcpNoDelay(true);
        Connection connection = new Connection();
        if (!secured) {
            connection.bind(socket);
            return connection;
        }
        SSLSocket layered = (SSLSocket) tls().createSocket(socket, host.getHostName(), port, true);
        SSLParameters parameters = layered.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        layered.setSSLParameters(parameters);
        layered.startHandshake();
        connection.bind(layered, socket);
        return connection;
    }

    @Override
    public void close() {
        pool.close(CloseMode.IMMEDIATE);
    }

    private static boolean isStale(PoolEntry<HttpHost, HttpClientConnection> entry, boolean repeatable) {
        boolean fresh = System.currentTimeMillis() - entry.getUpdated() <= MAYBE_STALE;
        try {
            return !(repeatable && fresh) && entry.getConnection().isStale();
        } catch (IOException e) {
            return true;
        }
    }

    private static SSLSocketFactory tls() throws IOException {
        try {
            return SSLContext.getDefault().getSocketFactory();
        } catch (NoSuchAlgorithmException e) {
            throw new IOException("this machine's trusted certificates cannot be read", e);
        }
    }

    private static Proxy proxy(HttpHost host) {
        ProxySelector selector = ProxySelector.getDefault();
        List<Proxy> proxies = selector == null ? List.of() : selector.select(URI.create(host.toURI()));
        return proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
    }
}
