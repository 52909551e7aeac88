package org.pcim.ipfs;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.util.Timeout;

/**
 * A connection on which a server may answer before it has the whole body of a request: it then wants no more of it, and why
 * stands in that answer.
 */
final class Connection extends DefaultBHttpClientConnection {

    /** With TLS, looking for an answer takes a millisecond. */
    private static final long SELDOM = 4L * 1024 * 1024;

    private volatile boolean bodyRefused;

    /** Has no socket yet. */
    Connection() {
        super(Http1Config.DEFAULT, null, null, null, null, Connection::isAnswered, null, null);
    }

    /** A server that closed the connection instead of asking for the body gets none. */
    @Override
    public void sendRequestEntity(ClassicHttpRequest request) throws HttpException, IOException {
        if (isStale()) {
            throw new ConnectionClosedException("the server has closed the connection");
        }
        try {
            super.sendRequestEntity(request);
        } catch (IOException e) {
            bodyRefused = isAnswered();
            if (!bodyRefused) {
                throw e;
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (!bodyRefused) {
            super.flush();
        }
    }

    @Override
    public boolean isConsistent() {
        return !bodyRefused && super.isConsistent();
    }

    private boolean isAnswered() {
        try {
            return isOpen() && isDataAvailable(Timeout.ONE_MILLISECOND);
        } catch (IOException e) {
            return false;
        }
    }

    /** Looks between two writes of a body. */
    private static boolean isAnswered(
            ClassicHttpRequest request, HttpClientConnection connection, InputStream in, long sent, long next)
            throws IOException {
        if (connection.getSSLSession() == null) {
            return in.available() > 0;
        }
        return sent / SELDOM != (sent + next) / SELDOM && connection.isDataAvailable(Timeout.ONE_MILLISECOND);
    }
}
