package org.pcim.embedded;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.HostileVersionsContract;

class EmbeddedHostileVersionsTest extends HostileVersionsContract {

    @TempDir
    private Path directory;

    @Override
    protected ClientHarness newHarness() {
        return new EmbeddedClientHarness(directory);
    }
}
