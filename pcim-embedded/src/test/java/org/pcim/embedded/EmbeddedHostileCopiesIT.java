package org.pcim.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.cipher.CipherIdentity;
import org.pcim.crypto.OpenPgpKeys;
import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.HostileCopiesContract;
import org.pcim.testkit.program.GnuPg;

/** The requester has a key of GnuPG's. */
class EmbeddedHostileCopiesIT extends HostileCopiesContract {

    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private GnuPg gpg;

    @Override
    protected ClientHarness newHarness() {
        return new EmbeddedClientHarness(directory);
    }

    @Override
    protected CipherIdentity newKeysForCopies(ClientHarness harness) {
        gpg = new GnuPg(directory.resolve("gnupg"));
        String frozen = harness.clock().instant().getEpochSecond() + "!";
        String key = gpg.generate("Dr. Old <old@clinic.example>", "ed25519", "cv25519", "--faked-system-time", frozen);
        return OpenPgpKeys.importLocked(gpg.secretKey(key), gpg.passphrase());
    }

    @AfterEach
    void end() {
        gpg.close();
    }
}
