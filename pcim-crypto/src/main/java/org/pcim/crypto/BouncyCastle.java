package org.pcim.crypto;

import java.io.IOException;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.api.OpenPGPImplementation;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;
import org.pcim.error.CipherException;

/** The border to the OpenPGP library: whatever it throws comes out as one sentence. */
final class BouncyCastle {

    /** The library's own implementations, so that nothing depends on which security providers are installed. */
    static final OpenPGPImplementation IMPLEMENTATION = new BcOpenPGPImplementation().setPolicy(new AcceptancePolicy());

    private BouncyCastle() {}

    /** Something that calls the library. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws PGPException, IOException;
    }

    /**
     * Calls the library. It meets hostile input with unchecked exceptions of many kinds and with assertions, so all of
     * them are caught here.
     */
    static <T> T call(String action, String subject, String reason, Call<T> call) {
        try {
            return call.run();
        } catch (CipherException e) {
            throw e;
        } catch (PGPException | IOException | RuntimeException | AssertionError e) {
            throw new CipherException(action, subject, reason, e);
        }
    }
}
