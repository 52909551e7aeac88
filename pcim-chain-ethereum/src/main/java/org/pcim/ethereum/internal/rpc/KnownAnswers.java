package org.pcim.ethereum.internal.rpc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Answers that cannot change, since they are about a block that is named by its hash. Those that were not used for longest are
 * forgotten.
 *
 * <p>Safe for use by many threads.
 */
final class KnownAnswers<K, V> {

    private final Map<K, V> answers;

    /** At most so many. */
    KnownAnswers(int kept) {
        answers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > kept;
            }
        };
    }

    synchronized Optional<V> find(K question) {
        return Optional.ofNullable(answers.get(question));
    }

    /** Keeps an answer, and gives it. */
    synchronized V keep(K question, V answer) {
        answers.put(question, answer);
        return answer;
    }
}
