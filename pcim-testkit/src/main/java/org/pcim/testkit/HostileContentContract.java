package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.StoredFiles.FIRST;
import static org.pcim.testkit.StoredFiles.MANIFEST;
import static org.pcim.testkit.StoredFiles.SECOND;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.error.CipherException;
import org.pcim.error.PcimException;
import org.pcim.error.StoreException;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.study.Study;

/**
 * Content that somebody put together who can write to the store, had its root registered, and mostly holds the study's
 * session key as well: nothing of it is handed out, and nothing stays on disk.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class HostileContentContract extends ClientContract {

    private static final String FOREIGN = "it was changed, or belongs to another key";
    private static final String NOT_SIGNED = "it is not what the radiologist signed";

    /** Two that only their content tells apart, and two of four leaves each in the store. */
    private static final Study STUDY = ClientWorld.study(1000, 1000, 3_500_000, 3_500_000);

    private static final String THIRD = "part-00000/000002.pgp";
    private static final String FOURTH = "part-00000/000003.pgp";
    private static final int LEAF = 1 << 20;

    @SuppressWarnings("NullAway.Init")
    private HostileStudy hostile;

    /** For the provider's subclass. */
    protected HostileContentContract() {}

    @BeforeEach
    void open() {
        hostile = HostileStudy.deposit(world, STUDY);
    }

    @AfterEach
    void close() {
        hostile.close();
    }

    /** Else the tests below would prove nothing. */
    @Test
    void theSameContentEncryptedAnewIsRetrieved() {
        hostile.files.put(FIRST, hostile.encrypt(hostile.decrypt(FIRST)));
        hostile.putManifest(hostile.manifest());
        ImageId image = hostile.register();
        ClientWorld.assertRetrieved(
                STUDY, world.pcim.patient(world.patient).retrieve(image, folder.resolve("own"), Progress.none()));
    }

    @Test
    void messagesSwappedBetweenInstances() {
        hostile.files.swap(FIRST, SECOND);
        assertRefused(StoreException.class, NOT_SIGNED);
    }

    @Test
    void aMessageOfAnotherStudyOfThePatient() {
        try (HostileStudy other = HostileStudy.deposit(world, STUDY)) {
            hostile.files.put(FIRST, other.files.get(FIRST));
            assertRefused(CipherException.class, FOREIGN);
        }
    }

    @Test
    void chunksSwappedWithinAMessage() {
        byte[] message = hostile.files.get(THIRD);
        byte[] swapped = message.clone();
        System.arraycopy(message, LEAF, swapped, 2 * LEAF, LEAF);
        System.arraycopy(message, 2 * LEAF, swapped, LEAF, LEAF);
        hostile.files.put(THIRD, swapped);
        assertRefused(CipherException.class, "");
    }

    @Test
    void chunksSwappedBetweenMessages() {
        byte[] third = hostile.files.get(THIRD);
        byte[] fourth = hostile.files.get(FOURTH);
        byte[] mixed = third.clone();
        System.arraycopy(fourth, LEAF, mixed, LEAF, LEAF);
        hostile.files.put(THIRD, mixed);
        assertRefused(CipherException.class, FOREIGN);
    }

    @Test
    void aMessageThatEndsAfterALeaf() {
        hostile.files.put(THIRD, Arrays.copyOf(hostile.files.get(THIRD), 2 * LEAF));
        assertRefused(CipherException.class, "it is cut off");
    }

    @Test
    void contentThatIsNotEncrypted() {
        hostile.files.put(FIRST, "DICM".getBytes(StandardCharsets.US_ASCII));
        assertRefused(CipherException.class, "it holds something that is no OpenPGP packet");
    }

    @Test
    void newContentBySomeoneWhoHoldsTheSessionKey() {
        hostile.files.put(FIRST, hostile.encrypt(new byte[1000]));
        assertRefused(StoreException.class, NOT_SIGNED);
    }

    @Test
    void lessOrMoreContentBySomeoneWhoHoldsTheSessionKey() {
        byte[] content = hostile.decrypt(FIRST);
        for (int size : new int[] {0, 999, 1001, 900_000}) {
            hostile.files.put(FIRST, hostile.encrypt(Arrays.copyOf(content, size)));
            assertRefused(StoreException.class, NOT_SIGNED);
        }
    }

    @Test
    void anInstanceThatIsMissing() {
        hostile.files.remove(SECOND);
        assertRefused(StoreException.class, "the store's copy lacks instances");
    }

    @Test
    void anInstanceThatNobodySigned() {
        hostile.files.put("part-00000/000004.pgp", hostile.encrypt(new byte[10]));
        assertRefused(StoreException.class, "the store's copy has files that nobody signed");
    }

    @Test
    void noManifest() {
        hostile.files.remove(MANIFEST);
        assertRefused(StoreException.class, "it has no manifest");
    }

    @Test
    void theManifestOfAnotherImage() {
        try (HostileStudy other = HostileStudy.deposit(world, STUDY)) {
            hostile.files.put(MANIFEST, other.files.get(MANIFEST));
            assertRefused(CipherException.class, FOREIGN);
        }
    }

    @Test
    void theManifestOfAnotherImageBySomeoneWhoHoldsTheSessionKey() {
        try (HostileStudy other = HostileStudy.deposit(world, STUDY)) {
            hostile.putManifest(other.manifest());
            assertRefused(StoreException.class, "its statement is not the one that the radiologist attested to");
        }
    }

    @Test
    void aStatementSignedByAnotherRadiologist() {
        String[] lines = hostile.manifest();
        hostile.putManifest(lines[0], hostile.signature(lines[0], world.doctor), lines[2], lines[3]);
        assertRefused(CipherException.class, "it was made by another key");
    }

    @Test
    void aLayoutSignedByAnotherRadiologist() {
        String[] lines = hostile.manifest();
        hostile.putManifest(lines[0], lines[1], lines[2], hostile.signature(lines[2], world.doctor));
        assertRefused(CipherException.class, "it was made by another key");
    }

    @Test
    void aLayoutThatSwapsTwoInstances() {
        String[] lines = hostile.manifest();
        String swapped = lines[2].replace(FIRST, "?").replace(SECOND, FIRST).replace("?", SECOND);
        hostile.files.swap(FIRST, SECOND);
        hostile.putManifest(lines[0], lines[1], swapped, lines[3]);
        assertRefused(CipherException.class, "the data is not what was signed");
    }

    @Test
    void aLayoutOfAnotherVersionOrLedger() {
        String[] lines = hostile.manifest();
        String ledger = world.harness.ledger().id().text();
        String another = ledger.substring(0, ledger.length() - 1) + (ledger.endsWith("0") ? '1' : '0');
        for (String layout :
                new String[] {lines[2].replace("\"version\":1", "\"version\":2"), lines[2].replace(ledger, another)}) {
            assertTrue(!layout.equals(lines[2]), layout);
            hostile.putManifest(lines[0], lines[1], layout, hostile.signature(layout, world.radiologist));
            assertRefused(StoreException.class, "its layout belongs to another image or version");
        }
    }

    @Test
    void aManifestThatIsNone() {
        String[] lines = hostile.manifest();
        hostile.putManifest(lines[0], lines[1], lines[2]);
        assertRefused(StoreException.class, "its manifest is not of the format");
        hostile.putManifest(lines[0], "not base64!", lines[2], lines[3]);
        assertRefused(StoreException.class, "its manifest is not of the format");
        hostile.putManifest(lines[0], lines[1], lines[2], lines[3], "");
        assertRefused(StoreException.class, "its manifest is not of the format");
    }

    private void assertRefused(Class<? extends PcimException> type, String reason) {
        ImageId image = hostile.register();
        Path target = folder.resolve("own");
        PcimException e = assertThrowsExactly(
                type, () -> world.pcim.patient(world.patient).retrieve(image, target, Progress.none()));
        String message = String.valueOf(e.getMessage());
        assertTrue(message.startsWith("Cannot ") && message.endsWith(reason), message);
        assertEquals(0, ClientWorld.countEntries(folder), "entries left on disk");
    }
}
