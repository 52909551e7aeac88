package org.pcim.ipfs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.pcim.content.Block;
import org.pcim.content.CarWriter;
import org.pcim.model.Cid;

/**
 * One {@code dag/import} of a graph whose root is known last: a CAR of the blocks, which names no root, then one that is
 * only a header with the root. The node pins after both, under a lock that its garbage collector respects, and pins nothing
 * when the connection breaks.
 *
 * <p>Used by one thread at a time.
 */
final class ImportRequest implements AutoCloseable {

    private static final int OK = 200;
    /** How long an answer may take that began to come before the connection broke, in milliseconds. */
    private static final long BRIEFLY = 500;

    private static final String ACTION = "store graph";

    private final KuboRpc rpc;
    private final String boundary;
    private final UploadStream body;
    private final CompletableFuture<Response> answer;
    private final CarWriter car;
    private boolean complete;

    private ImportRequest(
            KuboRpc rpc, String boundary, UploadStream body, CompletableFuture<Response> answer, CarWriter car) {
        this.rpc = rpc;
        this.boundary = boundary;
        this.body = body;
        this.answer = answer;
        this.car = car;
    }

    /** Begins one; when this returns, the node wants the blocks. */
    static ImportRequest begin(KuboRpc rpc, Transport transport) throws IOException {
        Transport.checkInterrupt(ACTION, rpc.toString());
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String boundary = HexFormat.of().formatHex(random);
        UploadStream body = new UploadStream(transport.deadline());
        ContentType type = ContentType.create("multipart/form-data", new BasicNameValuePair("boundary", boundary));
        CompletableFuture<Response> answer = transport.begin(rpc.importRequest(), body, type);
        boolean begun = false;
        try {
            Transport.await(
                    CompletableFuture.anyOf(body.wanted(), answer), transport.deadline(), ACTION, rpc.toString());
            if (answer.isDone()) {
                throw Refused.of(Transport.await(answer, transport.deadline(), ACTION, rpc.toString()));
            }
            body.write(part(boundary, "blocks"));
            ImportRequest begunRequest = new ImportRequest(rpc, boundary, body, answer, new CarWriter(body, List.of()));
            begun = true;
            return begunRequest;
        } finally {
            if (!begun) {
                answer.cancel(true);
                body.abort();
            }
        }
    }

    KuboRpc rpc() {
        return rpc;
    }

    /** Whether the node has been told the root, so that it may have pinned it whatever comes after. */
    boolean isComplete() {
        return complete;
    }

    void put(Block block) throws IOException {
        try {
            car.write(block);
        } catch (IOException e) {
            throw because(e);
        }
    }

    /**
     * Names the root, and waits until the node has pinned it.
     *
     * @throws Refused if the node says that it could not
     */
    void commit(Cid root, Duration pinDeadline) throws IOException {
        try {
            body.write(part(boundary, "root"));
            body.write(CarWriter.header(List.of(root)));
            body.write(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
            complete = true;
            body.close();
        } catch (IOException e) {
            throw because(e);
        }
        Response response = Transport.await(answer, pinDeadline, ACTION, root.toString());
        if (response.status() != OK) {
            throw Refused.of(response);
        }
        response.body().within(pinDeadline);
        requirePinned(root, response.body());
    }

    /** Breaks it off unless it was answered. */
    @Override
    public void close() {
        answer.cancel(true);
        body.abort();
        // An early answer that nobody wanted to read.
        var unused = answer.thenAccept(response -> response.body().close());
    }

    private static void requirePinned(Cid root, TimedBody lines) throws IOException {
        try (Answer answer = new Answer(lines)) {
            for (Optional<Map<String, String>> line = answer.next(); line.isPresent(); line = answer.next()) {
                if (root.toString().equals(line.get().get("Root.Cid./"))) {
                    String failure = line.get().getOrDefault("Root.PinErrorMsg", "");
                    if (!failure.isEmpty()) {
                        throw new Refused("it could not pin the graph: " + Refused.shortened(failure));
                    }
                    return;
                }
            }
        }
        throw new IOException("it ended its answer without saying that the root is pinned");
    }

    /** The node's own word for it, where it gave one before the connection broke. */
    private IOException because(IOException broken) {
        try {
            Response early = answer.get(BRIEFLY, TimeUnit.MILLISECONDS);
            return early.status() == OK ? broken : Refused.of(early);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return broken;
        } catch (ExecutionException e) {
            broken.addSuppressed(e.getCause());
            return broken;
        } catch (CancellationException | TimeoutException e) {
            return broken;
        }
    }

    private static byte[] part(String boundary, String name) {
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + ".car\"\r\nContent-Type: application/vnd.ipld.car\r\n\r\n";
        return (name.equals("blocks") ? head : "\r\n" + head).getBytes(StandardCharsets.US_ASCII);
    }
}
