package org.pcim.testkit;

import org.junit.jupiter.api.Nested;
import org.pcim.testkit.cipher.CapsuleContract;
import org.pcim.testkit.cipher.CertificateContract;
import org.pcim.testkit.cipher.CopyContract;
import org.pcim.testkit.cipher.CopyTextContract;
import org.pcim.testkit.cipher.MessageContract;
import org.pcim.testkit.cipher.MessageKeyContract;
import org.pcim.testkit.cipher.RevocationContract;
import org.pcim.testkit.cipher.SealedTextContract;
import org.pcim.testkit.cipher.SignatureContract;
import org.pcim.testkit.cipher.TamperingContract;

/**
 * What every {@link org.pcim.cipher.ImageCipher} must do.
 *
 * <p>A provider passes it with a subclass in its own tests that returns a harness, and nothing else:
 *
 * <pre>{@code
 * class MyCipherTest extends ImageCipherContract {
 *     @Override
 *     protected CipherHarness newHarness() {
 *         return new MyCipherHarness();
 *     }
 * }
 * }</pre>
 */
public abstract class ImageCipherContract {

    /** For a provider's subclass. */
    protected ImageCipherContract() {}

    /** The cipher under test; a fresh one for each test. */
    protected abstract CipherHarness newHarness();

    @Nested
    class Certificates extends CertificateContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }

    @Nested
    class Revocations extends RevocationContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }

    @Nested
    class Messages extends MessageContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }

    @Nested
    class MessageKeys extends MessageKeyContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }

    @Nested
    class Tampering extends TamperingContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }

    @Nested
    class Capsules extends CapsuleContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }

    @Nested
    class Copies extends CopyContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }

    @Nested
    class SealedTextsForCopies extends CopyTextContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }

    @Nested
    class Signatures extends SignatureContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }

    @Nested
    class SealedTexts extends SealedTextContract {
        @Override
        protected CipherHarness newHarness() {
            return ImageCipherContract.this.newHarness();
        }
    }
}
