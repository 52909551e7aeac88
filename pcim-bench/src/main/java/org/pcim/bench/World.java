package org.pcim.bench;

import java.nio.file.Path;
import java.time.Instant;
import org.pcim.Identity;
import org.pcim.PcimClient;
import org.pcim.crypto.KeyParameters;
import org.pcim.crypto.OpenPgpImageCipher;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.embedded.ledger.EmbeddedAccessLedger;
import org.pcim.embedded.store.EmbeddedImageStore;
import org.pcim.model.ImageDescription;
import org.pcim.model.ImageId;
import org.pcim.model.Progress;
import org.pcim.model.Receipt;
import org.pcim.model.Role;
import org.pcim.signing.LedgerKey;
import org.pcim.store.ImageStore;
import org.pcim.study.Study;

/** A client on a store and the embedded ledger, with a radiologist, a patient and a doctor whose keys are published. */
final class World implements AutoCloseable {

    final ImageStore store;
    final EmbeddedAccessLedger ledger;
    final PcimClient pcim;
    final Identity radiologist = person(KeyParameters.named(Instant.now(), "Radiology"));
    final Identity patient = person(KeyParameters.withoutName(Instant.now()));
    final Identity doctor = person(KeyParameters.named(Instant.now(), "Doctor"));

    /** On the embedded store. */
    World(Path folder) {
        this(folder, EmbeddedImageStore.open(folder.resolve("store")));
    }

    /** On a store, which is closed with it. */
    World(Path folder, ImageStore store) {
        this.store = store;
        LedgerKey owner = LedgerKey.generate();
        ledger = EmbeddedAccessLedger.create(folder.resolve("ledger"), owner.address());
        pcim = PcimClient.builder()
                .store(store)
                .ledger(ledger)
                .cipher(new OpenPgpImageCipher())
                .build();
        pcim.owner(owner).registerInstitution(owner.address(), "Hospital");
        pcim.institution(owner).registerMember(Role.RADIOLOGIST, radiologist.address());
        pcim.radiologist(radiologist).publishKey();
        pcim.patient(patient).publishKey();
        pcim.requester(doctor).publishKey();
    }

    Receipt deposit(Study study) {
        return pcim.radiologist(radiologist)
                .deposit(study, patient.address(), new ImageDescription("CT", "HEAD"), "", Progress.none());
    }

    ImageId register(Receipt receipt) {
        return pcim.patient(patient).createContract(receipt).id();
    }

    private static Identity person(KeyParameters parameters) {
        return Identity.of(LedgerKey.generate(), OpenPgpKeys.generate(parameters));
    }

    @Override
    public void close() {
        pcim.close();
        ledger.close();
        store.close();
    }
}
