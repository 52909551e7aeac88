package org.pcim.testkit;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.pcim.PcimClient;
import org.pcim.cipher.ImageCipher;
import org.pcim.cipher.KeyCheck;
import org.pcim.cipher.StudyEncryptor;
import org.pcim.model.Digest;
import org.pcim.model.KeyCapsule;

/** A cipher from which somebody takes the session keys of what is encrypted by it. */
final class KeepingCipher {

    private final List<StudyEncryptor> kept = new ArrayList<>();
    private final ClientWorld world;

    KeepingCipher(ClientWorld world) {
        this.world = world;
    }

    /** A client that encrypts by it. */
    PcimClient client() {
        ImageCipher cipher = Lying.in(ImageCipher.class, world.harness.cipher(), "encrypt", encryptor -> {
            kept.add((StudyEncryptor) encryptor);
            return new LeftOpen((StudyEncryptor) encryptor);
        });
        return PcimClient.builder()
                .store(world.harness.store())
                .ledger(world.harness.ledger())
                .cipher(cipher)
                .clock(world.harness.clock())
                .build();
    }

    /** The newest session key. */
    StudyEncryptor sessionKey() {
        return kept.get(kept.size() - 1);
    }

    /** What the client closes stays open for us. */
    private record LeftOpen(StudyEncryptor sessionKey) implements StudyEncryptor {
        @Override
        public OutputStream encrypt(OutputStream message) {
            return sessionKey.encrypt(message);
        }

        @Override
        public KeyCapsule capsule() {
            return sessionKey.capsule();
        }

        @Override
        public Digest keyCheck(KeyCheck binding) {
            return sessionKey.keyCheck(binding);
        }

        @Override
        public void close() {}
    }
}
