package org.pcim.ipfs;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.testkit.ClientHarness;
import org.pcim.testkit.HostileContentContract;
import org.pcim.testkit.program.KuboNodes;

class IpfsHostileContentIT extends HostileContentContract {

    @RegisterExtension
    static final KuboNodes NODES = KuboNodes.of(1);

    @TempDir
    private Path directory;

    @Override
    protected ClientHarness newHarness() {
        return new KuboClientHarness(NODES.node(), directory);
    }
}
