package org.pcim.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** Parties that do what an honest one does, but lie in one thing: a store, a node of a ledger. */
final class Lying {

    private Lying() {}

    /** As the honest one, except that one method's answers are changed. */
    static <T> T in(Class<T> type, T honest, String method, Function<Object, Object> lie) {
        return about(type, honest, method, (asked, answer) -> lie.apply(answer));
    }

    /** As the honest one, except that one method's answers are changed, by what it was asked for first. */
    static <T> T about(Class<T> type, T honest, String method, BinaryOperator<Object> lie) {
        if (Arrays.stream(type.getMethods()).noneMatch(m -> m.getName().equals(method))) {
            throw new IllegalArgumentException(type + " has no method " + method);
        }
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, called, arguments) -> {
                    try {
                        Object answer = called.invoke(honest, arguments);
                        return called.getName().equals(method) ? lie.apply(arguments[0], answer) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
