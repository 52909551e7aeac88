package org.pcim.ipfs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pcim.error.CancelledException;

/**
 * HTTP/1.1 with deadlines, for everything that a store asks. Follows no redirect, so that no request and no token goes to
 * an address that nobody named.
 *
 * <p>Safe for use by many threads.
 */
final class Transport implements AutoCloseable {

    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ExecutorService threads;
    private final HttpClient http;
    private final Duration deadline;

    /**
     * Opens no connection.
     *
     * @param deadline how long a server may take to begin its answer, to give a block, or to take one
     */
    Transport(Duration connectDeadline, Duration deadline) {
        this.deadline = deadline;
        threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "pcim-ipfs-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectDeadline)
                // What the client does itself never waits, and handing each 16 KiB on costs more than they do.
                .executor(Runnable::run)
                .build();
    }

    Duration deadline() {
        return deadline;
    }

    ExecutorService threads() {
        return threads;
    }

    /** A request whose authorization, if there is one, is shown at once. */
    static HttpRequest.Builder request(URI address, @Nullable Secret authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (authorization != null) {
            request.header("Authorization", authorization.reveal());
        }
        return request;
    }

    /** A request without a body to a node's RPC, which takes nothing but POST. */
    static HttpRequest.Builder post(URI address, @Nullable Secret authorization) {
        return request(address, authorization).POST(HttpRequest.BodyPublishers.noBody());
    }

    /** Sends a request, and gives the answer as soon as its head is there. */
    HttpResponse<TimedBody> send(HttpRequest request, Duration patience, String action, String subject)
            throws IOException {
        checkInterrupt(action, subject);
        CompletableFuture<HttpResponse<TimedBody>> answer = begin(request);
        HttpResponse<TimedBody> response = await(answer, patience, action, subject);
        response.body().within(deadline);
        return response;
    }

    /** Nothing is sent any more for a thread that is interrupted. */
    static void checkInterrupt(String action, String subject) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException(action, subject);
        }
    }

    /** Begins to send a request whose body is written by others. */
    CompletableFuture<HttpResponse<TimedBody>> begin(HttpRequest.Builder request, BodyPublisher body) {
        return begin(request.POST(body).build());
    }

    /** Waits for the head of an answer; gives the request up if that does not come. */
    static <T> T await(CompletableFuture<T> answer, Duration patience, String action, String subject)
            throws IOException {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw new CancelledException(action, subject);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no answer within " + patience.toMillis() + " ms");
        } catch (CancellationException e) {
            throw new IOException("the request was given up", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** Begins on a thread of its own, since looking up the name of a server may take long. */
    private CompletableFuture<HttpResponse<TimedBody>> begin(HttpRequest request) {
        CompletableFuture<HttpResponse<TimedBody>> answer = new CompletableFuture<>();
        threads.execute(() -> {
            CompletableFuture<HttpResponse<TimedBody>> sent = http.sendAsync(request, head -> new TimedBody(deadline));
            var unusedOutcome = sent.handle(
                    (head, failure) -> failure == null ? answer.complete(head) : answer.completeExceptionally(failure));
            var unusedCancellation = answer.handle((head, failure) -> answer.isCancelled() && sent.cancel(true));
        });
        return answer;
    }
}
