package org.pcim.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.pcim.error.CancelledException;
import org.pcim.model.Address;

/**
 * Lets the operations of one sender be prepared, signed and submitted one after the other: on a chain each has its place
 * after the one before.
 *
 * <p>Safe for use by many threads.
 */
final class SenderTurns {

    private static final String ACTION = "await turn";

    private final Map<Address, Queue> queues = new HashMap<>();

    /** Waits for the turn of a sender; this thread has it until it passes or closes it. */
    Turn take(Address sender) {
        Turn turn = new Turn(sender, join(sender));
        try {
            turn.take();
        } catch (CancelledException e) {
            leave(sender);
            throw e;
        }
        return turn;
    }

    private synchronized Queue join(Address sender) {
        Queue queue = queues.computeIfAbsent(sender, address -> new Queue());
        queue.members++;
        return queue;
    }

    private synchronized void leave(Address sender) {
        queues.computeIfPresent(sender, (address, queue) -> --queue.members == 0 ? null : queue);
    }

    private static final class Queue {
        final ReentrantLock lock = new ReentrantLock(true);
        int members;
    }

    /** The turn of one thread. */
    final class Turn implements AutoCloseable {

        private final Address sender;
        private final Queue queue;

        private Turn(Address sender, Queue queue) {
            this.sender = sender;
            this.queue = queue;
        }

        /** Waits for it, unless the thread has it. */
        void take() {
            if (queue.lock.isHeldByCurrentThread()) {
                return;
            }
            try {
                queue.lock.lockInterruptibly();
            } catch (InterruptedException e) {
                throw new CancelledException(ACTION, "of " + sender);
            }
        }

        /** Lets the next one have it, if the thread has it. */
        void pass() {
            if (queue.lock.isHeldByCurrentThread()) {
                queue.lock.unlock();
            }
        }

        @Override
        public void close() {
            pass();
            leave(sender);
        }
    }
}
