package org.pcim.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.HostilePartiesContract;

class EmbeddedHostilePartiesTest extends HostilePartiesContract {

    @TempDir
    private Path directory;

    @Override
    protected ClientHarness newHarness() {
        return new EmbeddedClientHarness(directory);
    }
}
