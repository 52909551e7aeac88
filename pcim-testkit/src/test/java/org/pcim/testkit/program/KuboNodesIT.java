package org.pcim.testkit.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.model.Cid;

class KuboNodesIT {

    @RegisterExtension
    static final KuboNodes NODES = KuboNodes.of(2);

    @TempDir
    private Path folder;

    @Test
    void areConnectedAndKnowNobodyElse() {
        assertEquals(1, NODES.node(0).run("swarm", "peers").lines().size());
        assertEquals(1, NODES.node(1).run("swarm", "peers").lines().size());
        assertEquals("", NODES.node().run("bootstrap", "list").text());
    }

    @Test
    void keepWhatIsPinnedWhenTheyAreStoppedOrKilled() throws IOException {
        Cid root = add(NODES.node(), "kept");
        NODES.node().close();
        NODES.node().start();
        assertTrue(NODES.node().isPinned(root));
        NODES.node().kill();
        NODES.node().start();
        assertTrue(NODES.node().isPinned(root));
        NODES.node().connect(NODES.node(1));
    }

    @Test
    void collectWhatIsNotPinned() throws IOException {
        Cid root = add(NODES.node(), "let go");
        NODES.node().run("pin", "rm", root.toString());
        assertFalse(NODES.node().isPinned(root));
        assertTrue(NODES.node().has(root));
        assertTrue(NODES.node().collect() > 0);
        assertFalse(NODES.node().has(root));
    }

    @Test
    void withAnAuthorizationAnswerOnlyWhomTheyKnow() throws IOException {
        try (KuboNode node = KuboNode.builder(folder.resolve("guarded"))
                .authorization("bearer:secret", "/api/v0")
                .start()) {
            assertEquals(HttpURLConnection.HTTP_FORBIDDEN, status(node.rpc(), "Bearer wrong"));
            assertEquals(HttpURLConnection.HTTP_OK, status(node.rpc(), "Bearer secret"));
            assertTrue(node.isPinned(add(node, "guarded")));
        }
    }

    @Test
    void withAnotherSwarmKeyDoNotConnect() {
        try (KuboNode one = KuboNode.builder(folder.resolve("one"))
                        .swarmKey("01".repeat(32))
                        .start();
                KuboNode same = KuboNode.builder(folder.resolve("same"))
                        .swarmKey("01".repeat(32))
                        .start()) {
            one.connect(same);
            assertThrows(AssertionError.class, () -> one.connect(NODES.node(1)));
        }
    }

    private Cid add(KuboNode node, String text) throws IOException {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("file"), text);
        return node.add(files);
    }

    private static int status(URI rpc, String authorization) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) rpc.resolve("/api/v0/version").toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Authorization", authorization);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }
}
