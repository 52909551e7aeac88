package org.pcim.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.testkit.StoredFiles.FIRST;
import static org.pcim.testkit.StoredFiles.MANIFEST;
import static org.pcim.testkit.StoredFiles.SECOND;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.pcim.Identity;
import org.pcim.PatientView;
import org.pcim.error.CipherException;
import org.pcim.error.LedgerException;
import org.pcim.error.PcimException;
import org.pcim.error.StoreException;
import org.pcim.model.Digest;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;
import org.pcim.study.StudyCorrection;

/**
 * As {@link HostileContentContract}, about later versions: corrections that a store or a radiologist forges, and rotations
 * that a patient forges for requesters.
 *
 * <p>A provider passes by a subclass in its own tests that gives a {@link ClientHarness}.
 */
public abstract class HostileVersionsContract extends ClientContract {

    private static final String FOREIGN = "it was changed, or belongs to another key";
    private static final String NOT_SIGNED = "it is not what the radiologist signed";
    private static final String OTHER_IMAGE = "its layout belongs to another image or version";
    private static final String OTHER_MAKER = "its layout is not signed by whoever made this version";
    private static final String OTHER_STATEMENT = "its statement is not the one that the radiologist attested to";

    private static final String THIRD = "part-00000/000002.pgp";

    /** The correction withdraws the first and adds nothing, so that what it has is kept. */
    private static final Study STUDY = ClientWorld.study(1000, 1000, 2000);

    private static final String WITHDRAWN = "series 1/IM0000.dcm";

    /** Of two files: a path and a key, and once more. */
    private static final Pattern KEPT_KEYS =
            Pattern.compile("(?<=\"keptKeys\":)\\{(\"[^\"]+\":)(\"[^\"]+\"),(\"[^\"]+\":)(\"[^\"]+\")}");

    /** For the provider's subclass. */
    protected HostileVersionsContract() {}

    /** Else the tests of corrections would prove nothing. */
    @Test
    void theSameCorrectionIsRetrieved() {
        try (HostileStudy correction = correction()) {
            correction.putManifest(correction.manifest());
            ImageId image = correction.register();
            PatientView patient = world.pcim.patient(world.patient);
            RetrievedStudy retrieved = patient.retrieve(image, folder.resolve("own"), Progress.none());
            assertEquals(2, retrieved.instances().size());
        }
    }

    @Test
    void keptMessagesSwapped() {
        assertNoCorrection(CipherException.class, FOREIGN, it -> it.files.swap(FIRST, SECOND));
    }

    @Test
    void aKeptMessageOfAnotherImage() {
        StoredFiles other = filesOf(world.register(STUDY));
        assertNoCorrection(CipherException.class, FOREIGN, it -> it.files.put(FIRST, other.get(SECOND)));
    }

    @Test
    void aMessageThatTheCorrectionWithdrew() {
        assertNoCorrection(
                CipherException.class,
                FOREIGN,
                it -> it.files.put(FIRST, filesOf(it.receipt.image()).get(FIRST)));
    }

    @Test
    void aKeptMessageThatIsMissing() {
        assertNoCorrection(StoreException.class, "the store's copy lacks instances", it -> it.files.remove(SECOND));
    }

    @Test
    void aMessageThatNobodySignedBesideTheKeptOnes() {
        assertNoCorrection(
                StoreException.class,
                "the store's copy has files that nobody signed",
                it -> it.files.put(THIRD, it.encrypt(new byte[10])));
    }

    @Test
    void newContentInPlaceOfAKeptMessage() {
        assertNoCorrection(CipherException.class, FOREIGN, it -> it.files.put(FIRST, it.encrypt(new byte[1000])));
    }

    @Test
    void newContentInPlaceOfAKeptMessageAndWithoutItsKey() {
        assertNoCorrection(StoreException.class, NOT_SIGNED, it -> {
            it.files.put(FIRST, it.encrypt(new byte[1000]));
            it.putLayout(KEPT_KEYS.matcher(it.manifest()[2]).replaceFirst("{$3$4}"), world.radiologist);
        });
    }

    @Test
    void keptKeysSwapped() {
        assertNoCorrection(CipherException.class, "the data is not what was signed", it -> {
            String[] lines = it.manifest();
            it.putManifest(lines[0], lines[1], swappedKeys(it), lines[3]);
        });
        assertNoCorrection(
                CipherException.class, "it was made by another key", it -> it.putLayout(swappedKeys(it), world.doctor));
        assertNoCorrection(CipherException.class, FOREIGN, it -> it.putLayout(swappedKeys(it), world.radiologist));
    }

    @Test
    void aKeptKeyOfAFileThatIsNotThere() {
        assertNoCorrection(
                StoreException.class,
                "its manifest is not of the format",
                it -> it.putLayout(
                        it.manifest()[2].replace("Keys\":{\"" + FIRST, "Keys\":{\"" + THIRD), world.radiologist));
    }

    @Test
    void aKeptKeyThatIsNone() {
        assertNoCorrection(
                CipherException.class,
                "its key has 3 bytes, and the keys of OpenPGP messages with AES-256-GCM have 36",
                it -> it.putLayout(
                        KEPT_KEYS.matcher(it.manifest()[2]).replaceFirst("{$1\"AAAA\",$3$4}"), world.radiologist));
    }

    @Test
    void theManifestOfAFirstVersion() {
        try (HostileStudy first = HostileStudy.deposit(world, STUDY)) {
            assertNoCorrection(CipherException.class, FOREIGN, it -> it.files.put(MANIFEST, first.files.get(MANIFEST)));
            assertNoCorrection(StoreException.class, OTHER_STATEMENT, it -> it.putManifest(first.manifest()));
        }
    }

    @Test
    void theManifestOfAnotherCorrection() {
        try (HostileStudy other = correction()) {
            assertNoCorrection(CipherException.class, FOREIGN, it -> it.files.put(MANIFEST, other.files.get(MANIFEST)));
            assertNoCorrection(StoreException.class, OTHER_STATEMENT, it -> it.putManifest(other.manifest()));
        }
    }

    @Test
    void aCorrectionsLayoutOfAnotherImageVersionOrLedger() {
        String ledger = world.harness.ledger().id().text();
        List<BiFunction<String, ImageId, String>> forgeries = List.of(
                (layout, image) -> layout.replace(
                        image.digest().toHex(), other(image.digest().toHex())),
                (layout, image) ->
                        layout.replace("\"image\":\"" + image.digest().toHex() + "\",", ""),
                (layout, image) -> layout.replace("\"version\":2", "\"version\":1"),
                (layout, image) -> layout.replace("\"version\":2", "\"version\":3"),
                (layout, image) -> layout.replace(ledger, other(ledger)));
        for (BiFunction<String, ImageId, String> forgery : forgeries) {
            assertNoCorrection(
                    StoreException.class,
                    OTHER_IMAGE,
                    it -> it.putLayout(
                            changed(it.manifest()[2], layout -> forgery.apply(layout, it.receipt.image())),
                            world.radiologist));
        }
    }

    @Test
    void aCorrectionThatLooksLikeARotation() {
        assertNoCorrection(
                StoreException.class,
                OTHER_MAKER,
                it -> it.putLayout(
                        changed(
                                it.manifest()[2],
                                layout -> layout.replace(
                                        "\"version\":2,", "\"version\":2," + certificate(world.patient))),
                        world.patient));
    }

    @Test
    void aStatementAboutAnotherPatient() {
        String patient = world.patient.address().toString();
        String doctor = world.doctor.address().toString();
        try (HostileStudy it = correction()) {
            String[] lines = it.manifest();
            String statement = changed(lines[0], line -> line.replace(patient, doctor));
            String layout = changed(lines[2], line -> line.replace(hash(lines[0]), hash(statement)));
            it.putManifest(
                    statement,
                    it.signature(statement, world.radiologist),
                    layout,
                    it.signature(layout, world.radiologist));
            assertNotRetrieved(StoreException.class, OTHER_IMAGE, world.patient, it.register(statement));
        }
    }

    /** Else the tests of rotations would prove nothing. */
    @Test
    void theSameRotationIsRetrieved() {
        try (HostileRotation rotation = rotation()) {
            rotation.putLayout(rotation.nextLayout(), world.patient);
            ImageId image = rotation.record();
            approve(world.doctor, image);
            ClientWorld.assertRetrieved(
                    STUDY, world.pcim.requester(world.doctor).retrieve(image, folder.resolve("doctor")));
        }
    }

    @Test
    void contentOfThePatients() {
        assertNoRotation(StoreException.class, NOT_SIGNED, it -> {
            it.putLayout(it.nextLayout(), world.patient);
            it.files.put(FIRST, it.encrypt(new byte[1000]));
        });
    }

    @Test
    void rotatedMessagesSwapped() {
        assertNoRotation(StoreException.class, NOT_SIGNED, it -> {
            it.putLayout(it.nextLayout(), world.patient);
            it.files.swap(FIRST, SECOND);
        });
    }

    @Test
    void aMessageOfAnotherVersionOrImage() {
        StoredFiles other = filesOf(world.register(STUDY));
        assertNoRotation(CipherException.class, FOREIGN, it -> {
            it.putLayout(it.nextLayout(), world.patient);
            it.files.put(FIRST, it.before().get(FIRST));
        });
        assertNoRotation(CipherException.class, FOREIGN, it -> {
            it.putLayout(it.nextLayout(), world.patient);
            it.files.put(FIRST, other.get(FIRST));
        });
    }

    @Test
    void aRotatedMessageThatIsMissing() {
        assertNoRotation(StoreException.class, "the store's copy lacks instances", it -> {
            it.putLayout(it.nextLayout(), world.patient);
            it.files.remove(SECOND);
        });
    }

    @Test
    void aStatementOfThePatients() {
        assertNoRotation(StoreException.class, OTHER_STATEMENT, it -> {
            String[] lines = it.manifest();
            String statement = changed(lines[0], line -> line.replace(ClientWorld.TEXT, "Healthy"));
            String layout = changed(it.nextLayout(), line -> line.replace(hash(lines[0]), hash(statement)));
            it.putManifest(
                    statement, it.signature(statement, world.patient), layout, it.signature(layout, world.patient));
        });
    }

    @Test
    void theStatementOfAnotherImageOfThePatient() {
        try (HostileStudy other = HostileStudy.deposit(world, STUDY)) {
            String[] lines = other.manifest();
            assertNoRotation(StoreException.class, OTHER_STATEMENT, it -> {
                String layout = it.nextLayout();
                it.putManifest(lines[0], lines[1], layout, it.signature(layout, world.patient));
            });
        }
    }

    @Test
    void aRotationSignedBySomebodyElse() {
        assertNoRotation(
                CipherException.class, "it was made by another key", it -> it.putLayout(it.nextLayout(), world.doctor));
    }

    @Test
    void aRotationThatNamesSomebodyElsesCertificate() {
        assertNoRotation(
                LedgerException.class,
                "it has not published the one that its attestation names",
                it -> it.putLayout(
                        changed(
                                it.nextLayout(),
                                layout -> layout.replace(certificate(world.patient), certificate(world.doctor))),
                        world.doctor));
    }

    @Test
    void aRotationThatLooksLikeTheRadiologists() {
        assertNoRotation(
                StoreException.class,
                OTHER_MAKER,
                it -> it.putLayout(
                        changed(it.nextLayout(), layout -> layout.replace(certificate(world.patient), "")),
                        world.radiologist));
    }

    @Test
    void aRotationWithKeptKeys() {
        String key = Base64.getEncoder().encodeToString(new byte[33]);
        assertNoRotation(
                StoreException.class,
                OTHER_MAKER,
                it -> it.putLayout(
                        it.nextLayout().replaceFirst("}$", ",\"keptKeys\":{\"" + FIRST + "\":\"" + key + "\"}}"),
                        world.patient));
    }

    @Test
    void aRotationsLayoutOfAnotherImageVersionOrLedger() {
        String ledger = world.harness.ledger().id().text();
        assertNoRotation(StoreException.class, OTHER_IMAGE, it -> it.putLayout(it.manifest()[2], world.patient));
        assertNoRotation(
                StoreException.class,
                OTHER_IMAGE,
                it -> it.putLayout(
                        changed(it.nextLayout(), layout -> layout.replace(ledger, other(ledger))), world.patient));
        assertNoRotation(
                StoreException.class,
                OTHER_IMAGE,
                it -> it.putLayout(
                        changed(it.nextLayout(), layout -> layout.replaceFirst("(\"image\":\")..", "$1ff")),
                        world.patient));
    }

    private HostileStudy correction() {
        ImageId image = world.register(STUDY);
        // Who corrects an image may open it.
        approve(world.radiologist, image);
        return HostileStudy.correct(world, image, StudyCorrection.withdrawing(WITHDRAWN));
    }

    private HostileRotation rotation() {
        return HostileRotation.rotate(world, world.register(STUDY));
    }

    private void assertNoCorrection(
            Class<? extends PcimException> type, String reason, Consumer<HostileStudy> forgery) {
        try (HostileStudy correction = correction()) {
            forgery.accept(correction);
            assertNotRetrieved(type, reason, world.patient, correction.register());
        }
    }

    private void assertNoRotation(
            Class<? extends PcimException> type, String reason, Consumer<HostileRotation> forgery) {
        try (HostileRotation rotation = rotation()) {
            forgery.accept(rotation);
            ImageId image = rotation.record();
            approve(world.doctor, image);
            assertNotRetrieved(type, reason, world.doctor, image);
        }
    }

    private void assertNotRetrieved(
            Class<? extends PcimException> type, String reason, Identity reader, ImageId image) {
        Path target = folder.resolve("refused");
        PcimException refused =
                assertThrowsExactly(type, () -> world.pcim.requester(reader).retrieve(image, target));
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("Cannot ") && message.endsWith(reason), message);
        assertEquals(0, ClientWorld.countEntries(folder), "entries left on disk");
    }

    private void approve(Identity requester, ImageId image) {
        world.pcim
                .patient(world.patient)
                .approve(world.pcim.requester(requester).requestAccess(image, ""), world.days(1));
    }

    private StoredFiles filesOf(ImageId image) {
        return StoredFiles.read(
                world.harness.store(),
                world.harness.ledger().image(image).orElseThrow().root());
    }

    private static String swappedKeys(HostileStudy correction) {
        return changed(
                correction.manifest()[2], layout -> KEPT_KEYS.matcher(layout).replaceFirst("{$1$4,$3$2}"));
    }

    private static String changed(String line, UnaryOperator<String> change) {
        String changed = change.apply(line);
        assertNotEquals(line, changed);
        return changed;
    }

    private static String certificate(Identity signer) {
        return "\"patientCertificate\":\"" + signer.keys().certificate().hash().toHex() + "\",";
    }

    private static String hash(String line) {
        return Digest.sha256(line.getBytes(StandardCharsets.UTF_8)).toHex();
    }

    /** Another number in hexadecimal. */
    private static String other(String hex) {
        return hex.substring(0, hex.length() - 1) + (hex.endsWith("0") ? '1' : '0');
    }
}
