package org.pcim.ipfs;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.entity.HttpEntities;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
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

    private final ExecutorService threads = Executors.newCachedThreadPool(daemons());
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, daemons());
    private final Connections connections;
    private final Duration deadline;

    /**
     * Opens no connection.
     *
     * @param deadline how long a server may take to begin its answer, to give a block, or to take one
     */
    Transport(Duration connectDeadline, Duration deadline) {
        this.deadline = deadline;
        connections = new Connections(connectDeadline);
        watch.setRemoveOnCancelPolicy(true);
    }

    Duration deadline() {
        return deadline;
    }

    ExecutorService threads() {
        return threads;
    }

    /** A request whose authorization, if there is one, is shown at once. */
    static ClassicHttpRequest request(Method method, URI address, @Nullable Secret authorization) {
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, address);
        if (authorization != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, authorization.reveal());
        }
        return request;
    }

    /** Sends a request, and gives the answer as soon as its head is there. */
    Response send(ClassicHttpRequest request, Duration patience, String action, String subject) throws IOException {
        checkInterrupt(action, subject);
        Response response = await(begin(new Exchange(connections, request)), patience, action, subject);
        response.body().within(deadline);
        return response;
    }

    /** Nothing is sent any more for a thread that is interrupted. */
    static void checkInterrupt(String action, String subject) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException(action, subject);
        }
    }

    /** Begins to send a request whose body is written by others; that is asked for first. */
    CompletableFuture<Response> begin(ClassicHttpRequest request, UploadStream body, ContentType type) {
        Exchange exchange = new Exchange(connections, request);
        request.setHeader(HttpHeaders.EXPECT, HeaderElements.CONTINUE);
        request.setEntity(HttpEntities.create(network -> body.sendTo(network, exchange), type));
        return begin(exchange);
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
            throw new TimedOut("no answer", patience);
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
        connections.close();
        threads.shutdownNow();
        watch.shutdownNow();
    }

    /** Begins on a thread of its own: a thread that connects or waits for the head of an answer heeds no interruption. */
    private CompletableFuture<Response> begin(Exchange exchange) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        var unusedCancellation = answer.whenComplete((response, failure) -> {
            if (answer.isCancelled()) {
                exchange.close();
            }
        });
        threads.execute(() -> {
            try {
                Response response = answerTo(exchange);
                if (!answer.complete(response)) {
                    response.body().close();
                }
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private Response answerTo(Exchange exchange) throws IOException {
        ClassicHttpResponse head = exchange.send();
        Header type = head.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        TimedBody body = new TimedBody(exchange, deadline, watch);
        return new Response(head.getCode(), type == null ? "" : String.valueOf(type.getValue()), body);
    }

    private static ThreadFactory daemons() {
        return task -> {
            Thread thread = new Thread(task, "pcim-ipfs-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
