package org.pcim.ethereum.internal.sending;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was put into it first when it holds too much. */
final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;
    private static final int KEPT = 10_000;

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > KEPT;
    }
}
