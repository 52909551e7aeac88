package org.pcim.ipfs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Cid;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Role;
import org.pcim.store.GraphTransfer;
import org.pcim.store.ImageStore;
import org.pcim.study.FileInstance;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.RetrievedStudy;
import org.pcim.study.Study;
import org.pcim.testkit.program.KuboNodes;

/** A deposited study: under the root that Kubo itself would give it, and moved between stores as it is. */
class StudyOnIpfsIT {

    @RegisterExtension
    static final KuboNodes NODES = KuboNodes.of(1);

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private KuboClientHarness harness;

    @SuppressWarnings("NullAway.Init")
    private Identity patient;

    @SuppressWarnings("NullAway.Init")
    private ImageId image;

    @SuppressWarnings("NullAway.Init")
    private Cid root;

    private final List<byte[]> contents = new ArrayList<>();

    @BeforeEach
    void deposit() throws IOException {
        harness = new KuboClientHarness(NODES.node(), folder);
        patient = harness.newPatient();
        LedgerSigner hospital = harness.newSigner();
        Identity radiologist = harness.newProfessional("Radiology <radiology@hospital.example>");
        try (PcimClient pcim = client(harness.store())) {
            pcim.owner(harness.owner()).registerInstitution(hospital.address(), "General Hospital");
            pcim.institution(hospital).registerMember(Role.RADIOLOGIST, radiologist.address());
            pcim.radiologist(radiologist).publishKey();
            pcim.patient(patient).publishKey();
            image = pcim.patient(patient)
                    .createContract(
                            pcim.radiologist(radiologist).deposit(study(), patient.address(), ImageDescription.none()))
                    .id();
        }
        root = harness.ledger().image(image).orElseThrow().root();
    }

    @AfterEach
    void close() {
        harness.close();
    }

    @Test
    void itsRootIsTheOneThatIpfsAddGivesItsFiles() {
        Path files = folder.resolve("files");
        NODES.node().run("get", "-o", files.toString(), root.toString());
        assertTrue(Files.isRegularFile(files.resolve("part-00000/000002.pgp")));
        NODES.node().run("pin", "rm", root.toString());
        NODES.node().collect();
        assertEquals(root, NODES.node().add(files));
    }

    @Test
    void itMovesToAnEmbeddedStoreAndBackUnderItsRoot() throws IOException {
        try (EmbeddedImageStore embedded = EmbeddedImageStore.open(folder.resolve("store"))) {
            GraphTransfer.copy(root, harness.store(), embedded);
            harness.store().unpin(root);
            NODES.node().collect();
            assertFalse(NODES.node().has(root));
            assertRetrieved(embedded, "from the embedded store");

            GraphTransfer.copy(root, embedded, harness.store());
            assertTrue(NODES.node().isPinned(root));
            assertRetrieved(harness.store(), "from IPFS");
        }
    }

    private void assertRetrieved(ImageStore store, String name) throws IOException {
        Path target = folder.resolve(name);
        try (PcimClient pcim = client(store)) {
            RetrievedStudy retrieved = pcim.patient(patient).retrieve(image, target, Progress.none());
            assertEquals(contents.size(), retrieved.instances().size());
        }
        for (int i = 0; i < contents.size(); i++) {
            assertArrayEquals(contents.get(i), Files.readAllBytes(target.resolve("IM" + i)));
        }
    }

    private PcimClient client(ImageStore store) {
        return PcimClient.builder()
                .store(store)
                .ledger(harness.ledger())
                .cipher(harness.cipher())
                .clock(harness.clock())
                .build();
    }

    private Study study() throws IOException {
        int[] sizes = {100_000, 3_000_000, 0, 1_048_576};
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            byte[] content = new byte[sizes[i]];
            new Random(i).nextBytes(content);
            contents.add(content);
            Path file = folder.resolve("IM" + i);
            Files.write(file, content);
            instances.add(new FileInstance("IM" + i, file, sizes[i], null));
        }
        return new Study(instances, IdentifyingValues.none());
    }
}
