package org.pcim.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.testkit.BatchesContract;
import org.pcim.testkit.ClientHarness;

class EmbeddedBatchesTest extends BatchesContract {

    @TempDir
    private Path directory;

    @Override
    protected ClientHarness newHarness() {
        return new EmbeddedClientHarness(directory);
    }
}
