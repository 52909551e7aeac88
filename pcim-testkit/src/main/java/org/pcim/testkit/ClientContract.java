package org.pcim.testkit;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What the contracts about {@link org.pcim.PcimClient} have in common: a world and a folder for each test. */
abstract class ClientContract {

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    ClientWorld world;

    @SuppressWarnings("NullAway.Init")
    ClientContract() {}

    /** A harness with a fresh store and a fresh ledger. */
    protected abstract ClientHarness newHarness();

    @BeforeEach
    final void openWorld() {
        world = new ClientWorld(newHarness());
    }

    @AfterEach
    final void closeWorld() {
        world.close();
    }
}
