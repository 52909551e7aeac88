package org.pcim.testkit.program;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Private IPFS nodes that the tests of one class share, each connected with each; stopped, and their blocks deleted, at the
 * class's end.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final KuboNodes NODES = KuboNodes.of(3);
 * }</pre>
 */
public final class KuboNodes implements BeforeAllCallback, AfterAllCallback {

    private final int count;
    private final List<KuboNode> nodes = new ArrayList<>();
    private @Nullable TemporaryFolder folder;
    private int classes;

    private KuboNodes(int count) {
        this.count = count;
    }

    /** So many nodes. */
    public static KuboNodes of(int count) {
        return new KuboNodes(count);
    }

    /** The first node. */
    public KuboNode node() {
        return node(0);
    }

    /** A node, counted from 0. */
    public KuboNode node(int index) {
        return nodes.get(index);
    }

    /** All nodes. */
    public List<KuboNode> all() {
        return List.copyOf(nodes);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes++ > 0) {
            return; // a nested class
        }
        TemporaryFolder all = new TemporaryFolder("pcim-kubo");
        folder = all;
        for (int i = 0; i < count; i++) {
            KuboNode node = KuboNode.start(all.path().resolve("node-" + i));
            nodes.forEach(node::connect);
            nodes.add(node);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes > 0) {
            return;
        }
        nodes.forEach(KuboNode::close);
        nodes.clear();
        if (folder != null) {
            folder.delete();
        }
    }
}
