package org.pcim.testkit;

import java.time.Duration;
import java.time.Instant;
import org.pcim.cipher.CipherIdentity;
import org.pcim.cipher.ImageCipher;

/** What {@link ImageCipherContract} needs of the cipher under test. */
public interface CipherHarness {

    /** The cipher. */
    ImageCipher cipher();

    /** A fresh identity without a User ID, valid from {@link #now()} on. */
    CipherIdentity patient();

    /** A fresh identity with this User ID, valid from {@link #now()} on. */
    CipherIdentity named(String userId);

    /** A fresh identity without a User ID, valid from {@link #now()} for so long. */
    CipherIdentity expiring(Duration validity);

    /**
     * A fresh identity with this User ID, valid from {@link #now()} on, whose certificate has
     * {@link org.pcim.cipher.ShareMode#COPY}.
     */
    CipherIdentity needingCopies(String userId);

    /** The time at which the cipher signs. */
    Instant now();

    /** The number of plaintext bytes that the cipher encrypts at once: sizes around it are tried. */
    int chunkSize();
}
