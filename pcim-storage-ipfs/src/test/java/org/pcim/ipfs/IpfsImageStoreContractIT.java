package org.pcim.ipfs;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.pcim.testkit.ImageStoreContract;
import org.pcim.testkit.StoreHarness;
import org.pcim.testkit.program.KuboNodes;

class IpfsImageStoreContractIT extends ImageStoreContract {

    @RegisterExtension
    static final KuboNodes NODES = KuboNodes.of(1);

    @Override
    protected StoreHarness harness(Path folder) {
        return new KuboStoreHarness(NODES.node());
    }
}
