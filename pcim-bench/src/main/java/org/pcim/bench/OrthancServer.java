package org.pcim.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An Orthanc of its own on a free port of the loopback interface, with its default options but for where it stores and
 * listens, no DICOM port, and the DICOMweb plugin.
 */
final class OrthancServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private OrthancServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static OrthancServer start(Path folder) throws IOException {
        Files.createDirectories(folder);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path configuration = folder.resolve("orthanc.json");
        Files.writeString(configuration, """
                {
                  "StorageDirectory": "%1$s/storage",
                  "IndexDirectory": "%1$s/storage",
                  "HttpPort": %2$d,
                  "RemoteAccessAllowed": false,
                  "AuthenticationEnabled": false,
                  "DicomServerEnabled": false,
                  "Plugins": ["%3$s"],
                  "DicomWeb": { "Enable": true, "Root": "/dicom-web/" }
                }
                """.formatted(
                        folder, port, Program.Needed.DICOMWEB.path().orElseThrow()));
        Process process = new ProcessBuilder(
                        Program.Needed.ORTHANC.path().orElseThrow().toString(), configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("orthanc.log").toFile())
                .start();
        OrthancServer server = new OrthancServer(process, URI.create("http://127.0.0.1:" + port + "/"));
        boolean answers = false;
        try {
            server.awaitAnswer(folder);
            answers = true;
            return server;
        } finally {
            if (!answers) {
                server.close();
            }
        }
    }

    /** POSTs the files one by one over one connection that is kept alive. */
    void post(List<Path> files) throws IOException {
        for (Path file : files) {
            HttpRequest request = request("instances")
                    .POST(BodyPublishers.ofByteArray(Files.readAllBytes(file)))
                    .build();
            HttpResponse<Void> answer = send(request, BodyHandlers.discarding());
            requireOk(answer);
        }
    }

    /** Reads a whole study by WADO-RS as it is stored; answers the number of bytes. */
    long wadoRs(String studyInstanceUid, OutputStream target) throws IOException {
        HttpRequest request = request("dicom-web/studies/" + studyInstanceUid)
                .header("Accept", "multipart/related; type=\"application/dicom\"; transfer-syntax=*")
                .build();
        HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
        requireOk(answer);
        try (InputStream body = answer.body()) {
            return body.transferTo(target);
        }
    }

    /** Processor time of the server so far, in seconds. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / 1e9;
    }

    @Override
    public void close() throws IOException {
        Program.stop(process);
    }

    private void awaitAnswer(Path folder) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                get("system");
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException(
                            "Orthanc does not start: " + Files.readString(folder.resolve("orthanc.log")), e);
                }
                pause();
            }
        }
    }

    private void pause() throws IOException {
        try {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new IOException("Orthanc has ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String get(String path) throws IOException {
        HttpResponse<String> answer = send(request(path).build(), BodyHandlers.ofString());
        requireOk(answer);
        return answer.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return http.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void requireOk(HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("Orthanc answers " + answer.statusCode() + " to " + answer.uri());
        }
    }
}
