package org.pcim.ethereum.internal.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.pcim.error.CancelledException;
import org.pcim.error.InputException;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/**
 * JSON-RPC 2.0 over HTTP with one URL.
 *
 * <p>Of the URL only the host is ever shown: providers put keys into the rest. A name and a password in it are sent as HTTP's
 * basic authentication. Safe for use by many threads.
 */
final class JsonRpcEndpoint {

    /** The largest answer that is taken, in bytes. */
    static final int MAX_ANSWER = 32 << 20;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final HttpClient http;
    private final URI url;
    private final String host;
    private final ObjectMapper mapper = ObjectMapperFactory.getObjectMapper();

    JsonRpcEndpoint(HttpClient http, URI url) {
        String scheme = url.getScheme();
        if (url.getHost() == null || !("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))) {
            throw new InputException("use node", "", "its URL has to begin with http:// or https:// and a host");
        }
        this.http = http;
        this.url = url;
        this.host = url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** Host and port, to be shown. */
    String host() {
        return host;
    }

    /**
     * Asks.
     *
     * @return what the answer has as its result; null if it has none
     * @throws NodeFailure if there is no answer in time, or one that is none
     * @throws RpcError if the answer is an error
     */
    <T, R extends Response<T>> @Nullable T ask(String method, Class<R> answerType, Duration timeout, List<?> parameters)
            throws NodeFailure, RpcError {
        Request<?, R> request = new Request<>(method, parameters, null, answerType);
        HttpResponse<byte[]> answer = send(method, body(request), timeout);
        int status = answer.statusCode();
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
            throw new NodeFailure(host + " answers with HTTP status " + status, null);
        }
        R response = read(answer, answerType);
        if (response.getError() != null) {
            Response.Error error = response.getError();
            throw new RpcError(host, error.getCode(), error.getMessage(), error.getData());
        }
        if (response.getId() != request.getId()) {
            throw new NodeFailure(host + " answers something else than was asked", null);
        }
        return response.getResult();
    }

    private byte[] body(Request<?, ?> request) {
        try {
            return mapper.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request that cannot be written", e);
        }
    }

    private <R> R read(HttpResponse<byte[]> answer, Class<R> answerType) throws NodeFailure {
        try {
            R response = mapper.readValue(answer.body(), answerType);
            if (response != null) {
                return response;
            }
        } catch (IOException e) {
            throw new NodeFailure(
                    host + " answers with HTTP status " + answer.statusCode() + " and no JSON-RPC answer", e);
        }
        throw new NodeFailure(host + " answers nothing", null);
    }

    private HttpResponse<byte[]> send(String method, byte[] body, Duration timeout) throws NodeFailure {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (url.getUserInfo() != null) {
            request.header("Authorization", "Basic " + base64(url.getUserInfo()));
        }
        // Not HttpRequest.timeout: that ends with the answer's headers.
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request.build(), info -> new BoundedBody(MAX_ANSWER));
        try {
            return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new CancelledException("ask node", host + " for " + method);
        } catch (TimeoutException e) {
            throw new NodeFailure(host + " does not answer within " + timeout.toMillis() + " ms", null);
        } catch (ExecutionException e) {
            if (isTooLarge(e)) {
                throw new OversizedAnswer(host + " answers with more than " + MAX_ANSWER + " bytes");
            }
            throw new NodeFailure(host + " cannot be reached: " + e.getCause(), e);
        } finally {
            sent.cancel(true);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isTooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BoundedBody.TooLarge) {
                return true;
            }
        }
        return false;
    }
}
