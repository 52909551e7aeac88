package org.pcim.testkit.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JSON-RPC calls whose results are short: numbers, hashes, nothing. */
final class JsonRpc {

    private static final Pattern RESULT =
            Pattern.compile("\"result\"\\s*:\\s*(\"([^\"]*)\"|.*)\\}\\s*", Pattern.DOTALL);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;

    JsonRpc(URI url) {
        this.url = url;
    }

    String call(String method, String... parameters) {
        String answer = answer(method, parameters);
        Matcher result = RESULT.matcher(answer);
        if (answer.contains("\"error\"") || !result.find()) {
            throw new AssertionError(method + " " + String.join(", ", parameters) + ": " + answer);
        }
        return result.group(2) == null ? result.group(1) : result.group(2);
    }

    /** Whether somebody answers. */
    boolean answers() {
        try {
            return answer("eth_chainId").contains("\"result\"");
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private String answer(String method, String... parameters) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
                .formatted(method, String.join(",", parameters));
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + method, e);
        }
    }
}
