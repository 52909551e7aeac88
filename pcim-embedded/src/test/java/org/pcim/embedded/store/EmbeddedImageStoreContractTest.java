package org.pcim.embedded.store;

import java.nio.file.Path;
import org.pcim.store.ImageStore;
import org.pcim.testkit.ImageStoreContract;
import org.pcim.testkit.StoreHarness;

class EmbeddedImageStoreContractTest extends ImageStoreContract {

    @Override
    protected StoreHarness harness(Path folder) {
        return new StoreHarness() {
            @Override
            public ImageStore open() {
                return EmbeddedImageStore.open(folder.resolve("store"));
            }

            @Override
            public void collect() {
                try (EmbeddedImageStore store = EmbeddedImageStore.open(folder.resolve("store"))) {
                    store.collect();
                }
            }

            @Override
            public void close() {
                // JUnit deletes the folder.
            }
        };
    }
}
