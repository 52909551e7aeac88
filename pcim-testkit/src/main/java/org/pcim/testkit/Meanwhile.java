package org.pcim.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.pcim.ledger.AccessLedger;

/** A ledger on which something else happens, once, just before a call. */
final class Meanwhile {

    private Meanwhile() {}

    /**
     * As this ledger, except for what happens meanwhile.
     *
     * @param call the name of the method before which it happens
     */
    static AccessLedger on(AccessLedger ledger, String call, Runnable other) {
        AtomicBoolean happened = new AtomicBoolean();
        return (AccessLedger) Proxy.newProxyInstance(
                AccessLedger.class.getClassLoader(),
                new Class<?>[] {AccessLedger.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(call) && happened.compareAndSet(false, true)) {
                        other.run();
                    }
                    try {
                        return method.invoke(ledger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
