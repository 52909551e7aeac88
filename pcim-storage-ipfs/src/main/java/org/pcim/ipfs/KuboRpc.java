package org.pcim.ipfs;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Method;
import org.jspecify.annotations.Nullable;
import org.pcim.model.Cid;

/**
 * The RPC of one IPFS node (Kubo), as far as a store needs it. One call is one request; whoever calls tries again.
 *
 * @see <a href="https://docs.ipfs.tech/reference/kubo/rpc/">Kubo RPC API</a>
 */
final class KuboRpc {

    private static final int OK = 200;

    /** So many fit in the address of a request. */
    private static final int MAX_ARGUMENTS = 100;

    private final KuboEndpoint endpoint;
    private final Transport transport;
    private final Duration pinDeadline;

    KuboRpc(KuboEndpoint endpoint, Transport transport, Duration pinDeadline) {
        this.endpoint = endpoint;
        this.transport = transport;
        this.pinDeadline = pinDeadline;
    }

    /** A request that imports CARs, for a body that is written by others. */
    ClassicHttpRequest importRequest() {
        return Transport.request(
                Method.POST,
                address("dag/import", "pin-roots=true", "silent=false", "stats=false"),
                endpoint.authorization());
    }

    /** Whether the graph below a root is pinned as a whole. */
    boolean isPinned(Cid root) throws IOException {
        try {
            return single("read pin status", root, transport.deadline(), "pin/ls", "arg=" + root, "type=recursive")
                    .containsKey("Keys." + root + ".Type");
        } catch (Refused e) {
            if (String.valueOf(e.getMessage()).contains("is not pinned")) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Pins the graph below a root, fetching from peers what the node does not have.
     *
     * @param fetch how long it may take until something has been fetched; zero to fetch nothing
     */
    void pin(Cid root, Duration fetch) throws IOException {
        if (fetch.isZero()) {
            single("pin", root, pinDeadline, "pin/add", "arg=" + root, "offline=true");
            return;
        }
        Response answer = call("pin", root.toString(), transport.deadline(), "pin/add", "arg=" + root, "progress=true");
        String progress = "";
        try (Answer lines = new Answer(answer.body())) {
            answer.body().within(fetch);
            for (Optional<Map<String, String>> line = lines.next(); line.isPresent(); line = lines.next()) {
                if (root.toString().equals(line.get().get("Pins.0"))) {
                    return;
                }
                String now = line.get().getOrDefault("Progress", progress);
                if (!now.equals(progress)) {
                    progress = now;
                    answer.body().within(fetch);
                }
            }
        } catch (TimedOut e) {
            throw Refused.notFound("its peers gave nothing more of it within " + fetch.toMillis() + " ms");
        }
        throw Refused.notFound("it could not pin all of it: its peers lack a block");
    }

    /**
     * Makes sure that the node has the graphs below these blocks as a whole.
     *
     * @param fetch how long it may take until something has been fetched from peers; zero to fetch nothing
     * @throws Refused if it lacks a block
     */
    void requireAll(List<Cid> cids, Duration fetch) throws IOException {
        for (int first = 0; first < cids.size(); first += MAX_ARGUMENTS) {
            List<String> arguments = new ArrayList<>(List.of("recursive=true", "unique=true"));
            if (fetch.isZero()) {
                arguments.add("offline=true");
            }
            cids.subList(first, Math.min(cids.size(), first + MAX_ARGUMENTS))
                    .forEach(cid -> arguments.add("arg=" + cid));
            Duration patience = fetch.isZero() ? pinDeadline : fetch;
            Response answer =
                    call("read graph", cids.get(first).toString(), patience, "refs", arguments.toArray(String[]::new));
            try (Answer lines = new Answer(answer.body())) {
                for (Optional<Map<String, String>> line = lines.next(); line.isPresent(); line = lines.next()) {
                    answer.body().within(patience);
                    String failure = line.get().getOrDefault("Err", "");
                    if (!failure.isEmpty()) {
                        throw Refused.notFound(
                                "a block of the graph was neither put nor there before: " + Refused.shortened(failure));
                    }
                }
            }
        }
    }

    /** No longer pins the graph below a root. */
    void unpin(Cid root) throws IOException {
        try {
            single("unpin", root, pinDeadline, "pin/rm", "arg=" + root);
        } catch (Refused e) {
            if (!String.valueOf(e.getMessage()).contains("not pinned")) {
                throw e;
            }
        }
    }

    /**
     * The bytes of a block, which nobody has verified.
     *
     * @param fetch how long the node may ask its peers for it; zero if it may not
     */
    Response block(Cid cid, Duration fetch) throws IOException {
        return read("block/get", cid, fetch);
    }

    /** A CAR of the graph below a root, which nobody has verified; {@code fetch} as in {@link #block}. */
    Response export(Cid root, Duration fetch) throws IOException {
        return read("dag/export", root, fetch);
    }

    /** Where the node's gateway can be reached from here, if it can. */
    Optional<URI> gateway() throws IOException {
        URI given = endpoint.gateway();
        if (given != null) {
            return Optional.of(given);
        }
        Map<String, String> setting =
                single("read configuration", null, transport.deadline(), "config", "arg=Addresses.Gateway");
        String address = setting.getOrDefault("Value", setting.getOrDefault("Value.0", ""));
        return Addresses.gateway(endpoint.rpc(), address);
    }

    /** Where peers find the node. */
    List<String> addresses() throws IOException {
        Map<String, String> answer = single("read addresses", null, transport.deadline(), "id");
        List<String> addresses = new ArrayList<>();
        for (int i = 0; answer.containsKey("Addresses." + i); i++) {
            addresses.add(answer.get("Addresses." + i));
        }
        return addresses;
    }

    URI address() {
        return endpoint.rpc();
    }

    /** Where it is. */
    @Override
    public String toString() {
        return endpoint.toString();
    }

    private Response read(String command, Cid cid, Duration fetch) throws IOException {
        String action = "read block";
        if (fetch.isZero()) {
            return call(action, cid.toString(), transport.deadline(), command, "arg=" + cid, "offline=true");
        }
        try {
            return call(action, cid.toString(), fetch, command, "arg=" + cid);
        } catch (TimedOut e) {
            throw Refused.notFound("neither it nor its peers gave it within " + fetch.toMillis() + " ms");
        }
    }

    private Map<String, String> single(
            String action, @Nullable Cid cid, Duration patience, String command, String... arguments)
            throws IOException {
        String subject = cid == null ? toString() : cid.toString();
        try (Answer answer =
                new Answer(call(action, subject, patience, command, arguments).body())) {
            Map<String, String> object = answer.next().orElseThrow(() -> new IOException("its answer is empty"));
            // To the end, so that the connection serves the next call.
            answer.next();
            return object;
        }
    }

    private Response call(String action, String subject, Duration patience, String command, String... arguments)
            throws IOException {
        // The RPC takes nothing but POST.
        ClassicHttpRequest request =
                Transport.request(Method.POST, address(command, arguments), endpoint.authorization());
        Response answer = transport.send(request, patience, action, subject);
        if (answer.status() != OK) {
            throw Refused.of(answer);
        }
        return answer;
    }

    private URI address(String command, String... arguments) {
        List<String> encoded = new ArrayList<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            encoded.add(argument.substring(0, equals + 1)
                    + URLEncoder.encode(argument.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return Addresses.below(
                endpoint.rpc(), "/api/v0/" + command + (encoded.isEmpty() ? "" : "?" + String.join("&", encoded)));
    }
}
