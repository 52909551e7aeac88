package org.pcim.testkit.program;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a program answered. */
public final class ProgramRun {

    private final List<String> command;
    private final int exitCode;
    private final byte[] output;
    private final byte[] errors;

    ProgramRun(List<String> command, int exitCode, byte[] output, byte[] errors) {
        this.command = List.copyOf(command);
        this.exitCode = exitCode;
        this.output = output;
        this.errors = errors;
    }

    /** Its exit code; 0 says that it did what it was asked. */
    public int exitCode() {
        return exitCode;
    }

    /** The bytes of its standard output. */
    public byte[] bytes() {
        return output.clone();
    }

    /** Its standard output as UTF-8. */
    public String text() {
        return new String(output, StandardCharsets.UTF_8);
    }

    /** The lines of its standard output, as UTF-8. */
    public List<String> lines() {
        return text().lines().toList();
    }

    /** What it wrote to its standard error, as UTF-8. */
    public String errors() {
        return new String(errors, StandardCharsets.UTF_8);
    }

    /**
     * This, if the exit code is 0.
     *
     * @throws AssertionError if it is not, with what the program said
     */
    public ProgramRun succeeds() {
        if (exitCode != 0) {
            throw new AssertionError(this + ": " + errors() + text());
        }
        return this;
    }

    /** The command and its exit code. */
    @Override
    public String toString() {
        return String.join(" ", command) + " (exit code " + exitCode + ")";
    }
}
