package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.StoredFiles.FIRST;
import static org.pcim.testkit.StoredFiles.MANIFEST;
import static org.pcim.testkit.StoredFiles.SECOND;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.pcim.Identity;
import org.pcim.RequesterView;
import org.pcim.cipher.CipherIdentity;
import org.pcim.error.CipherException;
import org.pcim.error.LedgerException;
import org.pcim.error.PcimException;
import org.pcim.error.StoreException;
import org.pcim.model.ImageId;
import org.pcim.study.Study;

/**
 * As {@link HostileContentContract}, about copies for requesters whose certificate takes no wrapped key: a patient, or
 * whoever writes to the store, forges what lies in one, or the notice that says where it lies.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness} and such a requester's keys.
 */
public abstract class HostileCopiesContract extends ClientContract {

    private static final String NOT_SIGNED = "it is not what the radiologist signed";
    private static final String OTHER_IMAGE = "its layout belongs to another image or version";
    private static final String OTHER_MAKER = "its layout is not signed by whoever made this version";
    private static final String OTHER_STATEMENT = "its statement is not the one that the radiologist attested to";
    private static final String OTHER_COPY =
            "it is a copy of another image or version; ask the patient to renew the approval";

    private static final Study STUDY = ClientWorld.study(1000, 1000);

    @SuppressWarnings("NullAway.Init")
    private Identity requester;

    @SuppressWarnings("NullAway.Init")
    private ImageId image;

    /** For the provider's subclass. */
    protected HostileCopiesContract() {}

    /** Keys whose certificate is shared with by copies, valid at this harness's time. */
    protected abstract CipherIdentity newKeysForCopies(ClientHarness harness);

    @BeforeEach
    void open() {
        requester = Identity.of(world.harness.newSigner(), newKeysForCopies(world.harness));
        requester().publishKey();
        image = world.register(STUDY);
        approve(image);
    }

    @AfterEach
    void close() {
        requester.keys().close();
    }

    /** Else the tests below would prove nothing. */
    @Test
    void theSameCopyIsRetrieved() {
        try (HostileCopy copy = copy()) {
            copy.putManifest(copy.manifest());
            copy.give(copy.store());
            ClientWorld.assertRetrieved(STUDY, requester().retrieve(image, folder.resolve("copy")));
        }
    }

    @Test
    void contentOfThePatients() {
        assertRefused(StoreException.class, NOT_SIGNED, it -> it.files.put(FIRST, it.encrypt(new byte[1000])));
    }

    @Test
    void messagesSwapped() {
        assertRefused(StoreException.class, NOT_SIGNED, it -> it.files.swap(FIRST, SECOND));
    }

    @Test
    void aMessageOfAnotherCopy() {
        assertRefused(StoreException.class, NOT_SIGNED, it -> {
            try (HostileCopy other = copy()) {
                it.files.put(FIRST, other.encrypt(it.decrypt(SECOND)));
            }
        });
    }

    @Test
    void aMessageThatIsMissing() {
        assertRefused(StoreException.class, "the store's copy lacks instances", it -> it.files.remove(SECOND));
    }

    @Test
    void aMessageThatNobodySigned() {
        assertRefused(
                StoreException.class,
                "the store's copy has files that nobody signed",
                it -> it.files.put("part-00000/000002.pgp", it.encrypt(new byte[10])));
    }

    @Test
    void noManifest() {
        assertRefused(StoreException.class, "it has no manifest", it -> it.files.remove(MANIFEST));
    }

    @Test
    void aStatementOfThePatients() {
        assertRefused(StoreException.class, OTHER_STATEMENT, it -> {
            String[] lines = it.manifest();
            String statement = lines[0].replace(ClientWorld.TEXT, "Healthy");
            assertNotEquals(lines[0], statement);
            it.putManifest(statement, it.signature(statement, world.patient), lines[2], lines[3]);
        });
    }

    @Test
    void aLayoutSignedBySomebodyElse() {
        assertRefused(
                CipherException.class,
                "it was made by another key",
                it -> it.putLayout(it.manifest()[2], world.doctor));
    }

    @Test
    void aLayoutThatNamesSomebodyElsesCertificate() {
        assertRefused(
                LedgerException.class,
                "it has not published the one that its attestation names",
                it -> it.putLayout(changed(it, certificate(world.patient), certificate(world.doctor)), world.doctor));
    }

    @Test
    void theRadiologistsLayout() {
        assertRefused(
                StoreException.class,
                OTHER_MAKER,
                it -> it.putLayout(
                        changed(it, "\"patientCertificate\":\"" + certificate(world.patient) + "\",", ""),
                        world.radiologist));
    }

    @Test
    void aLayoutOfAnotherImageVersionOrLedger() {
        String ledger = world.harness.ledger().id().text();
        String otherLedger = ledger.substring(0, ledger.length() - 1) + (ledger.endsWith("0") ? '1' : '0');
        List<String[]> forgeries = List.of(
                new String[] {"\"version\":1", "\"version\":2"}, new String[] {ledger, otherLedger}, new String[] {
                    image.digest().toHex(), world.register(STUDY).digest().toHex()
                });
        for (String[] forgery : forgeries) {
            assertRefused(
                    StoreException.class,
                    OTHER_IMAGE,
                    it -> it.putLayout(changed(it, forgery[0], forgery[1]), world.patient));
        }
    }

    @Test
    void theCopyOfAnotherImage() {
        ImageId other = world.register(STUDY);
        approve(other);
        try (HostileCopy copy = copy();
                HostileCopy otherCopy = HostileCopy.of(world, other, requester)) {
            String notice = otherCopy.store();
            copy.give(notice);
            assertNotRetrieved(CipherException.class, OTHER_COPY);
            copy.give(notice.replace(other.digest().toHex(), image.digest().toHex()));
            assertNotRetrieved(StoreException.class, OTHER_STATEMENT);
        }
    }

    @Test
    void theCopyOfAnEarlierVersion() {
        try (HostileCopy earlier = copy()) {
            String notice = earlier.store();
            world.pcim.patient(world.patient).rotate(image, Set.of());
            earlier.give(notice);
            assertNotRetrieved(CipherException.class, OTHER_COPY);
            earlier.give(notice.replace("\"version\" : 1", "\"version\" : 2"));
            assertNotRetrieved(StoreException.class, OTHER_IMAGE);
        }
    }

    @Test
    void aNoticeForAnotherLedger() {
        String ledger = world.harness.ledger().id().text();
        String otherLedger = ledger.substring(0, ledger.length() - 1) + (ledger.endsWith("0") ? '1' : '0');
        try (HostileCopy copy = copy()) {
            copy.give(copy.store().replace(ledger, otherLedger));
            assertNotRetrieved(CipherException.class, OTHER_COPY);
        }
    }

    @Test
    void aNoticeThatIsNone() {
        try (HostileCopy copy = copy()) {
            String notice = copy.store();
            for (String none : List.of(
                    "",
                    "{}",
                    notice.replace("pcim-copy-1", "pcim-copy-2"),
                    notice + notice,
                    notice.replace("baf", "fab"))) {
                copy.give(none);
                assertNotRetrieved(CipherException.class, "its capsule does not say where it lies");
            }
        }
    }

    @Test
    void aNoticeForSomebodyElse() {
        try (HostileCopy copy = copy()) {
            copy.give(copy.store(), List.of(world.doctor.keys().certificate()));
            assertNotRetrieved(CipherException.class, "");
        }
    }

    private HostileCopy copy() {
        return HostileCopy.of(world, image, requester);
    }

    private void approve(ImageId of) {
        world.pcim.patient(world.patient).approve(requester().requestAccess(of, ""), world.days(1));
    }

    private RequesterView requester() {
        return world.pcim.requester(requester);
    }

    private void assertRefused(Class<? extends PcimException> type, String reason, Consumer<HostileCopy> forgery) {
        try (HostileCopy copy = copy()) {
            forgery.accept(copy);
            copy.give(copy.store());
            assertNotRetrieved(type, reason);
            copy.giveBack();
        }
    }

    private void assertNotRetrieved(Class<? extends PcimException> type, String reason) {
        Path target = folder.resolve("refused");
        PcimException refused = assertThrowsExactly(type, () -> requester().retrieve(image, target));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("Cannot ") && message.endsWith(reason), message);
        assertEquals(0, ClientWorld.countEntries(folder), "entries left on disk");
    }

    private static String changed(HostileCopy copy, String part, String other) {
        String layout = copy.manifest()[2];
        assertTrue(layout.contains(part), layout);
        return layout.replace(part, other);
    }

    private static String certificate(Identity signer) {
        return signer.keys().certificate().hash().toHex();
    }
}
