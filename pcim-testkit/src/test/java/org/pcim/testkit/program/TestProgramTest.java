package org.pcim.testkit.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestProgramTest {

    private final TestProgram shell = TestProgram.ofDebian("dash", "sh");

    @Test
    void givesInputEnvironmentAndArguments() {
        ProgramRun run = shell.with("GREETING", "hello")
                .run(
                        new ByteArrayInputStream("from the input\n".getBytes(StandardCharsets.UTF_8)),
                        "-c",
                        "echo \"$GREETING $0\"; cat; echo trouble >&2; exit 3",
                        "world");
        assertEquals(List.of("hello world", "from the input"), run.lines());
        assertEquals("trouble\n", run.errors());
        assertEquals(3, run.exitCode());
    }

    @Test
    void takesMoreOutputThanAPipeHolds() {
        assertEquals(
                1_000_000,
                shell.run("-c", "head -c 1000000 /dev/zero").succeeds().bytes().length);
    }

    @Test
    void aFailureSaysWhatTheProgramSaid() {
        ProgramRun run = shell.run("-c", "echo trouble >&2; exit 3");
        AssertionError e = assertThrows(AssertionError.class, run::succeeds);
        assertTrue(String.valueOf(e.getMessage()).contains("(exit code 3): trouble"), e.getMessage());
    }

    @Test
    void aMissingProgramSaysHowToGetIt() {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> TestProgram.ofDebian("a-package", "no-such-program"));
        assertEquals("no-such-program is missing: run apt-get install a-package", e.getMessage());
    }
}
