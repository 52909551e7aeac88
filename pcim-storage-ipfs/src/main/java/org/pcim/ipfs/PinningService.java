package org.pcim.ipfs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.HttpEntities;
import org.pcim.model.Cid;

/** A service that is asked over the IPFS Pinning Service API to keep graphs. */
final class PinningService implements Keeper {

    private static final JsonFactory JSON = new JsonFactory();

    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NOT_FOUND = 404;

    private static final int PAGE = 100;
    private static final int MAX_PAGES = 100;

    private final PinningEndpoint endpoint;
    private final Transport transport;

    PinningService(PinningEndpoint endpoint, Transport transport) {
        this.endpoint = endpoint;
        this.transport = transport;
    }

    /** A request to keep something, as the service tells of it. */
    private record PinRequest(String id, String status, String created) {}

    /** Asks for it unless it was asked for already and has not failed. */
    @Override
    public void pin(Cid root, List<String> origins) throws IOException {
        List<PinRequest> requests = requests(root);
        if (requests.stream().anyMatch(request -> !request.status.equals("failed"))) {
            return;
        }
        ClassicHttpRequest request = request(Method.POST, "/pins");
        request.setEntity(HttpEntities.create(body(root, origins), ContentType.APPLICATION_JSON));
        Response answer = transport.send(request, transport.deadline(), "pin", root.toString());
        if (answer.status() != ACCEPTED && answer.status() != OK) {
            throw Refused.of(answer);
        }
        answer.body().close();
        for (PinRequest failed : requests) {
            remove(root, failed.id);
        }
    }

    @Override
    public void unpin(Cid root) throws IOException {
        for (PinRequest request : requests(root)) {
            remove(root, request.id);
        }
    }

    /** The best of what it says: it may have been asked more than once. */
    @Override
    public Copy.State state(Cid root) throws IOException {
        List<String> statuses = requests(root).stream().map(PinRequest::status).toList();
        for (String status : List.of("pinned", "pinning", "queued", "failed")) {
            if (statuses.contains(status)) {
                return switch (status) {
                    case "pinned" -> Copy.State.PINNED;
                    case "pinning" -> Copy.State.PINNING;
                    case "queued" -> Copy.State.QUEUED;
                    default -> Copy.State.FAILED;
                };
            }
        }
        return Copy.State.NOT_PINNED;
    }

    @Override
    public URI address() {
        return endpoint.api();
    }

    /** Where it is. */
    @Override
    public String toString() {
        return endpoint.toString();
    }

    private List<PinRequest> requests(Cid root) throws IOException {
        List<PinRequest> requests = new ArrayList<>();
        String before = "";
        for (int page = 0; page < MAX_PAGES; page++) {
            Map<String, String> answer = page(root, before);
            int first = requests.size();
            for (int i = 0; answer.containsKey("results." + i + ".requestid"); i++) {
                String result = "results." + i + ".";
                if (root.toString().equals(answer.get(result + "pin.cid"))) {
                    requests.add(new PinRequest(
                            answer.getOrDefault(result + "requestid", ""),
                            answer.getOrDefault(result + "status", ""),
                            answer.getOrDefault(result + "created", "")));
                }
            }
            if (requests.size() == first || requests.size() - first >= count(answer)) {
                return requests;
            }
            before = requests.get(requests.size() - 1).created;
        }
        throw new Refused("it tells of too many requests for one root");
    }

    private Map<String, String> page(Cid root, String before) throws IOException {
        String query = "/pins?cid=" + root + "&status=queued,pinning,pinned,failed&limit=" + PAGE
                + (before.isEmpty() ? "" : "&before=" + URLEncoder.encode(before, StandardCharsets.UTF_8));
        Response answer =
                transport.send(request(Method.GET, query), transport.deadline(), "read pin status", root.toString());
        if (answer.status() == NOT_FOUND) {
            answer.body().close();
            return Map.of();
        }
        if (answer.status() != OK) {
            throw Refused.of(answer);
        }
        try (Answer json = new Answer(answer.body())) {
            return json.next().orElseThrow(() -> new IOException("its answer is empty"));
        }
    }

    private void remove(Cid root, String id) throws IOException {
        ClassicHttpRequest request = request(Method.DELETE, "/pins/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
        Response answer = transport.send(request, transport.deadline(), "unpin", root.toString());
        int status = answer.status();
        if (status != OK && status != ACCEPTED && status != NOT_FOUND) {
            throw Refused.of(answer);
        }
        answer.body().close();
    }

    private ClassicHttpRequest request(Method method, String pathAndQuery) {
        return Transport.request(method, Addresses.below(endpoint.api(), pathAndQuery), endpoint.authorization());
    }

    private static int count(Map<String, String> answer) {
        try {
            return Integer.parseInt(answer.getOrDefault("count", "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private static byte[] body(Cid root, List<String> origins) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("cid", root.toString());
            json.writeArrayFieldStart("origins");
            for (String origin : origins) {
                json.writeString(origin);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return body.toByteArray();
    }
}
