package org.pcim.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.content.Block;
import org.pcim.model.Bytes;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;
import org.pcim.model.Progress;
import org.pcim.store.BlockWriter;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.Study;

/** The graph of a study, by the vectors that stand in docs/format.md, and that Kubo gives (see StudyInKuboIT). */
class StudyUploadTest {

    private static final Pattern VECTOR = Pattern.compile("^\\| (\\d+) \\| `(b\\w{58})` \\|$", Pattern.MULTILINE);

    static Stream<Arguments> vectors() throws IOException {
        String format = Files.readString(Path.of("../docs/format.md"));
        List<MatchResult> rows = VECTOR.matcher(format).results().toList();
        assertEquals(
                List.of("1", "999", "1000", "1001", "20000"),
                rows.stream().map(row -> row.group(1)).toList());
        return rows.stream().map(row -> Arguments.of(Integer.parseInt(row.group(1)), row.group(2)));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void givesTheRootsOfTheFormat(int instances, String root) {
        assertEquals(root, upload(instances).toString());
    }

    /** In the heap of 64 MiB that this module's tests have. */
    @Test
    void takesNoMoreMemoryThanItSaysHoweverManyProcessorsThereAre() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Instance> zeros = IntStream.range(0, 32)
                .<Instance>mapToObj(n -> new Zeros("zeros-" + n, now, most))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(64);
        try {
            Study study = new Study(zeros, IdentifyingValues.none());
            new StudyUpload(study, new NoEncryption(), new NoStore(), Progress.none()).run(threads);
        } finally {
            threads.shutdownNow();
        }
        assertTrue(
                most.get() * WorkingMemory.toEncrypt(Zeros.CONTENT.length) <= WorkingMemory.LIMIT,
                () -> most + " at once");
    }

    private static Cid upload(int instances) {
        List<Instance> paths =
                StudyPaths.paths(instances).stream().<Instance>map(Text::new).toList();
        Study study = new Study(paths, IdentifyingValues.none());
        NoEncryption encryptor = new NoEncryption();
        BlockWriter store = new NoStore();
        StudyUpload upload = new StudyUpload(study, encryptor, store, Progress.none());
        upload.run(Runnable::run);
        byte[] line = "manifest".getBytes(StandardCharsets.US_ASCII);
        Bytes signature = Bytes.of(Base64.getDecoder().decode(line));
        return StudyGraph.commit(new Manifest(line, signature, line, signature), upload.messages(), encryptor, store);
    }

    /** An instance that holds its own name. */
    private record Text(String name) implements Instance {

        @Override
        public long size() {
            return name.length();
        }

        @Override
        public @Nullable String sopInstanceUid() {
            return null;
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(name.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** An instance of zeros, all of whose kind count how many are read at once. */
    private record Zeros(String name, AtomicInteger now, AtomicInteger most) implements Instance {
        static final byte[] CONTENT = new byte[4 * 1024 * 1024];

        @Override
        public long size() {
            return CONTENT.length;
        }

        @Override
        public @Nullable String sopInstanceUid() {
            return null;
        }

        @Override
        public InputStream open() {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            return new ByteArrayInputStream(CONTENT) {
                @Override
                public void close() {
                    now.decrementAndGet();
                }
            };
        }
    }

    /** Leaves everything as it is, so that the root depends on the layout alone. */
    private static final class NoEncryption implements StudyEncryptor {

        @Override
        public KeyCapsule capsule() {
            throw new AssertionError("not asked for");
        }

        @Override
        public Digest keyCheck(KeyCheck binding) {
            throw new AssertionError("not asked for");
        }

        @Override
        public OutputStream encrypt(OutputStream message) {
            return new FilterOutputStream(message);
        }

        @Override
        public void close() {}
    }

    private static final class NoStore implements BlockWriter {

        @Override
        public void put(Block block) {}

        @Override
        public void commit(Cid root) {}

        @Override
        public void close() {}
    }
}
