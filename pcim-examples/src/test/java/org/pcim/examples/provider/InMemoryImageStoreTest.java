package org.pcim.examples.provider;

import java.nio.file.Path;
import org.pcim.store.ImageStore;
import org.pcim.testkit.ImageStoreContract;
import org.pcim.testkit.StoreHarness;

class InMemoryImageStoreTest extends ImageStoreContract {

    @Override
    protected StoreHarness harness(Path folder) {
        BlockMemory memory = new BlockMemory();
        return new StoreHarness() {
            @Override
            public ImageStore open() {
                return new InMemoryImageStore(memory);
            }

            @Override
            public void collect() {
                memory.collect();
            }

            @Override
            public void close() {
                // The garbage collector takes it.
            }
        };
    }
}
