package org.pcim.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pcim.content.Block;
import org.pcim.content.CarReader;
import org.pcim.content.DagRoot;
import org.pcim.content.UnixFsDirectoryBuilder;
import org.pcim.content.UnixFsFileWriter;
import org.pcim.content.UnixFsNode;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.model.Cid;
import org.pcim.model.Digest;
import org.pcim.store.BlockReader;
import org.pcim.store.BlockWriter;

/** Studies as Kubo sees them: the same CIDs for the same files, and our CARs taken as they are. */
class StudyInKuboIT {

    private static final Pattern VECTOR = Pattern.compile("^\\| (\\d+) \\| `(b\\w{58})` \\|$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private KuboRepository kubo;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedClientHarness harness;

    @SuppressWarnings("NullAway.Init")
    private DepositingHospital hospital;

    @BeforeEach
    void open() {
        kubo = new KuboRepository(folder.resolve("repository"));
        harness = new EmbeddedClientHarness(folder);
        hospital = new DepositingHospital(harness);
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    @Test
    void theVectorsOfTheFormatAreWhatKuboGives() throws IOException {
        List<MatchResult> vectors = VECTOR.matcher(Files.readString(Path.of("../docs/format.md")))
                .results()
                .toList();
        assertEquals(5, vectors.size());
        for (MatchResult vector : vectors) {
            Path files = writeVector(Integer.parseInt(vector.group(1)));
            assertEquals(vector.group(2), kubo.rootOf(files).toString());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1000, 1001, 20_000})
    void aDepositedStudyHasTheRootThatKuboGivesItsFiles(int instances) {
        Cid root = deposit(instances, n -> n % 100);
        Path files = folder.resolve("files");
        StoredFiles.write(harness.store(), root, files);
        assertEquals(root, kubo.rootOf(files));
    }

    @Test
    void anExportIsImportedPinnedAndGivesTheSameFiles() {
        Cid root = deposit(1001, n -> n == 500 ? 5_000_000 : n);
        assertTakenByKubo(root);
    }

    /** Nothing of the first study's CAR stands in the second's file, but all that it needs in its export. */
    @Test
    void anExportOutOfSeveralCarsIsWhole() throws IOException {
        Cid first = deposit(20, n -> 100_000);
        Cid second = addFile(first);
        Path car = folder.resolve("store/cars").resolve(second + ".car");
        assertTrue(Files.size(car) < 5000, "holds only what is new");
        assertTakenByKubo(second);
    }

    private Cid deposit(int instances, IntUnaryOperator size) {
        return hospital.deposit(instances, size).attestation().root();
    }

    private void assertTakenByKubo(Cid root) {
        Path car = folder.resolve("export.car");
        try (EmbeddedImageStore store = EmbeddedImageStore.open(folder.resolve("store"));
                OutputStream target = new BufferedOutputStream(Files.newOutputStream(car))) {
            store.export(root, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertEquals(List.of("Pinned root\t" + root + "\tsuccess"), kubo.importCar(car));
        assertEquals(root + " recursive", kubo.pinOf(root));
        Set<Cid> blocks = kubo.blocksBelow(root);
        blocks.add(root);
        assertEquals(blocksIn(car), blocks);
        Path stored = folder.resolve("stored");
        StoredFiles.write(harness.store(), root, stored);
        kubo.get(root, folder.resolve("got"));
        assertEquals(hashes(stored), hashes(folder.resolve("got")));
    }

    private static Set<Cid> blocksIn(Path car) {
        Set<Cid> blocks = new HashSet<>();
        try (InputStream source = Files.newInputStream(car)) {
            CarReader reader = new CarReader(source, car.toString());
            for (Optional<Block> block = reader.next(); block.isPresent(); block = reader.next()) {
                blocks.add(block.get().cid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return blocks;
    }

    /** A second graph that shares all files with the first, and has one more. */
    private Cid addFile(Cid first) {
        try (BlockReader blocks = harness.store().read(first);
                BlockWriter writer = harness.store().write()) {
            UnixFsDirectoryBuilder root = new UnixFsDirectoryBuilder();
            UnixFsNode.read(blocks.get(first))
                    .links()
                    .forEach(link -> root.add(link.name(), new DagRoot(link.cid(), link.totalSize())));
            UnixFsFileWriter file = new UnixFsFileWriter(writer::put);
            byte[] content = "one more".getBytes(StandardCharsets.US_ASCII);
            file.write(content, 0, content.length);
            Cid cid = root.add("more.pgp", file.finish()).finish(writer::put).cid();
            writer.commit(cid);
            return cid;
        }
    }

    private Path writeVector(int instances) throws IOException {
        Path files = folder.resolve("vector-" + instances);
        Files.createDirectories(files);
        Files.writeString(files.resolve("manifest.pgp"), "manifest\n".repeat(4));
        for (int n = 0; n < instances; n++) {
            String path = "part-%05d/%06d.pgp".formatted(n / 1000, n);
            if (n % 1000 == 0) {
                Files.createDirectory(files.resolve("part-%05d".formatted(n / 1000)));
            }
            Files.writeString(files.resolve(path), path);
        }
        return files;
    }

    private static Map<String, Digest> hashes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(
                            file -> folder.relativize(file).toString(),
                            StudyInKuboIT::sha256,
                            (a, b) -> b,
                            TreeMap::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Digest sha256(Path file) {
        try {
            return Digest.sha256(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
