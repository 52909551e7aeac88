package org.pcim.embedded;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.content.UnixFsReader;
import org.pcim.ledger.LedgerSigner;
import org.pcim.model.Cid;
import org.pcim.model.ImageDescription;
import org.pcim.model.Role;
import org.pcim.store.BlockReader;
import org.pcim.store.ImageStore;
import org.pcim.study.IdentifyingValues;
import org.pcim.study.Instance;
import org.pcim.study.Study;

/** A study that a radiologist's client has deposited in a store. */
final class StoredStudy {

    private StoredStudy() {}

    /**
     * Deposits a study.
     *
     * @param size the size of the n-th instance in bytes
     * @return its root
     */
    static Cid deposit(EmbeddedClientHarness harness, int instances, IntUnaryOperator size) {
        List<Instance> generated = IntStream.range(0, instances)
                .<Instance>mapToObj(n -> new Generated("%06d.dcm".formatted(n), n, size.applyAsInt(n)))
                .toList();
        try (PcimClient pcim = PcimClient.builder()
                .store(harness.store())
                .ledger(harness.ledger())
                .cipher(harness.cipher())
                .clock(harness.clock())
                .build()) {
            LedgerSigner hospital = harness.newSigner();
            Identity radiologist = harness.newProfessional("Radiology <radiology@hospital.example>");
            Identity patient = harness.newPatient();
            pcim.owner(harness.owner()).registerInstitution(hospital.address(), "General Hospital");
            pcim.institution(hospital).registerMember(Role.RADIOLOGIST, radiologist.address());
            pcim.radiologist(radiologist).publishKey();
            pcim.patient(patient).publishKey();
            return pcim.radiologist(radiologist)
                    .deposit(new Study(generated, IdentifyingValues.none()), patient.address(), ImageDescription.none())
                    .attestation()
                    .root();
        }
    }

    /** Writes what is stored, encrypted as it is, as files below a folder; verified as a client reads it. */
    static void writeFiles(ImageStore store, Cid root, Path folder) {
        try (BlockReader blocks = store.read(root)) {
            UnixFsReader content = new UnixFsReader(blocks::get);
            Files.createDirectory(folder);
            for (Map.Entry<String, Cid> entry : content.directory(root).entrySet()) {
                Path target = folder.resolve(entry.getKey());
                if (entry.getKey().endsWith(".pgp")) {
                    write(content, entry.getValue(), target);
                    continue;
                }
                Files.createDirectory(target);
                for (Map.Entry<String, Cid> file :
                        content.directory(entry.getValue()).entrySet()) {
                    write(content, file.getValue(), target.resolve(file.getKey()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(UnixFsReader content, Cid cid, Path target) throws IOException {
        try (InputStream file = content.file(cid)) {
            Files.copy(file, target);
        }
    }

    private record Generated(String name, int seed, long size) implements Instance {

        @Override
        public @Nullable String sopInstanceUid() {
            return null;
        }

        @Override
        public InputStream open() {
            byte[] content = new byte[(int) size];
            new Random(seed).nextBytes(content);
            return new ByteArrayInputStream(content);
        }
    }
}
