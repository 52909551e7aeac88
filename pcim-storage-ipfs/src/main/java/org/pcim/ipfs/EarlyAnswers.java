package org.pcim.ipfs;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.util.Timeout;

/** Looks, while a body is sent, whether the server has answered already: it then wants no more of it. */
final class EarlyAnswers implements ResponseOutOfOrderStrategy {

    /** With TLS, looking takes a millisecond. */
    private static final long SELDOM = 4L * 1024 * 1024;

    @Override
    public boolean isEarlyResponseDetected(
            ClassicHttpRequest request, HttpClientConnection connection, InputStream in, long sent, long next)
            throws IOException {
        if (connection.getSSLSession() == null) {
            return in.available() > 0;
        }
        return sent / SELDOM != (sent + next) / SELDOM && connection.isDataAvailable(Timeout.ONE_MILLISECOND);
    }
}
