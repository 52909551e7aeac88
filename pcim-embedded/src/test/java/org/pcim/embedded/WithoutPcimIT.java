package org.pcim.embedded;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.crypto.PassphraseCost;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Cid;
import org.pcim.model.ImageDescription;
import org.pcim.model.Role;
import org.pcim.study.FileInstance;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.Study;
import org.pcim.testkit.program.ProgramRun;
import org.pcim.testkit.program.TestProgram;

/**
 * A patient opens a deposited study with an exported key, Kubo and rsop, without PCIM: {@code ipfs dag import}, {@code ipfs
 * get}, {@code rsop decrypt}.
 */
class WithoutPcimIT {

    private static final String PASSPHRASE = "correct horse";

    private final TestProgram rsop = TestProgram.built("rsop", "rsop");

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private EmbeddedClientHarness harness;

    @SuppressWarnings("NullAway.Init")
    private Identity patient;

    @SuppressWarnings("NullAway.Init")
    private Identity radiologist;

    @BeforeEach
    void open() {
        harness = new EmbeddedClientHarness(folder);
        harness.advance(
                Duration.between(harness.clock().instant(), Instant.now().minusSeconds(60)));
        patient = harness.newPatient();
        radiologist = harness.newProfessional("Radiology <radiology@hospital.example>");
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void everyInstanceAndTheManifestAreOpened() throws IOException {
        byte[] small = content(100);
        byte[] large = content(3_000_000);
        Path files = filesWithout(deposit(small, large));
        Path key = export(patient, "key.asc");
        assertArrayEquals(
                small,
                decrypt(files.resolve("part-00000/000000.pgp"), key).succeeds().bytes());
        assertArrayEquals(
                large,
                decrypt(files.resolve("part-00000/000001.pgp"), key).succeeds().bytes());
        List<String> manifest =
                decrypt(files.resolve("manifest.pgp"), key).succeeds().lines();
        assertEquals(4, manifest.size());
        assertTrue(manifest.get(0).contains("\"study/1.dcm\""), manifest.get(0));
        assertSigned(manifest.get(0), manifest.get(1));
        assertSigned(manifest.get(2), manifest.get(3));
    }

    @Test
    void nobodyElsesKeyOpensAnything() throws IOException {
        Path files = filesWithout(deposit(content(100)));
        Path key = export(radiologist, "key.asc");
        assertNotEquals(0, decrypt(files.resolve("part-00000/000000.pgp"), key).exitCode());
        assertNotEquals(0, decrypt(files.resolve("manifest.pgp"), key).exitCode());
    }

    private Cid deposit(byte[]... contents) throws IOException {
        List<Instance> instances = new ArrayList<>();
        for (byte[] content : contents) {
            String name = "study/" + (instances.size() + 1) + ".dcm";
            Path file = Files.write(folder.resolve("plain" + instances.size()), content);
            instances.add(new FileInstance(name, file, content.length, null));
        }
        try (PcimClient pcim = PcimClient.builder()
                .store(harness.store())
                .ledger(harness.ledger())
                .cipher(harness.cipher())
                .clock(harness.clock())
                .build()) {
            LedgerSigner hospital = harness.newSigner();
            pcim.owner(harness.owner()).registerInstitution(hospital.address(), "General Hospital");
            pcim.institution(hospital).registerMember(Role.RADIOLOGIST, radiologist.address());
            pcim.radiologist(radiologist).publishKey();
            pcim.patient(patient).publishKey();
            return pcim.radiologist(radiologist)
                    .deposit(new Study(instances, IdentifyingValues.none()), patient.address(), ImageDescription.none())
                    .attestation()
                    .root();
        }
    }

    /** From the store's own export on, everything is done by Kubo. */
    private Path filesWithout(Cid root) throws IOException {
        Path car = folder.resolve("export.car");
        try (EmbeddedImageStore store = EmbeddedImageStore.open(folder.resolve("store"));
                OutputStream target = new BufferedOutputStream(Files.newOutputStream(car))) {
            store.export(root, target);
        }
        KuboRepository kubo = new KuboRepository(folder.resolve("repository"));
        kubo.importCar(car);
        Path files = folder.resolve("files");
        kubo.get(root, files);
        return files;
    }

    private void assertSigned(String line, String signature) throws IOException {
        Path signatureFile =
                Files.write(folder.resolve("line.sig"), Base64.getDecoder().decode(signature));
        Path certificate = Files.writeString(
                folder.resolve("radiologist.asc"),
                OpenPgpKeys.armour(radiologist.keys().certificate()));
        rsop.run(
                        new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)),
                        "verify",
                        signatureFile.toString(),
                        certificate.toString())
                .succeeds();
    }

    private Path export(Identity identity, String name) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                OpenPgpKeys.exportLocked(identity.keys(), PASSPHRASE.toCharArray(), PassphraseCost.demonstration()));
    }

    private ProgramRun decrypt(Path message, Path key) throws IOException {
        Path passphrase = Files.writeString(folder.resolve("passphrase"), PASSPHRASE);
        try (InputStream input = Files.newInputStream(message)) {
            return rsop.run(input, "decrypt", "--with-key-password=" + passphrase, key.toString());
        }
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }
}
