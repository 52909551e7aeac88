package org.pcim.testkit;

import org.junit.jupiter.api.Nested;
import org.pcim.testkit.cipher.CapsuleContract;
import org.pcim.testkit.cipher.CertificateContract;
import org.pcim.testkit.cipher.MessageContract;
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
 *     public CipherHarness harness() {
 *         return new MyCipherHarness();
 *     }
 * }
 * }</pre>
 */
public abstract class ImageCipherContract {

    /** The cipher under test; asked for anew by each test. */
    public abstract CipherHarness harness();

    @Nested
    class Certificates extends CertificateContract {
        @Override
        public CipherHarness harness() {
            return ImageCipherContract.this.harness();
        }
    }

    @Nested
    class Messages extends MessageContract {
        @Override
        public CipherHarness harness() {
            return ImageCipherContract.this.harness();
        }
    }

    @Nested
    class Tampering extends TamperingContract {
        @Override
        public CipherHarness harness() {
            return ImageCipherContract.this.harness();
        }
    }

    @Nested
    class Capsules extends CapsuleContract {
        @Override
        public CipherHarness harness() {
            return ImageCipherContract.this.harness();
        }
    }

    @Nested
    class Signatures extends SignatureContract {
        @Override
        public CipherHarness harness() {
            return ImageCipherContract.this.harness();
        }
    }

    @Nested
    class SealedTexts extends SealedTextContract {
        @Override
        public CipherHarness harness() {
            return ImageCipherContract.this.harness();
        }
    }
}
