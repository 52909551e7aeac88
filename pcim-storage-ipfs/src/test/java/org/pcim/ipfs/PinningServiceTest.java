package org.pcim.ipfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pcim.model.Cid;
import org.pcim.testkit.SampleGraph;

/** What a pinning service tells, as the API's specification has it; a real one is in {@link ClusterIT}. */
class PinningServiceTest {

    private static final Cid ROOT = SampleGraph.ofOneBlock(1).root();

    @Test
    void tellsTheBestOfSeveralRequestsOnSeveralPages() throws IOException {
        assertEquals(Copy.State.PINNED, state((path, out) -> {
            if (path.contains("&before=2026-01-02T00%3A00%3A00Z")) {
                answer(out, 1, Stream.of("pinned"));
            } else {
                answer(out, 3, Stream.of("failed", "queued"));
            }
        }));
    }

    @Test
    void tellsEachState() throws IOException {
        assertEquals(Copy.State.NOT_PINNED, state((path, out) -> answer(out, 0, Stream.of())));
        assertEquals(Copy.State.QUEUED, state((path, out) -> answer(out, 1, Stream.of("queued"))));
        assertEquals(Copy.State.PINNING, state((path, out) -> answer(out, 2, Stream.of("failed", "pinning"))));
        assertEquals(Copy.State.FAILED, state((path, out) -> answer(out, 1, Stream.of("failed"))));
        assertEquals(Copy.State.NOT_PINNED, state((path, out) -> answer(out, 1, Stream.of("whatever"))));
        assertEquals(Copy.State.NOT_PINNED, state((path, out) -> SourceServer.status(out, "404 Not Found")));
    }

    @Test
    void withPagesWithoutAnEndIsRefused() {
        assertThrows(Refused.class, () -> state((path, out) -> answer(out, 1_000_000, Stream.of("failed", "failed"))));
    }

    @Test
    void thatAnswersSomethingElseIsRefused() {
        assertThrows(
                IOException.class,
                () -> state((path, out) -> SourceServer.chunked(
                        out, "text/html", "<h1>Welcome</h1>".getBytes(StandardCharsets.US_ASCII), "")));
        Refused refused = assertThrows(
                Refused.class, () -> state((path, out) -> SourceServer.status(out, "302 Found\r\nLocation: /")));
        assertTrue(String.valueOf(refused.getMessage()).contains("302"), refused.getMessage());
    }

    private static Copy.State state(SourceServer.Behaviour behaviour) throws IOException {
        try (SourceServer server = new SourceServer(behaviour);
                Transport transport = new Transport(Duration.ofSeconds(5), Duration.ofSeconds(5))) {
            return new PinningService(PinningEndpoint.at(server.address(), "token".toCharArray()), transport)
                    .state(ROOT);
        }
    }

    private static void answer(OutputStream out, int count, Stream<String> statuses) throws IOException {
        String results = statuses.map(status -> """
                        {"requestid": "r", "status": "%s", "created": "2026-01-02T00:00:00Z",
                         "pin": {"cid": "%s"}, "delegates": []}""".formatted(status, ROOT)).collect(Collectors.joining(","));
        String body = "{\"count\": %d, \"results\": [%s]}".formatted(count, results);
        SourceServer.chunked(out, "application/json", body.getBytes(StandardCharsets.UTF_8), "");
    }
}
