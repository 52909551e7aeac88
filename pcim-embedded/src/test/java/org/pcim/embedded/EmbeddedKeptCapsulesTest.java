package org.pcim.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.KeptCapsulesContract;

class EmbeddedKeptCapsulesTest extends KeptCapsulesContract {

    @TempDir
    private Path directory;

    @Override
    protected ClientHarness newHarness() {
        return new EmbeddedClientHarness(directory);
    }
}
