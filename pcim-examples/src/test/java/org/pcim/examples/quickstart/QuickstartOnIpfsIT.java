package org.pcim.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pcim.examples.quickstart.QuickstartRun.assertSameFiles;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.pcim.testkit.program.KuboNodes;

/** The access sequence with the images on a real IPFS node. */
class QuickstartOnIpfsIT {

    @RegisterExtension
    static final KuboNodes NODES = KuboNodes.of(1);

    @TempDir
    private Path folder;

    @Test
    void keepsTheImagesOnTheNode() {
        Path work = folder.resolve("work");
        List<String> before = pins();
        QuickstartRun run =
                QuickstartRun.of("--work", work, "--store", NODES.node().rpc()).succeeds();

        assertTrue(run.out().contains("on the IPFS node at " + NODES.node().rpc()), run.out());
        assertSameFiles(work.resolve("phantom"), work.resolve("retrieved/requester1"));
        assertFalse(Files.exists(work.resolve("store")));
        List<String> pins = new ArrayList<>(pins());
        pins.removeAll(before);
        assertEquals(1, pins.size(), "what the check wrote is let go");
        assertTrue(run.out().contains(pins.get(0)), run.out());
    }

    private static List<String> pins() {
        return NODES.node().run("pin", "ls", "--type=recursive", "--quiet").lines();
    }

    @Test
    void saysThatTheNodeIsNotThere() {
        QuickstartRun run = QuickstartRun.of("--work", folder.resolve("work"), "--store", "http://127.0.0.1:1");

        assertEquals(1, run.exitCode());
        assertTrue(run.err().contains("http://127.0.0.1:1: it cannot be reached"), run.err());
    }
}
