package org.pcim.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.pcim.error.LedgerException;
import org.pcim.error.PcimException;
import org.pcim.error.StoreException;
import org.pcim.ledger.AccessLedger;
import org.pcim.model.Cid;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;
import org.pcim.store.ImageStore;

/** What goes wrong in the n-th call of a store or a ledger, once. */
final class Fault {

    /** What goes wrong. */
    enum Kind {
        /** The calling thread is interrupted as the call begins. */
        INTERRUPT,
        /** The call fails without having done anything. */
        FAILURE,
        /** A ledger does what it is asked, and its answer is lost. */
        LOST_ANSWER
    }

    /** What neither blocks nor fails, and what a client calls to clear up. */
    private static final Set<String> SPARED =
            Set.of("close", "id", "owner", "attestationData", "bindingData", "verify");

    private final Kind kind;
    private final int at;
    private final Thread caller = Thread.currentThread();
    private final AtomicInteger calls = new AtomicInteger();
    private final Queue<Cid> committed = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String hit;

    /** Of this kind, in the n-th call, counted from 1. Interrupts the thread that makes this. */
    Fault(Kind kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    /** The call that went wrong, if one did. */
    Optional<String> hit() {
        return Optional.ofNullable(hit);
    }

    /** The roots that were committed all the same. */
    Queue<Cid> committed() {
        return committed;
    }

    ImageStore in(ImageStore store) {
        return in(ImageStore.class, store);
    }

    AccessLedger in(AccessLedger ledger) {
        return in(AccessLedger.class, ledger);
    }

    private <T> T in(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answer(type, real, method, arguments)));
    }

    private @Nullable Object answer(Class<?> type, Object real, Method method, Object @Nullable [] arguments)
            throws Throwable {
        boolean wrong = isHit(method);
        if (wrong && kind == Kind.INTERRUPT) {
            Thread.currentThread().interrupt();
        }
        if (wrong && kind == Kind.FAILURE) {
            throw failure(type, method);
        }
        Object answer = call(real, method, arguments);
        if (wrong && kind == Kind.LOST_ANSWER) {
            throw failure(type, method);
        }
        if (method.getName().equals("commit") && arguments != null) {
            committed.add((Cid) arguments[0]);
        }
        if (answer instanceof BlockWriter writer) {
            return in(BlockWriter.class, writer);
        }
        return answer instanceof BlockReader reader ? in(BlockReader.class, reader) : answer;
    }

    private boolean isHit(Method method) {
        if (SPARED.contains(method.getName())
                || method.getDeclaringClass() == Object.class
                || (kind == Kind.INTERRUPT && Thread.currentThread() != caller)
                || (kind == Kind.LOST_ANSWER && method.getDeclaringClass() != AccessLedger.class)) {
            return false;
        }
        boolean now = calls.incrementAndGet() == at;
        if (now) {
            hit = method.getName();
        }
        return now;
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static PcimException failure(Class<?> type, Method method) {
        String reason = "it was broken off by the test";
        return type == AccessLedger.class
                ? new LedgerException(method.getName(), "", reason, true)
                : new StoreException(method.getName(), "", reason, true);
    }
}
