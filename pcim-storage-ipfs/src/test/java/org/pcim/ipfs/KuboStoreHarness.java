package org.pcim.ipfs;

import java.time.Duration;
import org.pcim.store.ImageStore;
import org.pcim.testkit.StoreHarness;
import org.pcim.testkit.program.KuboNode;

/** A node that tests share, one after the other: it is emptied before each. */
final class KuboStoreHarness implements StoreHarness {

    private final KuboNode node;

    KuboStoreHarness(KuboNode node) {
        this.node = node;
        node.run("pin", "ls", "--type=recursive", "--quiet").lines().forEach(pin -> node.run("pin", "rm", pin));
        node.collect();
    }

    /** A store on a node that has no peers to ask. */
    static IpfsImageStore store(KuboNode node) {
        return IpfsImageStore.builder()
                .node(node.rpc())
                .fetchDeadline(Duration.ZERO)
                .build();
    }

    @Override
    public ImageStore open() {
        return store(node);
    }

    @Override
    public void collect() {
        node.collect();
    }

    @Override
    public void close() {
        // The node is the class's.
    }
}
