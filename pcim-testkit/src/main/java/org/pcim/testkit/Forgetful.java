package org.pcim.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.pcim.error.PrunedEventException;
import org.pcim.ledger.AccessLedger;

/** A ledger whose node has dropped events: what needs them fails, what the state says does not. */
final class Forgetful {

    /** The calls that need events. */
    static final Set<String> ALL = Set.of("image", "access", "capsule", "certificate", "certificates", "events");

    private Forgetful() {}

    /** As this ledger, except that these calls find nothing any more. */
    static AccessLedger of(AccessLedger ledger, Set<String> forgotten) {
        return (AccessLedger) Proxy.newProxyInstance(
                AccessLedger.class.getClassLoader(),
                new Class<?>[] {AccessLedger.class},
                (proxy, method, arguments) -> {
                    if (forgotten.contains(method.getName())) {
                        throw new PrunedEventException(method.getName(), "", 1);
                    }
                    try {
                        return method.invoke(ledger, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
