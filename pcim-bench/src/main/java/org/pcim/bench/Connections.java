package org.pcim.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests over several connections at the same time. */
final class Connections {

    /** A request. */
    @FunctionalInterface
    interface Request<T, R> {
        R send(T item) throws IOException;
    }

    private Connections() {}

    /** Sends a request for each item, so many of them at a time; the answers in the order of the items. */
    static <T, R> List<R> each(int connections, List<T> items, Request<T, R> request) throws IOException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<R>> sent = new ArrayList<>();
            for (T item : items) {
                sent.add(threads.submit(() -> request.send(item)));
            }
            List<R> answers = new ArrayList<>();
            for (Future<R> answer : sent) {
                answers.add(answer.get());
            }
            return answers;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("a request failed: " + e.getCause(), e);
        } finally {
            threads.shutdownNow();
        }
    }
}
