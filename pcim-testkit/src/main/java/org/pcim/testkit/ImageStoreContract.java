package org.pcim.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.pcim.testkit.store.ConcurrencySuite;
import org.pcim.testkit.store.DepositSuite;
import org.pcim.testkit.store.InterruptSuite;
import org.pcim.testkit.store.PinSuite;
import org.pcim.testkit.store.ReadingSuite;

/**
 * What every {@link org.pcim.store.ImageStore} must do.
 *
 * <p>A provider passes it by a subclass in its own tests that says where its stores live:
 *
 * <pre>{@code
 * class MyImageStoreTest extends ImageStoreContract {
 *     @Override
 *     protected StoreHarness harness(Path folder) {
 *         return new MyStoreHarness(folder);
 *     }
 * }
 * }</pre>
 *
 * <p>Each test gets a harness of its own. Nothing is mocked and nothing is timed.
 */
public abstract class ImageStoreContract {

    /** For subclasses. */
    protected ImageStoreContract() {}

    /**
     * A new, empty place for stores.
     *
     * @param folder an empty folder for the provider's use; deleted after the test
     */
    protected abstract StoreHarness harness(Path folder);

    /** What a deposit is. */
    @Nested
    class Deposit extends DepositSuite {
        @Override
        protected StoreHarness harness(Path folder) {
            return ImageStoreContract.this.harness(folder);
        }
    }

    /** How blocks are read. */
    @Nested
    class Reading extends ReadingSuite {
        @Override
        protected StoreHarness harness(Path folder) {
            return ImageStoreContract.this.harness(folder);
        }
    }

    /** What is pinned, and kept for it. */
    @Nested
    class Pin extends PinSuite {
        @Override
        protected StoreHarness harness(Path folder) {
            return ImageStoreContract.this.harness(folder);
        }
    }

    /** What many threads do at once. */
    @Nested
    class ManyThreads extends ConcurrencySuite {
        @Override
        protected StoreHarness harness(Path folder) {
            return ImageStoreContract.this.harness(folder);
        }
    }

    /** What an interrupt ends. */
    @Nested
    class Interrupt extends InterruptSuite {
        @Override
        protected StoreHarness harness(Path folder) {
            return ImageStoreContract.this.harness(folder);
        }
    }
}
