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
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Orthanc of its own on a free port of the loopback interface, with its default options but for where it stores and
 * listens, how long a request may take, no DICOM port, and the DICOMweb plugin.
 */
final class OrthancServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    /** One more than there may be idle connections. */
    private static final int ATTEMPTS = 5;

    private final Process process;
    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private OrthancServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    static OrthancServer start(Path folder) throws IOException {
        return start(folder, Line.NONE);
    }

    /** One that is reached through a line. */
    static OrthancServer start(Path folder, Line line) throws IOException {
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
                  "HttpRequestTimeout": 300,
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
        OrthancServer server = new OrthancServer(process, line.to(URI.create("http://127.0.0.1:" + port)));
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

    /** POSTs the files over so many connections; answers what Orthanc calls the instances. */
    List<String> post(List<Path> files, int connections) throws IOException {
        return Connections.each(connections, files, file -> {
            HttpRequest request =
                    request("instances").POST(BodyPublishers.ofFile(file)).build();
            HttpResponse<String> answer = send(request, BodyHandlers.ofString());
            requireOk(answer);
            return field("ID", answer.body());
        });
    }

    /** GETs instances over so many connections, each into a file. */
    void get(List<String> instances, int connections, Path folder) throws IOException {
        Files.createDirectories(folder);
        Connections.each(connections, instances, instance -> {
            HttpRequest request = request("instances/" + instance + "/file").build();
            HttpResponse<Path> answer = send(request, BodyHandlers.ofFile(folder.resolve(instance)));
            requireOk(answer);
            return instance;
        });
    }

    /** POSTs a ZIP file of so many instances. */
    void postZip(Path zip, int instances) throws IOException {
        HttpResponse<String> answer = send(
                request("instances")
                        .header("Content-Type", "application/zip")
                        .POST(BodyPublishers.ofFile(zip))
                        .build(),
                BodyHandlers.ofString());
        requireOk(answer);
        long taken = Pattern.compile("\"Status\"\\s*:\\s*\"Success\"")
                .matcher(answer.body())
                .results()
                .count();
        if (taken != instances) {
            throw new IOException("Orthanc takes " + taken + " of " + instances + " instances out of a ZIP file");
        }
    }

    /** GETs the study of an instance as a ZIP file. */
    void getZip(String instance, Path zip) throws IOException {
        String study = field("ID", get("instances/" + instance + "/study"));
        requireOk(send(request("studies/" + study + "/archive").build(), BodyHandlers.ofFile(zip)));
    }

    /** Sends the files by STOW-RS, in one request. */
    void stowRs(List<Path> files) throws IOException {
        String boundary = "pcim-bench-boundary";
        List<BodyPublisher> parts = new ArrayList<>();
        for (Path file : files) {
            parts.add(BodyPublishers.ofString(
                    "--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n", StandardCharsets.US_ASCII));
            parts.add(BodyPublishers.ofFile(file));
            parts.add(BodyPublishers.ofString("\r\n", StandardCharsets.US_ASCII));
        }
        parts.add(BodyPublishers.ofString("--" + boundary + "--\r\n", StandardCharsets.US_ASCII));
        requireOk(send(
                request("dicom-web/studies")
                        .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=" + boundary)
                        .POST(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)))
                        .build(),
                BodyHandlers.discarding()));
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

    private static String field(String name, String json) throws IOException {
        Matcher value = Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!value.find()) {
            throw new IOException("Orthanc names no " + name + ": " + json);
        }
        return value.group(1);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return sendAgainIfNeeded(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** Orthanc closes connections that were idle for a second; what was on its way there is sent again. */
    private <T> HttpResponse<T> sendAgainIfNeeded(HttpRequest request, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return http.send(request, body);
            } catch (IOException e) {
                if (e instanceof HttpTimeoutException || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static void requireOk(HttpResponse<?> answer) throws IOException {
        if (answer.statusCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("Orthanc answers " + answer.statusCode() + " to " + answer.uri());
        }
    }
}
