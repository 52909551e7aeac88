package org.pcim.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.pcim.PcimClient;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.StudyDecryptor;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.ledger.AccessLedger;
import org.pcim.ledger.ImageRecord;
import org.pcim.ledger.LedgerOperation.AddRotation;
import org.pcim.ledger.LedgerOperation.NewVersion;
import org.pcim.ledger.PreparedOperation;
import org.pcim.model.ImageId;

/** A rotated image in the hands of its patient, who puts together whatever comes next. */
final class HostileRotation extends HostileContent {

    private final ImageRecord rotated;
    private final StudyEncryptor sessionKey;

    private HostileRotation(ClientWorld world, ImageRecord rotated, StudyEncryptor sessionKey) {
        super(world, StoredFiles.read(world.harness.store(), rotated.root()), sessionKey);
        this.rotated = rotated;
        this.sessionKey = sessionKey;
    }

    /** Rotates an image as its patient does, and keeps the session key. */
    static HostileRotation rotate(ClientWorld world, ImageId image) {
        KeepingCipher cipher = new KeepingCipher(world);
        try (PcimClient pcim = cipher.client()) {
            ImageRecord rotated = pcim.patient(world.patient).rotate(image, Set.of());
            return new HostileRotation(world, rotated, cipher.sessionKey());
        }
    }

    @Override
    StudyDecryptor decryptor() {
        return world.harness
                .cipher()
                .open(sessionKey.capsule(), world.patient.keys(), binding(rotated.version()), rotated.keyCheck());
    }

    /** The layout of the rotated version, as if it were of the next one. */
    String nextLayout() {
        String layout = manifest()[2];
        return layout.replace("\"version\":" + rotated.version(), "\"version\":" + nextVersion());
    }

    /** The files of the image's first version. */
    StoredFiles before() {
        return StoredFiles.read(world.harness.store(), rotated.attestation().root());
    }

    /** Stores the files as they now are, and makes them the image's next version. */
    ImageId record() {
        NewVersion next = new NewVersion(
                nextVersion(), files.write(world.harness.store()), sessionKey.keyCheck(binding(nextVersion())));
        AccessLedger ledger = world.harness.ledger();
        PreparedOperation prepared = ledger.prepare(
                new AddRotation(rotated.id(), next, sessionKey.capsule(), List.of(), List.of()), rotated.patient());
        ledger.await(ledger.submit(prepared, world.patient.signer().sign(prepared.signable())), Duration.ofMinutes(1));
        return rotated.id();
    }

    private int nextVersion() {
        return rotated.version() + 1;
    }

    private KeyCheck binding(int version) {
        return new KeyCheck(
                rotated.attestation().statement(),
                rotated.attestation().ledger(),
                rotated.patient(),
                rotated.patient(),
                version);
    }
}
