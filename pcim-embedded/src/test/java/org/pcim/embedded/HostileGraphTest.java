package org.pcim.embedded;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.content.Block;
import org.pcim.content.DagLink;
import org.pcim.content.UnixFsNode;
import org.pcim.error.StoreException;
import org.pcim.model.Cid;
import org.pcim.model.ImageId;
import org.pcim.model.Receipt;

/**
 * A radiologist attests to a graph in which a part of a study was replaced. The patient is told in one sentence what is
 * wrong, few blocks are asked for, and nothing is written.
 */
class HostileGraphTest {

    private static final String MANIFEST = "manifest.pgp";
    private static final String FOLDER = "part-00000";
    private static final String FIRST = "000000.pgp";
    private static final String ADVICE = "; no store can mend that, deposit the study again";
    private static final int CHUNK = 1024 * 1024;

    /** The root, the manifest, the folder and what was replaced. */
    private static final int FEW = 4;

    @TempDir
    private Path directory;

    private final StoreInMemory store = new StoreInMemory();

    @SuppressWarnings("NullAway.Init")
    private DepositingHospital hospital;

    @SuppressWarnings("NullAway.Init")
    private Receipt deposited;

    @BeforeEach
    void deposit() {
        hospital = new DepositingHospital(new EmbeddedClientHarness(directory, store));
        deposited = hospital.deposit(3, n -> 100);
    }

    @AfterEach
    void close() {
        hospital.close();
    }

    /** So that what is refused below is refused for what was replaced. */
    @Test
    void theSameGraphAttestedToAgainIsRetrieved() {
        ImageId image = hospital.registerAs(withRootEntry(MANIFEST, rootEntry(MANIFEST)), deposited);
        hospital.retrieve(image, directory.resolve("retrieved"));
        assertTrue(Files.exists(directory.resolve("retrieved/000002.dcm")));
    }

    @Test
    void aChainOfTenThousandNodesInPlaceOfAnInstance() {
        Cid below = put(Block.of(Cid.Codec.RAW, new byte[CHUNK]));
        for (int i = 0; i < 10_000; i++) {
            below = file(List.of(below), (long) CHUNK);
        }
        refused(
                withInstance(below),
                "file " + below + ": its tree is not the one that a file of its size has" + ADVICE);
    }

    @Test
    void aPebibyteOfOneChunkInPlaceOfAnInstance() {
        Cid below = put(Block.of(Cid.Codec.RAW, new byte[CHUNK]));
        long size = CHUNK;
        for (int level = 0; level < 3; level++) {
            below = file(Collections.nCopies(1024, below), size);
            size *= 1024;
        }
        refused(
                withInstance(below),
                "file " + below + ": it has 1125899906842624 bytes, more than the 1048776 that it can have" + ADVICE);
    }

    @Test
    void aDirectoryInPlaceOfAnInstanceOrTheManifest() {
        Cid folder = rootEntry(FOLDER);
        String reason = "file " + folder + ": it is a directory where the format has a file" + ADVICE;
        refused(withInstance(folder), reason);
        refused(withRootEntry(MANIFEST, folder), reason);
    }

    @Test
    void anInstanceInPlaceOfAFolder() {
        Cid raw = entry(rootEntry(FOLDER), FIRST);
        refused(
                withRootEntry(FOLDER, raw),
                "node " + raw + ": it is a raw block where the format has a directory" + ADVICE);
        Cid file = file(List.of(raw, raw), 100);
        refused(
                withRootEntry(FOLDER, file),
                "directory " + file + ": it is a file where the format has a directory" + ADVICE);
    }

    @Test
    void aShardedFolderOrRoot() {
        Cid sharded = put(Block.of(Cid.Codec.DAG_PB, HexFormat.of().parseHex("0a0a0805120108282230800230")));
        String reason = "node " + sharded + ": it is a sharded directory (HAMT)" + ADVICE;
        refused(withRootEntry(FOLDER, sharded), reason);
        refused(sharded, reason);
    }

    @Test
    void aFileForARoot() {
        Cid file = file(List.of(entry(rootEntry(FOLDER), FIRST)), 100);
        refused(file, "directory " + file + ": it is a file where the format has a directory" + ADVICE);
    }

    @Test
    void aFolderWithinItsLikes() {
        Cid nested = put(
                directory(Map.of(FOLDER, entries(deposited.attestation().root()).get(FOLDER))));
        refused(withRootEntry(FOLDER, nested), "the store's copy has files that nobody signed");
    }

    @Test
    void aNameThatClimbsOut() {
        Cid root = withRootEntry("..", rootEntry(FOLDER));
        refused(root, "node " + root + ": a name in it is none that a file can have" + ADVICE);
    }

    @Test
    void noManifestOrNoFolder() {
        refused(rootOf(FOLDER), "it has no manifest");
        refused(rootOf(MANIFEST), "the store's copy lacks instances");
    }

    @Test
    void aLinkToAnAbsentBlock() {
        Cid absent = Block.of(Cid.Codec.RAW, new byte[] {1, 2, 3}).cid();
        refused(withInstance(absent), "block " + absent + ": ");
        refused(withRootEntry(FOLDER, Block.of(Cid.Codec.DAG_PB, new byte[5]).cid()), "Cannot read block ");
    }

    private void refused(Cid root, String reason) {
        ImageId image = hospital.registerAs(root, deposited);
        Path target = directory.resolve("retrieved");
        store.asked();
        StoreException e = assertThrows(StoreException.class, () -> hospital.retrieve(image, target));
        assertTrue(String.valueOf(e.getMessage()).contains(reason), e.getMessage());
        assertTrue(store.asked() <= FEW, "few blocks are asked for");
        assertFalse(Files.exists(target));
        assertFalse(Files.exists(directory.resolve(".retrieved.incomplete")));
    }

    private Cid withInstance(Cid file) {
        return withRootEntry(FOLDER, put(directory(with(rootEntry(FOLDER), FIRST, file))));
    }

    private Cid withRootEntry(String name, Cid entry) {
        return put(directory(with(deposited.attestation().root(), name, entry)));
    }

    private Cid rootEntry(String name) {
        return entry(deposited.attestation().root(), name);
    }

    /** A root with but one of its entries. */
    private Cid rootOf(String name) {
        Map<String, DagLink> entries = entries(deposited.attestation().root());
        entries.keySet().retainAll(Set.of(name));
        return put(directory(entries));
    }

    private Cid entry(Cid directory, String name) {
        return Objects.requireNonNull(entries(directory).get(name)).cid();
    }

    private Map<String, DagLink> with(Cid directory, String name, Cid entry) {
        Map<String, DagLink> entries = entries(directory);
        entries.put(name, new DagLink(name, entry, 7));
        return entries;
    }

    private Map<String, DagLink> entries(Cid directory) {
        Map<String, DagLink> entries = new TreeMap<>();
        UnixFsNode.read(store.read(directory).get(directory)).links().forEach(link -> entries.put(link.name(), link));
        return entries;
    }

    private static Block directory(Map<String, DagLink> entries) {
        return new UnixFsNode(UnixFsNode.Type.DIRECTORY, List.copyOf(entries.values()), 0, List.of()).toBlock();
    }

    /** A file of parts that all have this size. */
    private Cid file(List<Cid> parts, long size) {
        List<DagLink> links =
                parts.stream().map(part -> new DagLink("", part, 7)).toList();
        List<Long> sizes = Collections.nCopies(parts.size(), size);
        return put(new UnixFsNode(UnixFsNode.Type.FILE, links, size * parts.size(), sizes).toBlock());
    }

    private Cid put(Block block) {
        return store.put(block).cid();
    }
}
