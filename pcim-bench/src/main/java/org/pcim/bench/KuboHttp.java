package org.pcim.bench;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.pcim.model.Cid;
import org.pcim.testkit.program.KuboNode;

/** The bare requests to a node that a deposit and a retrieval are made of, as anybody would write them. */
final class KuboHttp {

    private static final String BOUNDARY = "pcim-bench-boundary";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Has a node import and pin the graph in a finished CAR file. */
    void importCar(KuboNode node, Path car) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(node.rpc().resolve("/api/v0/dag/import?pin-roots=true"))
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(multipart(car))
                .build();
        HttpResponse<String> answer = send(request, BodyHandlers.ofString());
        if (!answer.body().contains("\"PinErrorMsg\":\"\"")) {
            throw new IOException("dag/import does not pin: " + answer.body());
        }
    }

    /** Downloads a graph from a node's gateway into a CAR file. */
    void downloadCar(KuboNode node, Cid root, Path car) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(node.gateway().resolve("/ipfs/" + root + "?format=car"))
                .header("Accept", "application/vnd.ipld.car")
                .build();
        send(request, BodyHandlers.ofFile(car));
    }

    private static HttpRequest.BodyPublisher multipart(Path car) throws FileNotFoundException {
        return BodyPublishers.concat(
                BodyPublishers.ofString("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"graph.car\"\r\n"
                        + "Content-Type: application/vnd.ipld.car\r\n\r\n"),
                BodyPublishers.ofFile(car),
                BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            HttpResponse<T> answer = http.send(request, body);
            if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
                throw new IOException("Kubo answers " + answer.statusCode() + " to "
                        + request.uri().getPath());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
